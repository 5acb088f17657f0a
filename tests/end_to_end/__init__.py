"""The whole line with real servers: from the mailbox to what left the house."""
