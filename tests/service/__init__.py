"""Tests of the command and what it wires."""
