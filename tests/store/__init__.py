"""The store against real database files."""
