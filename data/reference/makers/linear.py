"""linear-algebra.json: singular values, eigenvalues and QR of matrices whose entries are huge, tiny, or both."""

import mpmath
import numpy

from .common import nearest

DIGITS = 1500  # more than the ratio of any two doubles needs
SMALL = [[1.0, 2.0], [3.0, 4.0]]
TURN = [[0.25, -2.0, 1.0], [3.0, 0.5, 0.25], [0.5, 1.0, -1.0]]
STEPS = [[1.0, 1.0, 0.0], [0.0, 1e-200, 3e-200], [0.0, 1e-200, 2e-200]]
CASES = [
    *[(f"2 x 2 times {s:g}", numpy.array(SMALL) * s) for s in (1.0, 1e160, 1e-160, 1e200, 1e-200, 3e307, 1e-310)],
    *[(f"3 x 3 times {s:g}", numpy.array(TURN) * s) for s in (1.0, 1e160, 1e-160, 3e307)],
    ("diagonal", numpy.array([[1e200, 0.0], [0.0, 1e-200]])),
    ("columns", numpy.array([[1e200, 1e-200], [1e200, 2e-200]])),
    ("steps", numpy.array(STEPS)),
]


def positive_qr(a):
    """The thin QR with a positive diagonal of R."""
    q, r = mpmath.qr(a)
    for k in range(a.cols):
        if r[k, k] < 0:
            r[k, :] = -r[k, :]
            q[:, k] = -q[:, k]
    return q, r


def rows(m):
    return [[nearest(m[i, j]) for j in range(m.cols)] for i in range(m.rows)]


def case(name, entries):
    with mpmath.workdps(DIGITS):
        a = mpmath.matrix(entries.tolist())
        q, r = positive_qr(a)
        singular = sorted(mpmath.svd_r(a, compute_uv=False), reverse=True)
        eigen = sorted(mpmath.eig(a, left=False, right=False), key=lambda z: (-abs(z), -z.real, -z.imag))
        return {
            "name": name,
            "matrix": entries,
            "singularValues": [nearest(x) for x in singular],
            "eigenvalues": [[nearest(z.real), nearest(z.imag)] for z in eigen],
            "q": rows(q),
            "r": rows(r),
        }


def checked(row):
    """NumPy agrees, to rounding of the largest."""
    a = numpy.array(row["matrix"])
    values = numpy.linalg.svd(a, compute_uv=False)
    assert numpy.abs(values / values[0] - numpy.array(row["singularValues"]) / values[0]).max() < 1e-13, row["name"]
    return row


def make():
    return {
        "conventions": {
            "singularValues": "largest first",
            "eigenvalues": "[re, im], largest magnitude first",
            "q, r": "thin QR with the signs of R's diagonal made positive",
            "all": f"mpmath, {DIGITS} digits, each number rounded once",
        },
        "cases": [checked(case(name, entries)) for name, entries in CASES],
    }
