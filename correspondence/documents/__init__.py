"""Documents for people outside: one plain structure, printed as PDF or written for Word (R23)."""
