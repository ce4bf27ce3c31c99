"""Which learner wants which course: what learners took one after another, and what to recommend to them.

Pure mathematics on arrays of codes; where the histories come from is not known here.
"""
