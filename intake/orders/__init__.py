"""What a person orders beyond a decision: enter, attach, pass on, decide again."""
