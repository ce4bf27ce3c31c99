"""What other apps can listen to."""

from __future__ import annotations

from django.dispatch import Signal

job_ended = Signal()
"""A job is done or failed (``job``, ``state``); sent in the transaction in which it ends."""
