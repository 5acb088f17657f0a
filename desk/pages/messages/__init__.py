"""One message: read, decide, correct, attach, enter by hand (R4 to R9c)."""
