"""From scores to a list that a learner may be shown: hard limits, variety, and reasons in words."""
