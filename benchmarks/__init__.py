"""Slow studies behind ``make bench``: each writes its table into docs/benchmarks.md."""
