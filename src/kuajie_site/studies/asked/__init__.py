"""One file per study: what it asks, what it shows, and whose knowledge that gives away."""
