"""Joint programmes on the site: their parties, who has which seat, and the versions of their folder."""
