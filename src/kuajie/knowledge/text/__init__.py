"""Texts in Chinese and English: their words, and how alike they are."""
