"""The door: mailbox, reading, follow-ups, the line, filing."""
