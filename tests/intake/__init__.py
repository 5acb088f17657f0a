"""Tests of the door: messages are fetched, read, and follow their matter."""
