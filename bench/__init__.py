"""Measurements on real mail and real servers."""
