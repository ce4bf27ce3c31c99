"""Did the chains agree, and how many independent draws are they worth? (Vehtari et al. 2021)."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from kuajie.domain.panel import Floats

BULK, TAIL = "bulk", "tail"


def r_hat(draws: Floats) -> Floats:
    """Return the rank-normalised split R-hat of every parameter, the larger of bulk and folded.

    ``draws`` has shape ``(chain, draw, parameter)``; the answer ``(parameter,)``. 1 means agreement, which a
    parameter that never moves counts as.
    """
    halves = _split(draws)
    folded = np.abs(halves - np.median(halves, axis=(0, 1)))
    worst = np.maximum(_plain_r_hat(_normal_scores(halves)), _plain_r_hat(_normal_scores(folded)))
    return np.where(np.ptp(draws, axis=(0, 1)) > 0, worst, 1.0)


def effective_draws(draws: Floats, *, where: str = BULK) -> Floats:
    """Return how many independent draws the chains are worth, shape ``(parameter,)``.

    ``bulk`` for the centre of the posterior, ``tail`` the smaller of those for its 5 % and 95 % points.
    """
    halves = _split(draws)
    if where == BULK:
        return _effective(_normal_scores(halves))
    ends = [np.where(halves <= np.quantile(halves, q, axis=(0, 1)), 1.0, 0.0) for q in (0.05, 0.95)]
    return np.minimum(_effective(ends[0]), _effective(ends[1]))


def _split(draws: Floats) -> Floats:
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def _normal_scores(draws: Floats) -> Floats:
    """Replace draws by normal scores of their ranks over all chains (Blom's offsets)."""
    flat = draws.reshape(-1, draws.shape[2])
    ranks = flat.argsort(axis=0).argsort(axis=0) + 1.0
    return np.asarray(ndtri((ranks - 0.375) / (len(flat) + 0.25))).reshape(draws.shape)


def _plain_r_hat(draws: Floats) -> Floats:
    length = draws.shape[1]
    within = draws.var(axis=1, ddof=1).mean(axis=0)
    between = draws.mean(axis=1).var(axis=0, ddof=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.sqrt((length - 1) / length + between / within)
    return np.where(within > 0, ratio, 1.0)


def _effective(draws: Floats) -> Floats:
    """Return draws over the integrated autocorrelation time, by Geyer's (1992) initial monotone sequence."""
    chains, length, parameters = draws.shape
    covariance = _autocovariance(draws).mean(axis=0)
    within = covariance[0] * length / (length - 1)
    total = covariance[0] + draws.mean(axis=1).var(axis=0, ddof=1)
    size = np.empty(parameters)
    for place in range(parameters):
        if total[place] <= 0:
            size[place] = chains * length
            continue
        correlation = 1.0 - (within[place] - covariance[:, place] * length / (length - 1)) / total[place]
        correlation[0] = 1.0
        size[place] = chains * length / _autocorrelation_time(correlation, chains * length)
    return size


def _autocorrelation_time(correlation: Floats, draws: int) -> float:
    pairs = correlation[: correlation.size // 2 * 2].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(pairs < 0)
    end = int(negative[0]) if negative.size else pairs.size
    monotone = np.minimum.accumulate(pairs[:end])
    # Antithetic chains may be worth more than their draws, but not beyond this cap.
    return max(-1.0 + 2.0 * float(monotone.sum()), 1.0 / float(np.log10(draws)))


def _autocovariance(draws: Floats) -> Floats:
    """Return the autocovariance of every chain by Fourier transform, shape ``(chain, lag, parameter)``."""
    length = draws.shape[1]
    centred = draws - draws.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, n=2 * length, axis=1)
    return np.asarray(np.fft.irfft(np.abs(spectrum) ** 2, n=2 * length, axis=1)[:, :length] / length)
