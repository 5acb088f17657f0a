"""Who is signing in, by which way, and who stays signed in (R29)."""
