"""Whom to work with: criteria, their weights from people's judgements, and rankings of candidates.

Pure mathematics on tables of scores; where the scores come from is not known here.
"""
