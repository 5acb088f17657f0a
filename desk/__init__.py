"""The web desk of the officer."""
