"""Every notice, by subject; each states the problem and the remedy in both languages."""
