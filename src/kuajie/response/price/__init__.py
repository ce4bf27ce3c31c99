"""Price factors: by how much a price scales demand.

Each module has ``value(price, **parameters)`` and ``gradient`` with the same arguments, elementwise. Price is
in the programme's currency per enrolment and above zero; a free course takes ``absent``.
"""
