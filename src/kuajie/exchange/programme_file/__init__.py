"""programme.toml: who takes part, what is sold, what can be decided, what was agreed."""
