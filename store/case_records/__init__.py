"""What is kept of a case beside the register: letters, statements, petitions (R17 to R32)."""
