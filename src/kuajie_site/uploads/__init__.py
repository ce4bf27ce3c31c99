"""Files that parties hand in: drafts on disk, checked in the background, taken over as a whole or not at all."""
