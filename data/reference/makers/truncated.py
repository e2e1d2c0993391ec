"""truncated.json: normals cut far out in a tail, or to a narrow interval: moments and quantiles by mpmath."""

import math

import mpmath
import scipy.stats

from .common import nearest

#: mean, std, low, high
CUTS = [
    (0.0, 1.0, 3.0, 4.0),
    (0.0, 1.0, 2.4, 2.5),
    (0.0, 1.0, -0.001, 0.001),
    (0.0, 1.0, -0.001, 0.002),
    (0.0, 1.0, 4.0, 5.0),
    (0.0, 1.0, 5.0, 6.0),
    (0.0, 1.0, -6.0, -5.0),
    (0.0, 1.0, 30.0, 31.0),
    (0.0, 1.0, 2.5, math.inf),
    (0.0, 1.0, 8.0, math.inf),
    (0.0, 1.0, -math.inf, -40.0),
    (0.0, 1.0, 1000.0, math.inf),
    (0.0, 1.0, 2.0, 2.125),
    (0.0, 1.0, 0.0, 0.03125),
    (0.0, 1.0, 37.0, 37.0625),
    (1.0, 0.5, 3.0, math.inf),
    (-2.0, 0.25, 0.0, 1.0),
    (0.0, 0.02, 0.1, 0.2),
    (100.0, 3.0, -math.inf, 75.0),
    (0.5, 2.0, 0.25, 0.26),
]
#: What the closed form of ours still takes, for the same comparison.
ORDINARY = [(0.0, 1.0, 2.0, 2.25), (0.0, 1.0, 2.3, math.inf), (0.0, 1.0, -0.0125, 0.014), (0.1, 1.5, 0.5, 0.9)]
ORDINARY += [(0.0, 1.0, -2.0, 2.0 + 2.0**-20), (0.0, 1.0, -1.0, 0.5), (3.0, 2.0, -math.inf, 2.0), (0.0, 1.0, -8.0, 9.0)]
LEVELS = [k / 40 for k in range(1, 40)]


def moments(mean, std, low, high):
    """Mean and std by the closed form, with digits to spare for all that cancels."""
    mean, std, low, high = map(mpmath.mpf, (mean, std, low, high))
    a, b = (low - mean) / std, (high - mean) / std
    edge_a, edge_b = (z * mpmath.npdf(z) if mpmath.isfinite(z) else mpmath.mpf(0) for z in (a, b))
    mass = mpmath.ncdf(b) - mpmath.ncdf(a) if a + b < 0 else mpmath.ncdf(-a) - mpmath.ncdf(-b)
    shift = (mpmath.npdf(a) - mpmath.npdf(b)) / mass
    variance = 1 + (edge_a - edge_b) / mass - shift**2
    return mean + std * shift, std * mpmath.sqrt(variance)


def quantile(level, mean, std, low, high):
    """The x below which lies this share of the mass between the bounds, by bisection to 30 digits."""
    mean, std, low, high = map(mpmath.mpf, (mean, std, low, high))
    a, b = (low - mean) / std, (high - mean) / std
    mirrored = a + b > 0
    if mirrored:
        a, b, level = -b, -a, 1 - level
    start, end = mpmath.ncdf(a), mpmath.ncdf(b)
    wanted = start + level * (end - start)
    left, right = (a if mpmath.isfinite(a) else b - 50), b
    for _ in range(120):
        middle = (left + right) / 2
        left, right = (middle, right) if mpmath.ncdf(middle) < wanted else (left, middle)
    return mean + std * (-left if mirrored else left)


def row(cut, levels):
    values = []
    for digits in (60, 90):
        with mpmath.workdps(digits):
            values.append([nearest(x) for x in moments(*cut)])
    assert values[0] == values[1], (cut, values)
    cut_mean, cut_std = values[0]
    mean, std, low, high = cut
    law = scipy.stats.truncnorm((low - mean) / std, (high - mean) / std, loc=mean, scale=std)
    assert math.isclose(law.mean(), cut_mean, rel_tol=1e-9, abs_tol=1e-9 * cut_std), (cut, law.mean(), cut_mean)
    with mpmath.workdps(40):
        quantiles = [nearest(quantile(mpmath.mpf(level), *cut)) for level in levels]
    return {
        **dict(zip(("mean", "std", "low", "high"), cut)),
        "cutMean": cut_mean,
        "cutStd": cut_std,
        "quantiles": quantiles,
    }


def make():
    return {
        "conventions": {
            "cutMean, cutStd": "of N(mean, std²) given low <= x <= high: mpmath, the nearest doubles, the same at 60 and "
            "90 digits",
            "quantiles": "the x below which lies each of the shares in `levels`: mpmath, 40 digits",
            "ordinary": "laws with 1 % of the mass or more between the bounds",
        },
        "levels": LEVELS,
        "far": [row(cut, LEVELS) for cut in CUTS],
        "ordinary": [row(cut, []) for cut in ORDINARY],
    }
