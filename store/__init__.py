"""All SQL: tables, engine, and functions that take a transaction first and never commit."""
