"""Two books of the same orders side by side: every line in one class, every cent accounted for."""
