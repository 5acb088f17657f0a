"""Real servers for tests: they listen on loopback and tell what reached them."""
