"""Use cases: one file per question a person asks; each is a function from a frozen question to a frozen answer."""
