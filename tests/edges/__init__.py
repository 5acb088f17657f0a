"""Edges against the real thing: mail servers and browsers of the operating system."""
