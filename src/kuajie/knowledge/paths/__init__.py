"""Learning paths: the least courses that lead a learner to a goal, in an order that works."""
