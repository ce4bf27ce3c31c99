"""Kuajie 跨界: plan, run, measure and settle joint programmes."""

__version__ = "0.1.0"
