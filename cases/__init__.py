"""The pure core: the field's words and the directive's rules. No I/O, no clock, no third party."""
