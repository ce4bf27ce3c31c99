"""Setting programmes up, step by step, and editing what was agreed: the makers of programme.toml."""
