"""Guards: what a country's law forbids joint programmes, as data, and where a programme comes near it."""
