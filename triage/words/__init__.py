"""The words that decide, as lists, and the small language they are written in."""
