"""Frozen, validated values of the field. They know nothing of files, fits, pages or clocks."""
