"""Webhooks: what happened is told to other programs and to chat groups, signed, and again where it failed."""
