"""Where classifiers come from: labelled letters, training, the officer's decisions."""
