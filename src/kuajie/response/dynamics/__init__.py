"""Dynamics of demand beyond carry-over."""
