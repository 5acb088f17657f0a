"""What the lists show: the queue, what stands beside it, limits, and their filters."""
