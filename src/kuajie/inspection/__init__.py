"""Looks at the machine it runs on: programs, fonts, folders and packages."""
