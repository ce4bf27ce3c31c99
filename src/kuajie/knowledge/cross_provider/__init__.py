"""One provider's courses for learners of another: from linked learners, what courses are about, or both.

The more learners are known on both sides, the more they say. With none, what the target's own learners take
is explained by what its courses are about, and that carries over to courses of others (``bridge``); linked
learners correct it (``linked``). A target that nobody has taken anything of is known by what it is about.
"""
