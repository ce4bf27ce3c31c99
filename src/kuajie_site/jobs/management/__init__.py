"""Django commands of the jobs."""
