"""How good decisions are, on letters that a model never saw."""
