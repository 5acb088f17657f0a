"""Letters about a case that people word, and what comes back to them."""
