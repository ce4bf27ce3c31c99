"""Files that parties hand in: drafts, checked in the background, taken over as a whole or not at all."""
