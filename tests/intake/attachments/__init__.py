"""Tests of reading attached files."""
