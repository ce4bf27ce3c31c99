"""Long work in the background: claimed under a lease, with progress, stopped or tried again."""
