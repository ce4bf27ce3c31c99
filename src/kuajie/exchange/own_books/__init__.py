"""Books that sides keep by themselves: their own exports, a party of a folder, postings of a settlement."""
