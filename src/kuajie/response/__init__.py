"""Response formulas: carry-over, saturation, price, coupling, expected sales and joint profit.

Everything here is pure mathematics on numbers and arrays. Each formula is written once in array-API style, so
that NumPy arrays and PyTorch tensors both work; ``kuajie.response.kernels`` holds the same table compiled for
inner loops. Nothing in this package but ``kernels`` imports numba.
"""
