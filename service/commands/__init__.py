"""The sub-commands of `krm`, a file for each family."""
