"""What the page of a message shows."""
