"""Questions that can be asked of a programme, and their answers as pages show them."""
