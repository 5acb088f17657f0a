"""One case, from the first letter to its end (R12 to R23, R32)."""
