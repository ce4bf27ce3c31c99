"""What happened on the site: who did what, seen by those whom it concerns."""
