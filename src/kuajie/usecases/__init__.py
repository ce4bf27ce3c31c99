"""Use cases: one file per question a person asks, each a function from a frozen question to an answer."""
