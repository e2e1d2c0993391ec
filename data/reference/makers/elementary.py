"""elementary.json: elementary functions at chosen doubles, correctly rounded through mpmath."""

import math

import mpmath

from .common import certain

LN2 = math.log(2)
MAX, MIN, TINY = 1.7976931348623157e308, 2.2250738585072014e-308, 5e-324


def around(*xs):
    """Each x with the doubles just below and above it."""
    return [y for x in xs for y in (math.nextafter(x, -math.inf), x, math.nextafter(x, math.inf))]


def signed(*xs):
    return [y for x in xs for y in (-x, x)]


SMALL = [0.0, TINY, 1e-310, 1e-300, 1e-100, 1e-20, 2.0**-54, 2.0**-53, 1e-12, 2.0**-28, 1e-8, 1e-5, 1e-3, 0.01, 0.1]
EXP_EDGES = [LN2 / 2, 0.5, LN2, 1.5 * LN2]

POINTS = {
    "exp": signed(*SMALL[:1], *SMALL[1:15:2], *EXP_EDGES, 1.0, 2.0, math.e, 5.0, 10.0, 22.0, 50.0, 100.0, 300.0, 700.0)
    + around(709.782712893384, -708.3964185322641, -745.1332191019411, -LN2 / 2, 1.5 * LN2)
    + [709.78, 710.0, -709.78, -720.5, -740.0, -744.4400719213812, -745.0, -746.0, -1000.0, 1000.0, 1e308],
    "expm1": signed(*SMALL[:1], *SMALL[1:15], *EXP_EDGES, 0.25, 1.0, 2.0, 5.0, 10.0, 22.0, 37.0, 38.816242, 56 * LN2, 100.0)
    + around(-LN2 / 2, LN2 / 2, 1.5 * LN2)
    + [700.0, 709.78, 709.782712893384, 709.782712893385, 710.0, -745.0, -1000.0],
    "log": [TINY, 1e-323, 1e-310, MIN / 2, *around(MIN), 1e-300, 1e-200, 1e-100, 1e-50, 1e-20, 1e-10, 1e-5, 1e-3, 0.01]
    + [0.1, 0.2, 0.25, 1 / 3, 0.5, 0.6, *around(math.sqrt(0.5)), 0.75, 0.9, 0.95, 0.99, 0.999, 1 - 1e-6, 1 - 1e-10]
    + [1 - 1e-15, *around(1.0), 1 + 1e-15, 1 + 1e-10, 1 + 1e-6, 1.001, 1.01, 1.05, 1.1, 1.25, *around(math.sqrt(2))]
    + [1.5, *around(2.0), math.e, 3.0, math.pi, 4.0, 10.0, 22.0, 100.0, 1e5, 1e10, 1e20, 1e100, 1e200, 1e300, MAX],
    "log1p": signed(*SMALL, 0.25, 0.5, 0.75, 0.9)
    + around(math.sqrt(0.5) - 1, math.sqrt(2) - 1)
    + [-0.99, -0.999, -1 + 1e-6, -1 + 1e-10, -1 + 2.0**-53, 1.0, 2.0, math.e - 1, 5.0, 10.0, 100.0, 1e5, 1e10]
    + [2.0**53 - 1, 2.0**53, 2.0**54, 1e20, 1e100, 1e200, 1e300, MAX],
    "tanh": signed(*SMALL[:1], *SMALL[1:15], 0.25, LN2 / 2, 0.5, 0.55, 0.625, LN2, 0.97, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
    + signed(18.0, 19.0, 19.0615, 19.5, 20.0, 100.0, 355.0, 710.0, 1e308)
    + around(22.0, 1.0),
    "erf": signed(*SMALL[:1], *SMALL[1:15], 0.25, 0.5, 0.75, 1.0, 1.1, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 5.9, 6.5, 28.0)
    + around(0.84375, 1.25, 1 / 0.35, 6.0),
    "erfc": signed(*SMALL[:1], *SMALL[5:15], 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0)
    + around(0.25, 0.84375, 1.25, 1 / 0.35, -6.0)
    + [8.0, 10.0, 15.0, 20.0, 24.0, 26.0, 26.5, 26.54, 26.6, 27.0, 27.2, 27.226, 27.3, 28.0, 100.0],
    "sin": signed(*SMALL[:1], *SMALL[1:15], 0.5, math.pi / 6, math.pi / 4, 1.0, math.pi / 2, 2.0, 3.0, math.pi, 4.0)
    + [3 * math.pi / 2, 2 * math.pi, 10.0, 22.0, 100.0, 355.0, 1e5, 2.0**20 * math.pi, 1e10, 1e16, 1e22, 1e100, MAX]
    + around(math.pi / 4, math.pi / 2),
    "cos": signed(*SMALL[:1], *SMALL[1:15:2], 0.01, 0.3, 0.5, math.pi / 4, math.pi / 3, 0.78125, 1.0, math.pi / 2, 2.0)
    + [3.0, math.pi, 4.0, 3 * math.pi / 2, 5.0, 2 * math.pi, 10.0, 11.0, 22.0, 33.0, 100.0, 355.0, 1000.0, 1e5, 1e6]
    + [2.0**20 * math.pi, 1e10, 1e16, 1e22, 1e50, 1e100, 1e300, MAX]
    + around(math.pi / 4, math.pi / 2),
}


def exact(name, x):
    y = certain(getattr(mpmath, name), x)
    odd = name in ("expm1", "log1p", "tanh", "erf", "sin")
    return math.copysign(0.0, x) if odd and x == 0 else y


def make():
    functions = {}
    for name, points in POINTS.items():
        ordered = sorted(set(points) - {0.0}) + ([-0.0, 0.0] if 0.0 in points else [])
        functions[name] = [[x, exact(name, x)] for x in sorted(ordered)]
    return {
        "conventions": {
            "functions": "rows [x, f(x)], f(x) the double nearest to the value at the double x; ±Infinity is a string",
        },
        "functions": functions,
    }
