"""Partners' catalogues in and out: one file per format, recognised by what a file holds."""
