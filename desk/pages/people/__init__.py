"""Who works here: signing in, accounts, who is on duty, who read what (R11, R29, R33)."""
