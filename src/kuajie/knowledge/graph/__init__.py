"""The course graph: what both partners' courses teach, need and lead to, as typed edges in sparse arrays."""
