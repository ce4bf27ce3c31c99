"""Settlement on the site: months of the books, reconciliation, disputes."""
