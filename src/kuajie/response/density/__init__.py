"""The compiled log density of a response model and its gradient."""

from kuajie.response.density.log_density import log_density

__all__ = ["log_density"]
