"""init.json: fans, gains, and the bounds and standard deviations that torch.nn.init hands to its generator."""

import itertools
import math
import warnings
from contextlib import contextmanager

import mpmath
import scipy.stats
import torch
from torch.nn import init

from .common import nearest

SHAPES = [
    {"shape": [3, 5], "layer": "Linear(5, 3)"},
    {"shape": [100, 100], "layer": "Linear(100, 100)"},
    {"shape": [500, 784], "layer": "Linear(784, 500)"},
    {"shape": [6, 4, 3], "layer": "Conv1d(4, 6, 3)"},
    {"shape": [64, 3, 3, 3], "layer": "Conv2d(3, 64, 3)"},
    {"shape": [8, 4, 3, 3, 3], "layer": "Conv3d(4, 8, 3)"},
    {"shape": [4, 1, 3, 3], "layer": "Conv2d(4, 4, 3, groups=4)", "groups": 4},
    {"shape": [16, 4, 5, 5], "layer": "Conv2d(8, 16, 5, groups=2)", "groups": 2},
]
GAINS = [
    *[(name, [None]) for name in ("linear", "sigmoid", "tanh", "relu", "selu")],
    *[(f"conv{n}d", [None]) for n in (1, 2, 3)],
    *[(f"conv_transpose{n}d", [None]) for n in (1, 2, 3)],
    ("leaky_relu", [None, 0, 0.01, 0.1, 0.2, 1, math.sqrt(5), -0.5]),
]
KAIMING = [
    ("relu", 0),
    *[("leaky_relu", a) for a in (0, 0.01, 0.2, math.sqrt(5))],
    ("tanh", 0),
    ("linear", 0),
    ("sigmoid", 0),
    ("selu", 0),
]
KERAS = [("glorotNormal", 1.0, "fanAvg"), ("heNormal", 2.0, "fanIn"), ("lecunNormal", 1.0, "fanIn")]
CUTS = [(1.0, -2.0, 2.0), (0.02, -2.0, 2.0), (0.02, -0.04, 0.04), (1.0, -1.0, 1.0), (2.0, -1.0, 3.0)]
MODES = {"fanIn": "fan_in", "fanOut": "fan_out"}
DRAWS = 1000  # rows and columns of the matrices whose empirical standard deviation is taken


@contextmanager
def recorded():
    """Replaces Tensor.uniform_ and Tensor.normal_ by recorders, and yields the list of their arguments."""
    calls, originals = [], {name: getattr(torch.Tensor, name) for name in ("uniform_", "normal_")}

    def recorder(name):
        def call(tensor, first, second, generator=None):
            calls.append({"method": name, "first": float(first), "second": float(second)})
            return tensor

        return call

    for name in originals:
        setattr(torch.Tensor, name, recorder(name))
    try:
        yield calls
    finally:
        for name in originals:
            delattr(torch.Tensor, name)  # what is inherited comes back


def asked(initializer, shape, **options):
    """The bound (uniform) or standard deviation (normal) that the initializer asks for."""
    with recorded() as calls:
        initializer(torch.empty(*shape), **options)
    (call,) = calls
    if call["method"] == "uniform_":
        assert call["first"] == -call["second"]
    else:
        assert call["first"] == 0
    return call["second"]


def fans(entry):
    shape, groups = entry["shape"], entry.get("groups", 1)
    fan_in, fan_out = init._calculate_fan_in_and_fan_out(torch.empty(*shape))
    return {
        "shape": shape,
        "layer": entry["layer"],
        "groups": groups,
        "fanIn": fan_in,
        "fanOut": fan_out,
        "groupedFanOut": fan_out // groups,
    }


def xavier(shape):
    table = {"one": 1.0, "relu": init.calculate_gain("relu"), "tanh": init.calculate_gain("tanh"), "half": 0.5}
    return [
        {
            "shape": shape,
            "gainOf": name,
            "gain": gain,
            "uniformBound": asked(init.xavier_uniform_, shape, gain=gain),
            "normalStd": asked(init.xavier_normal_, shape, gain=gain),
        }
        for name, gain in table.items()
    ]


def kaiming(shape, mode, nonlinearity, a):
    options = {"a": a, "mode": MODES[mode], "nonlinearity": nonlinearity}
    return {
        "shape": shape,
        "mode": mode,
        "nonlinearity": nonlinearity,
        "a": a,
        "gain": float(init.calculate_gain(nonlinearity, a)),
        "uniformBound": asked(init.kaiming_uniform_, shape, **options),
        "normalStd": asked(init.kaiming_normal_, shape, **options),
    }


def module_default(label, build):
    """What a module's own reset_parameters asks for: one bound per parameter, in the order of their creation."""
    with recorded() as calls:
        module = build()
    names = [{"name": name, "shape": list(p.shape)} for name, p in module.named_parameters()]
    assert len(names) == len(calls), (label, names, calls)
    return {"layer": label, "parameters": [{**n, "uniformBound": c["second"]} for n, c in zip(names, calls)]}


def empirical():
    """Standard deviations of a million draws of each kind, beside what theory says."""
    shape = (DRAWS, DRAWS)
    cut = {"std": 1.0, "a": -2.0, "b": 2.0}
    rows = [
        ("xavierUniform", init.xavier_uniform_, {}, 1 / math.sqrt(DRAWS)),
        ("xavierNormal", init.xavier_normal_, {}, 1 / math.sqrt(DRAWS)),
        ("kaimingUniform", init.kaiming_uniform_, {"nonlinearity": "relu"}, math.sqrt(2 / DRAWS)),
        ("kaimingNormal", init.kaiming_normal_, {"nonlinearity": "relu"}, math.sqrt(2 / DRAWS)),
        ("truncatedNormal", init.trunc_normal_, cut, float(scipy.stats.truncnorm(-2, 2).std())),
    ]
    out = []
    for name, initializer, options, expected in rows:
        values = initializer(torch.empty(*shape), **options).flatten().tolist()
        mean = math.fsum(values) / len(values)
        std = math.sqrt(math.fsum((x - mean) ** 2 for x in values) / len(values))
        out.append({"initializer": name, "shape": list(shape), "expectedStd": expected, "mean": mean, "std": std})
    return out


def truncated(std, low, high):
    """Moments of N(0, std²) cut at [low, high]."""
    law = scipy.stats.truncnorm(low / std, high / std, loc=0, scale=std)
    moments = {"cutMean": float(law.mean()), "cutStd": float(law.std())}
    return {"mean": 0.0, "std": std, "low": low, "high": high, **moments}


def keras():
    """Keras cuts a normal of std σ/c at ±2σ/c, where c is the standard deviation of N(0, 1) cut at ±2."""
    with mpmath.workdps(40):
        inside = mpmath.erf(mpmath.sqrt(2))
        c = mpmath.sqrt(1 - 4 * mpmath.npdf(2) / inside)
        correction = nearest(c)
    rows = []
    for name, scale, mode in KERAS:
        for fan_out, fan_in in [[3, 5], [100, 100], [500, 784]]:
            target = math.sqrt(scale / {"fanIn": fan_in, "fanAvg": (fan_in + fan_out) / 2}[mode])
            parent = target / correction
            law = scipy.stats.truncnorm(-2, 2, scale=parent)
            rows.append(
                {
                    "initializer": name,
                    "shape": [fan_out, fan_in],
                    "targetStd": target,
                    "parentStd": parent,
                    "cut": 2 * parent,
                    "drawnStd": float(law.std()),
                    "uncorrectedStd": float(scipy.stats.truncnorm(-2, 2, scale=target).std()),
                }
            )
    return {
        "correction": correction,
        "correctionInKeras": 0.87962566103423978,
        "correctionByScipy": float(scipy.stats.truncnorm(-2, 2).std()),
        "insideShare": nearest(inside),
        "rows": rows,
    }


def make():
    warnings.simplefilter("error")
    shapes = [entry["shape"] for entry in SHAPES]
    nn = torch.nn
    return {
        "conventions": {
            "uniformBound, normalStd": "recorded from the call of Tensor.uniform_ / Tensor.normal_ inside torch.nn.init",
            "groupedFanOut": "fanOut / groups: the outputs that one input truly feeds; PyTorch ignores groups",
            "a": "0 where the nonlinearity ignores it",
        },
        "fans": [fans(entry) for entry in SHAPES],
        "gains": [
            {"nonlinearity": name, "param": param, "gain": float(init.calculate_gain(name, param))}
            for name, params in GAINS
            for param in params
        ],
        "xavier": [row for shape in shapes for row in xavier(shape)],
        "kaiming": [
            kaiming(shape, mode, name, a) for shape, mode, (name, a) in itertools.product(shapes, MODES, KAIMING)
        ],
        "moduleDefaults": [
            module_default("Linear(5, 3)", lambda: nn.Linear(5, 3)),
            module_default("Linear(784, 500)", lambda: nn.Linear(784, 500)),
            module_default("Conv2d(3, 64, 3)", lambda: nn.Conv2d(3, 64, 3)),
            module_default("Conv2d(4, 4, 3, groups=4)", lambda: nn.Conv2d(4, 4, 3, groups=4)),
            module_default("RNN(5, 7)", lambda: nn.RNN(5, 7)),
            module_default("LSTM(5, 7)", lambda: nn.LSTM(5, 7)),
        ],
        "truncatedNormal": [truncated(*cut) for cut in CUTS],
        "keras": keras(),
        "empirical": empirical(),
    }
