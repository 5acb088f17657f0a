"""What did the writer write? Own words, quotes, sentences, language."""
