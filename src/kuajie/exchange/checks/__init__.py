"""What files must agree on with each other and with programme.toml."""
