"""The activations, written once for mpmath, once for NumPy arrays (the same formulas) and once as PyTorch has them."""

from dataclasses import dataclass
from typing import Callable

import mpmath
import numpy
import scipy.special
import torch
import torch.nn.functional as F
from mpmath import mp

SELU_ALPHA = "1.6732632423543772848170429916717"
SELU_SCALE = "1.0507009873554804934193349852946"


class Mp:
    """The building blocks in mpmath, at whatever precision is set."""

    exp, expm1, tanh = staticmethod(mpmath.exp), staticmethod(mpmath.expm1), staticmethod(mpmath.tanh)
    number = staticmethod(mpmath.mpf)
    sigmoid = staticmethod(lambda x: 1 / (1 + mpmath.exp(-x)))
    softplus = staticmethod(lambda x: mpmath.log1p(mpmath.exp(x)))
    cdf = staticmethod(lambda x: mpmath.erfc(-x / mpmath.sqrt(2)) / 2)
    pdf = staticmethod(lambda x: mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mp.pi))

    @staticmethod
    def split(x, positive, negative):
        """positive(x) above zero, negative(x) at and below it."""
        return positive(x) if x > 0 else negative(x)


class Np:
    """The building blocks in NumPy and SciPy, elementwise in float64."""

    exp, expm1, tanh = staticmethod(numpy.exp), staticmethod(numpy.expm1), staticmethod(numpy.tanh)
    number = staticmethod(float)
    sigmoid = staticmethod(scipy.special.expit)
    softplus = staticmethod(lambda x: numpy.logaddexp(0, x))
    cdf = staticmethod(scipy.special.ndtr)
    pdf = staticmethod(lambda x: numpy.exp(-x * x / 2) / numpy.sqrt(2 * numpy.pi))

    @staticmethod
    def split(x, positive, negative):
        return numpy.where(x > 0, positive(numpy.maximum(x, 0)), negative(numpy.minimum(x, 0)))


@dataclass(frozen=True)
class Activation:
    """`value(m, x)` and `slope(m, x)` with m one of Mp, Np; `torch(t)` as PyTorch computes it."""

    name: str
    parameter: float | None
    value: Callable
    slope: Callable
    torch: Callable

    def label(self):
        return {"activation": self.name, "parameter": self.parameter}


def leaky_relu(a):
    return Activation(
        "leakyRelu",
        a,
        lambda m, x: m.split(x, lambda x: x, lambda x: m.number(a) * x),
        lambda m, x: m.split(x, lambda x: 0 * x + 1, lambda x: 0 * x + m.number(a)),
        lambda t: F.leaky_relu(t, a),
    )


def selu_negative(m, f):
    return lambda x: m.number(SELU_SCALE) * m.number(SELU_ALPHA) * f(x)


ACTIVATIONS = [
    Activation("linear", None, lambda m, x: x, lambda m, x: 0 * x + 1, lambda t: t * 1.0),
    Activation("sigmoid", None, lambda m, x: m.sigmoid(x), lambda m, x: m.sigmoid(x) * m.sigmoid(-x), torch.sigmoid),
    Activation(
        "tanh", None, lambda m, x: m.tanh(x), lambda m, x: 4 * m.sigmoid(2 * x) * m.sigmoid(-2 * x), torch.tanh
    ),
    Activation(
        "relu",
        None,
        lambda m, x: m.split(x, lambda x: x, lambda x: 0 * x),
        lambda m, x: m.split(x, lambda x: 0 * x + 1, lambda x: 0 * x),
        F.relu,
    ),
    leaky_relu(0.01),
    leaky_relu(0.2),
    Activation(
        "elu",
        1.0,
        lambda m, x: m.split(x, lambda x: x, m.expm1),
        lambda m, x: m.split(x, lambda x: 0 * x + 1, m.exp),
        F.elu,
    ),
    Activation(
        "selu",
        None,
        lambda m, x: m.split(x, lambda x: m.number(SELU_SCALE) * x, selu_negative(m, m.expm1)),
        lambda m, x: m.split(x, lambda x: 0 * x + m.number(SELU_SCALE), selu_negative(m, m.exp)),
        F.selu,
    ),
    Activation("softplus", None, lambda m, x: m.softplus(x), lambda m, x: m.sigmoid(x), F.softplus),
    Activation("gelu", None, lambda m, x: x * m.cdf(x), lambda m, x: m.cdf(x) + x * m.pdf(x), F.gelu),
    Activation(
        "silu",
        None,
        lambda m, x: x * m.sigmoid(x),
        lambda m, x: m.sigmoid(x) * (1 + x * m.sigmoid(-x)),
        F.silu,
    ),
    Activation("softsign", None, lambda m, x: x / (1 + abs(x)), lambda m, x: 1 / (1 + abs(x)) ** 2, F.softsign),
]


def find(name, parameter=None):
    """The activation of that name (and parameter, where there are several)."""
    return next(a for a in ACTIVATIONS if a.name == name and parameter in (None, a.parameter))
