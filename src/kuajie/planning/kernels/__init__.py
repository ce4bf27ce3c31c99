"""The planner's inner loops, compiled by numba."""
