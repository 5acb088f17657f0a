"""The main job on an embedded post office, for `make demo`."""
