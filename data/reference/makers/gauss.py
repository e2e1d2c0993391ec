"""Expectations under the standard normal: panels of Gauss–Legendre in mpmath, SciPy's quad, and two dimensions."""

from functools import lru_cache

import mpmath
import numpy
import scipy.integrate
from mpmath import mp
from mpmath.calculus.quadrature import GaussLegendre

from .functions import Mp, Np

DIGITS = 32
END = 16.0  # the normal density is below 1e-55 beyond
KNOTS = (0.5, 1, 2, 3, 5, 8, 12, 20, 40, 80, 160, 320)


def panels(root):
    """Ends of the panels of z ≥ 0 for an integrand of √q z: fine near 0, on the scale of 1/√q and of 1."""
    ends = {k / root for k in KNOTS} | {1.0, 2.0, 4.0, 7.0, 11.0}
    return [0.0, *sorted(e for e in ends if e < END), END]


@lru_cache(maxsize=None)
def nodes(degree):
    with mpmath.workdps(DIGITS + 10):
        return GaussLegendre(mp).calc_nodes(degree, mp.prec)


def moments(activation, q, degree=6):
    """(E φ, E φ², E φ'²) at √q z, z ~ N(0, 1), as mpmath numbers of about 30 digits."""
    with mpmath.workdps(DIGITS):
        root = mpmath.sqrt(q)
        totals = [mpmath.mpf(0)] * 3
        ends = panels(float(root))
        for low, high in zip(ends, ends[1:]):
            middle, half = (mpmath.mpf(high) + low) / 2, (mpmath.mpf(high) - low) / 2
            for t, weight in nodes(degree):
                z = middle + half * t
                mass = weight * half * Mp.pdf(z)
                up, down = activation.value(Mp, root * z), activation.value(Mp, -root * z)
                slope_up, slope_down = activation.slope(Mp, root * z), activation.slope(Mp, -root * z)
                totals[0] += mass * (up + down)
                totals[1] += mass * (up**2 + down**2)
                totals[2] += mass * (slope_up**2 + slope_down**2)
        return [+total for total in totals]


def quad_moments(activation, q):
    """The same three by scipy.integrate.quad in float64, panel by panel."""
    root = float(q) ** 0.5
    ends = panels(root)

    def integral(f):
        def both(z):
            return (f(root * z) + f(-root * z)) * numpy.exp(-z * z / 2) / numpy.sqrt(2 * numpy.pi)

        pieces = [
            scipy.integrate.quad(both, low, high, epsabs=1e-14, epsrel=1e-13, limit=500)
            for low, high in zip(ends, ends[1:])
        ]
        return sum(p[0] for p in pieces), sum(p[1] for p in pieces)

    value, slope = (lambda x: float(activation.value(Np, x))), (lambda x: float(activation.slope(Np, x)))
    return [integral(value), integral(lambda x: value(x) ** 2), integral(lambda x: slope(x) ** 2)]


def pair_expectation(f, g, q, c, count=80):
    """E f(u) g(v), both N(0, q) with correlation c: polar coordinates, sectors split where u or v is 0."""
    turn = numpy.arccos(c)
    zeros = numpy.array([0.5, -0.5, 0.5, -0.5]) * numpy.pi + [0, 0, turn, turn]
    breaks = sorted(float(angle) for angle in zeros % (2 * numpy.pi))
    breaks = [b for i, b in enumerate(breaks) if i == 0 or b - breaks[i - 1] > 1e-12]
    breaks.append(breaks[0] + 2 * numpy.pi)
    x, w = numpy.polynomial.legendre.leggauss(count)

    def rule(ends):
        pairs = [((b - a) / 2, (a + b) / 2) for a, b in zip(ends, ends[1:])]
        return numpy.concatenate([m + h * x for h, m in pairs]), numpy.concatenate([h * w for h, m in pairs])

    radius, radius_weight = rule([0, 0.5, 1.5, 3, 6, 10, 14])
    angle, angle_weight = rule(breaks)
    u = q**0.5 * numpy.outer(radius, numpy.cos(angle))
    v = q**0.5 * numpy.outer(radius, numpy.cos(angle - turn))
    mass = numpy.outer(radius_weight * radius * numpy.exp(-(radius**2) / 2), angle_weight) / (2 * numpy.pi)
    return float(numpy.sum(mass * f(u) * g(v)))


def pair_by_quad(f, g, q, c):
    """The same by two nested runs of SciPy's quad, the inner one given u."""
    root, rest = q**0.5, (1 - c * c) ** 0.5

    def density(z):
        return numpy.exp(-z * z / 2) / numpy.sqrt(2 * numpy.pi)

    def split(h, kinks):
        ends = sorted({-12.0, *[k for k in kinks if abs(k) < 12], 12.0})
        return sum(
            scipy.integrate.quad(h, a, b, epsabs=1e-12, epsrel=1e-12, limit=500)[0] for a, b in zip(ends, ends[1:])
        )

    def inner(a):
        return split(lambda b: float(g(root * (c * a + rest * b))) * density(b), [-c * a / rest, 0.0])

    return split(lambda a: float(f(root * a)) * inner(a) * density(a), [0.0])


def half_square_difference(name, q, gap):
    """½ E (φ(u) − φ(v))² where u, v ~ N(0, q) and ½ E (u − v)² = gap, without cancellation."""
    if name == "relu":
        cosine = 1 - gap / q
        turn = numpy.arccos(cosine)
        return float(q / 2 - q / (2 * numpy.pi) * (numpy.sin(turn) + (numpy.pi - turn) * cosine))
    scale = {"tanh": 1.0, "sigmoid": 0.5}[name]

    def rule(variance):
        std = variance**0.5
        step = min(0.4 * std, 0.22 / scale)
        count = int(8.6 * std / step) + 1
        points = step * numpy.arange(-count, count + 1)
        return points, step * numpy.exp(-(points**2) / (2 * variance)) / (2 * numpy.pi * variance) ** 0.5

    middle, middle_weight = rule(q - gap / 2)
    half, half_weight = rule(gap / 2)
    total = 0.0
    for d, weight in zip(half, half_weight):
        u, v = numpy.tanh(scale * (middle + d)), numpy.tanh(scale * (middle - d))
        # tanh a − tanh b = tanh(a − b)(1 − tanh a tanh b)
        difference = scale * numpy.tanh(2 * scale * d) * (1 - u * v)
        total += weight * float(numpy.sum(middle_weight * difference**2))
    return total / 2
