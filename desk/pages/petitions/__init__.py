"""Petitions and submissions, to the statement that leaves the house (R24 to R28)."""
