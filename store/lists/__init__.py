"""What lists read, a page at a time; never a word of a letter (R10, R35)."""
