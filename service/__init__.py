"""The command, the wiring and the ticks."""
