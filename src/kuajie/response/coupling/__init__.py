"""Couplings: how baseline, marketing, training and price make mean demand.

Each module has ``value(base, *, marketing, training, price_factor)`` and ``gradient`` with the same
arguments, elementwise. ``marketing`` and ``training`` are sums over levers of effect × saturation.
"""
