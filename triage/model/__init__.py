"""The classifier that judges: features, vectors, probabilities, bounds, its file."""
