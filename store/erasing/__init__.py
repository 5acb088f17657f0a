"""What must not stay, and when it goes (R7, R33)."""
