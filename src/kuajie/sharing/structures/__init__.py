"""Games on the fitted response: who decides when, solved through the planner."""
