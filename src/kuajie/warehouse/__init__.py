"""Events to weekly panels and counts, as Ibis expressions for any SQL engine; DuckDB runs them here."""
