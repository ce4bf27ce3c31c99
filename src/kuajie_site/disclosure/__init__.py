"""What each party shows the others: field by field, with a purpose and an expiry."""
