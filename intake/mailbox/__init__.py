"""The mailbox on the server: list, fetch, move, erase, wait; collect and tidy."""
