"""From what stands in forms to values: everything typed is checked here."""
