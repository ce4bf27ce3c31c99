"""Plans under uncertainty: measures of risk, plans that maximise them, and what knowing more is worth."""
