"""The team workspace: a site that both partners use together, in Chinese and English.

A Django project with one app per capability. It asks the same questions as the command line, through
``kuajie.wiring``, and shows the same answers; nothing is computed in a view. See docs/site.md.
"""
