"""Files that a party hands in: what they are, what they would change, and what is kept of them."""
