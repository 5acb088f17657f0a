"""The way out: compose, post, delivery proof, bounces."""
