"""Plans: the problem, its best spend and prices, a proved bound, and the founding formula. Pure."""
