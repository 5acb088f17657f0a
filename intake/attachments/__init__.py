"""Text out of attached files, read in a process that can do no harm."""
