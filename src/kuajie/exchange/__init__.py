"""Partners' files in and out: programme folders and plain weekly tables, wholly taken or refused."""
