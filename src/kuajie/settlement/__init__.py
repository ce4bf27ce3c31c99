"""Settlement: terms executed on orders in exact money, as double-entry lines that never change once posted.

Everything is a pure function of the agreement and the events known; see decision 0016 for what refunds, late
arrivals and amendments do.
"""
