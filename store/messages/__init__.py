"""What is kept of a message beside its line in the journal."""
