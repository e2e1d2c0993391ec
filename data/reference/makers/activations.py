"""activations.json: value and slope of every activation on a grid, by PyTorch in float64 and by mpmath."""

import math

import torch

from .common import certain
from .functions import ACTIVATIONS, Mp

SIZES = [1e-8, 0.1, 0.5, 1.0, 2.0, 5.0, 20.0, 40.0, 100.0, 800.0]
GRID = [-x for x in reversed(SIZES)] + [-0.0, 0.0] + SIZES


def exact_value(activation, z, by_torch):
    """The nearest double; mpmath has no signed zero, so at z = ±0 a zero takes the sign that PyTorch gives it."""
    value = certain(lambda x: activation.value(Mp, x), z)
    return math.copysign(value, by_torch) if z == 0 and value == 0 else value


def row(activation):
    z = torch.tensor(GRID, requires_grad=True)
    values = activation.torch(z)
    (slopes,) = torch.autograd.grad(values.sum(), z)
    return {
        **activation.label(),
        "values": values,
        "slopes": slopes,
        "exactValues": [exact_value(activation, z, v) for z, v in zip(GRID, values.tolist())],
        "exactSlopes": [certain(lambda x: activation.slope(Mp, x), z) for z in GRID],
    }


def make():
    return {
        "conventions": {
            "values, slopes": "PyTorch in float64 (softplus is z above z = 20 there), slope by autograd",
            "exactValues, exactSlopes": "mpmath, rounded to the nearest double; at the kink, the slope of z ≤ 0",
        },
        "z": GRID,
        "activations": [row(activation) for activation in ACTIVATIONS],
    }
