"""``kuajie site-…``: commands for whoever runs a site. Django is imported only when one runs."""
