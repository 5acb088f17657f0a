"""The people of the house: accounts, sign-in, what each keeps (R29)."""
