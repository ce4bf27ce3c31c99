"""Deals as executed on a plan: what their clauses pay in every draw, how far each number can go."""
