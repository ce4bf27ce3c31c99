"""The literature's models of a platform and an institution, solved under every game structure.

P is the platform (downstream, sells), E the institution (upstream, teaches). One file per model; ``registry``
has them all. An answer is a frozen ``Outcome``; what has no answer raises ``NoEquilibrium`` with a notice.
"""
