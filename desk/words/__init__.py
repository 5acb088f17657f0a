"""The German words of the desk, by what they name."""
