"""The rules that divide joint profit, one file each; the table of them is ``split_rules.py``."""
