"""Other tools on the same tables, each in its own environment: ``python -m benchmarks.peers.compare``."""
