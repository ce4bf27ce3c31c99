"""Answers as tables, sentences, charts and pages, in the language of the reader."""
