"""Pages that list what waits, what went, what runs, and find it again (R10, R35)."""
