"""Families of terms: for each kind of deal people sign, the clauses that carry given shares."""
