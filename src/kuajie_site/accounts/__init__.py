"""People: who they are, in which language they read, how they sign in."""
