"""What is it? Machine or person, own words, rules, classifier: pure, without I/O but for models."""
