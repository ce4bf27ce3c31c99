"""Who gets what: coalition games, rules that split joint profit, and who would walk away from a split.

Pure mathematics on numbers per coalition; where the numbers come from is not known here.
"""
