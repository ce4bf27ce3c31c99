"""The sampler behind its port: nutpie's NUTS on our own compiled density."""
