"""Running the site: one start per data folder, processes that end together, health."""
