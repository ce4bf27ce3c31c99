"""Copies of a whole site in one file, made while it runs, and bringing one back. Needs no Django."""
