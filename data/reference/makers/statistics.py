"""statistics.json: NumPy's statistics of explicit vectors, exact matrix products, singular values and a QR."""

from fractions import Fraction

import numpy

COUNT = 101
PROBABILITIES = [0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.99, 1.0]


def draw(rng, *shape, decimals=3):
    return numpy.round(rng.standard_normal(shape), decimals) + 0.0  # + 0.0 turns -0 into 0


def summary(x):
    return {
        "mean": numpy.mean(x),
        "variance": numpy.var(x),
        "std": numpy.std(x),
        "sampleVariance": numpy.var(x, ddof=1),
        "sampleStd": numpy.std(x, ddof=1),
        "meanSquare": numpy.mean(x**2),
        "rms": numpy.sqrt(numpy.mean(x**2)),
    }


def histogram(x, bins, low, high):
    counts, edges = numpy.histogram(x, bins=bins, range=(low, high))
    return {"bins": bins, "low": low, "high": high, "edges": edges, "counts": counts}


def multiplied(name, left, right, transpose_left, transpose_right):
    """The product of two matrices, each entry computed in fractions and rounded once."""
    a, b = left.T if transpose_left else left, right.T if transpose_right else right
    rows = [[Fraction(x) for x in row] for row in a.tolist()]
    columns = [[Fraction(x) for x in column] for column in b.T.tolist()]
    exact = [[float(sum(p * q for p, q in zip(row, column))) for column in columns] for row in rows]
    assert numpy.allclose(exact, a @ b, rtol=1e-12, atol=1e-14)
    return {
        "name": name,
        "left": left,
        "right": right,
        "transposeLeft": transpose_left,
        "transposeRight": transpose_right,
        "product": exact,
    }


def positive_qr(a):
    """QR with a positive diagonal of R, as orthogonal initializers fix the signs."""
    q, r = numpy.linalg.qr(a)
    signs = numpy.sign(numpy.diag(r))
    q, r = q * signs, r * signs[:, None]
    assert numpy.allclose(q @ r, a) and numpy.allclose(q.T @ q, numpy.eye(q.shape[1])) and (numpy.diag(r) > 0).all()
    return {"matrix": a, "q": q, "r": r}


def make():
    rng = numpy.random.Generator(numpy.random.PCG64(20180401))
    x, noise = draw(rng, COUNT, decimals=6), draw(rng, COUNT, decimals=6)
    x[0], x[1], x[2] = -3.0, 3.0, 0.6  # values that lie on edges of the histogram
    y = numpy.round(0.6 * x + 0.8 * noise, 6)
    offset = 1e9 + numpy.round(x, 3)
    a, b, c, d = draw(rng, 7, 5), draw(rng, 5, 6), draw(rng, 7, 6), draw(rng, 6, 5)
    factors = rng.integers(-3, 4, (5, 3)), rng.integers(-3, 4, (3, 7))
    rank3 = (factors[0] @ factors[1]).astype(float)
    singular = numpy.linalg.svd(rank3, compute_uv=False)
    assert numpy.linalg.matrix_rank(rank3) == 3
    full = draw(rng, 6, 4)
    return {
        "conventions": {
            "variance, std": "of the population (divided by n); sampleVariance, sampleStd: divided by n − 1",
            "quantiles": "NumPy's linear method",
            "histograms": "bins half open, [low, high) but the last closed; values outside are left out",
            "products": "each entry exact, then rounded to the nearest double",
            "rank": "singular values beyond the rank are rounding errors, given as 0",
            "orthogonal": "QR with the signs of R's diagonal made positive",
        },
        "x": x,
        "y": y,
        "summary": {"x": summary(x), "y": summary(y)},
        "quantiles": {"p": PROBABILITIES, **{k: numpy.quantile(v, PROBABILITIES) for k, v in (("x", x), ("y", y))}},
        "histograms": [histogram(x, 10, -3.0, 3.0), histogram(x, 7, -1.0, 1.0), histogram(x, 5, -5.0, 5.0)],
        "correlation": numpy.corrcoef(x, y)[0, 1],
        "covariance": numpy.cov(x, y, ddof=0)[0, 1],
        "cosine": x @ y / numpy.sqrt((x @ x) * (y @ y)),
        "offset": {"values": offset, **{k: summary(offset)[k] for k in ("mean", "variance", "std")}},
        "products": [
            multiplied("ab", a, b, False, False),
            multiplied("aTb", a, c, True, False),
            multiplied("abT", a, d, False, True),
        ],
        "singularValues": [
            {"matrix": rank3, "rank": 3, "values": [*singular[:3].tolist(), 0.0, 0.0]},
            {"matrix": full, "rank": 4, "values": numpy.linalg.svd(full, compute_uv=False)},
        ],
        "orthogonal": [positive_qr(draw(rng, 5, 5)), positive_qr(draw(rng, 6, 4))],
    }
