"""Answers on disk, in the programme folder."""
