"""Tests of triage: machine, own words, rules, classifier, chain."""
