"""Tell what a message is: machine or person, own words, rules, classifier."""
