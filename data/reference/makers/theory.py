"""theory.json: moments of activations under a normal input, gains, fixed points and mean-field rows of deep nets."""

import math

import mpmath
import numpy
import scipy.special

from .common import nearest
from .functions import ACTIVATIONS, Mp, Np, find
from .gauss import DIGITS, half_square_difference, moments, pair_by_quad, pair_expectation, quad_moments

VARIANCES = [1e-6, 0.01, 0.25, 1.0, 4.0, 100.0, 500.0]
CORRELATIONS = [0.0, 0.3, 0.9, -0.5]
SATURATED = 0.97
CS231N = [  # name, activation, width, layers, weight variance as (numerator, denominator)
    ("tanh std 0.01", "tanh", 500, 10, (1, 10000)),
    ("tanh std 1", "tanh", 500, 10, (1, 1)),
    ("tanh xavier fan-in", "tanh", 500, 10, (1, 500)),
    ("tanh gain 5/3", "tanh", 500, 10, (25, 4500)),
    ("relu xavier fan-in", "relu", 500, 10, (1, 500)),
    ("relu he", "relu", 500, 10, (2, 500)),
]
SAITOH = [
    ("sigmoid std 1", "sigmoid", 100, 5, (1, 1)),
    ("sigmoid std 0.01", "sigmoid", 100, 5, (1, 10000)),
    ("sigmoid xavier fan-in", "sigmoid", 100, 5, (1, 100)),
    ("sigmoid gain 4", "sigmoid", 100, 5, (16, 100)),
    ("relu std 0.01", "relu", 100, 5, (1, 10000)),
    ("relu xavier fan-in", "relu", 100, 5, (1, 100)),
    ("relu he", "relu", 100, 5, (2, 100)),
]


def rounded(x):
    """The nearest double; what is 0 but for the last of 32 digits (the mean of SELU, or of tanh) is 0."""
    return 0.0 if abs(x) < 1e-28 else nearest(x)


def moment_row(activation, q):
    exact = [rounded(m) for m in moments(activation, q)]
    coarse = [rounded(m) for m in moments(activation, q, degree=5)]
    by_quad = quad_moments(activation, q)
    scale = math.sqrt(exact[1])  # the mean may cancel
    for e, c, (s, _), size in zip(exact, coarse, by_quad, (scale, 0, 0)):
        assert abs(e - c) <= 2e-16 * abs(e), (activation.label(), q, e, c)
        assert abs(e - s) <= 1e-12 * abs(e) + 4e-16 * size, (activation.label(), q, e, s)
    names = ("mean", "meanSquare", "slopeMeanSquare")
    return {
        **activation.label(),
        "q": q,
        **dict(zip(names, exact)),
        "scipy": {name: float(value) for name, (value, _) in zip(names, by_quad)},
        "scipyError": float(max(error for _, error in by_quad)),
    }


def gain_row(activation):
    with mpmath.workdps(DIGITS):
        mean, square, slope = moments(activation, mpmath.mpf(1))
        return {
            **activation.label(),
            "byMeanSquare": nearest(1 / mpmath.sqrt(square)),
            "byVariance": nearest(1 / mpmath.sqrt(square - mean**2)),
            "bySlope": nearest(1 / mpmath.sqrt(slope)),
            "mean": rounded(mean),
            "std": nearest(mpmath.sqrt(square - mean**2)),
        }


def relu_pair(q, c):
    turn = math.acos(c)
    return q * (math.sin(turn) + (math.pi - turn) * c) / (2 * math.pi), (math.pi - turn) / (2 * math.pi)


def pair_row(activation, q, c):
    def value(x):
        return activation.value(Np, x)

    def slope(x):
        return activation.slope(Np, x)

    row = {**activation.label(), "q": q, "correlation": c}
    row["mean"] = pair_expectation(value, value, q, c)
    row["slopeMean"] = pair_expectation(slope, slope, q, c)
    finer = pair_expectation(value, value, q, c, 120), pair_expectation(slope, slope, q, c, 120)
    assert numpy.allclose(finer, (row["mean"], row["slopeMean"]), rtol=1e-13, atol=1e-15), (row, finer)
    if activation.name == "relu":
        closed = relu_pair(q, c)
        assert numpy.allclose(closed, (row["mean"], row["slopeMean"]), rtol=1e-13, atol=0), (row, closed)
        row["mean"], row["slopeMean"] = closed
    if activation.name in ("tanh", "relu", "sigmoid") and q == 1:
        row["scipyMean"] = float(pair_by_quad(value, value, q, c))
        assert abs(row["scipyMean"] - row["mean"]) < 1e-11, row
    return row


def tanh_fixed_point(gain):
    """q with q = gain² E tanh(√q z)²."""
    tanh = find("tanh")
    with mpmath.workdps(25):
        q = mpmath.findroot(lambda q: gain**2 * moments(tanh, q)[1] / q - 1, (1.0, 1.2), tol=1e-22)
        square, slope = moments(tanh, q)[1:]
        return {
            "gain": nearest(gain),
            "preActivationVariance": nearest(q),
            "std": nearest(mpmath.sqrt(square)),
            "backwardFactor": nearest(mpmath.sqrt(gain**2 * slope)),
        }


def saturated_share(name, q):
    """Share of units within 0.03 of a bound of (−1, 1), or 0.015 of a bound of (0, 1)."""
    reach = {"tanh": math.atanh(SATURATED), "sigmoid": 2 * math.atanh(SATURATED)}.get(name)
    return None if reach is None else float(scipy.special.erfc(reach / math.sqrt(2 * q)))


def net(name, activation_name, width, depth, variance):
    """Mean-field rows of a net of equal widths, no biases, inputs of mean square 1 and pairwise correlation 0."""
    activation = find(activation_name)
    with mpmath.workdps(DIGITS):
        factor = mpmath.mpf(width) * variance[0] / variance[1]
        square, gap, rows = mpmath.mpf(1), 1.0, []
        for layer in range(1, depth + 1):
            q, gap = factor * square, float(factor) * gap
            correlation = 1 - gap / float(q)
            mean, square, slope = moments(activation, q)
            gap = half_square_difference(activation_name, float(q), gap)
            rows.append(
                {
                    "layer": layer,
                    "preActivationVariance": nearest(q),
                    "preActivationCorrelation": correlation,
                    "mean": rounded(mean),
                    "std": nearest(mpmath.sqrt(square - mean**2)),
                    "meanSquare": nearest(square),
                    "sampleStd": math.sqrt(gap),
                    "cosine": 1 - gap / nearest(square),
                    "saturatedShare": saturated_share(activation_name, float(q)),
                    "backwardFactor": nearest(mpmath.sqrt(factor * slope)),
                }
            )
        ratios = [mpmath.mpf(1)]
        for row in reversed(rows):
            ratios.insert(0, ratios[0] * row["backwardFactor"])
        for row, ratio in zip(rows, ratios[1:]):
            row["gradientRms"] = nearest(ratio)
    return {
        "name": name,
        "activation": activation_name,
        "width": width,
        "weightStd": math.sqrt(variance[0] / variance[1]),
        "forwardFactor": nearest(factor),
        "inputGradientRms": nearest(ratios[0]),
        "layers": rows,
    }


def make():
    return {
        "conventions": {
            "moments": "mean E φ(√q z), meanSquare E φ², slopeMeanSquare E φ'², z ~ N(0, 1); about 30 digits by "
            "mpmath, rounded; scipy: the same by scipy.integrate.quad",
            "gains": "byMeanSquare 1/√E φ(z)², byVariance 1/std φ(z), bySlope 1/√E φ'(z)²",
            "pairs": "mean E φ(u)φ(v), slopeMean E φ'(u)φ'(v), u and v ~ N(0, q) with that correlation; good to 1e-13",
            "nets": "equal widths, no biases, inputs of mean square 1 and pairwise correlation 0; layer l has "
            "preActivationVariance q = forwardFactor × meanSquare of the layer below",
            "sampleStd": "√(½ E (φ(u) − φ(v))²): spread of a unit across inputs; cosine: of the activations of two "
            "inputs; both good to 1e-10",
            "backwardFactor": "√(forwardFactor × E φ'(√q z)²), through this layer from its activations to those below",
            "gradientRms": "rms ∂L/∂h of the layer, relative to the top layer; inputGradientRms: of the inputs",
            "saturatedShare": f"share with |tanh| > {SATURATED}, or |2 sigmoid − 1| > {SATURATED}; null for relu",
        },
        "moments": [moment_row(activation, q) for activation in ACTIVATIONS for q in VARIANCES],
        "gains": [gain_row(activation) for activation in ACTIVATIONS],
        "pairs": [pair_row(a, q, c) for a in ACTIVATIONS for q in (1.0, 4.0) for c in CORRELATIONS],
        "tanhFixedPoints": [tanh_fixed_point(mpmath.mpf(n) / d) for n, d in ((5, 3), (3, 2), (2, 1))],
        "nets": [net(*case) for case in CS231N + SAITOH],
    }
