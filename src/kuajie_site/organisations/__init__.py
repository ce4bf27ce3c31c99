"""Organisations, who belongs to them, and invitations."""
