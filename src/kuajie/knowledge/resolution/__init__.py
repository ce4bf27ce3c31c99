"""Which entries of different catalogues are the same: proposals with a confidence, decided by people."""
