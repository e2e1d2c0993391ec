"""init-samples.json: draws of torch.nn.init to compare with ours in distribution (two-sample Kolmogorov–Smirnov)."""

import math

import scipy.stats
import torch
from torch.nn import init

COUNT = 2000
SHAPE = [40, 50]
ORDER = 8
MATRICES = 12
CUT = {"std": 0.02, "a": -0.04, "b": 0.04}


def short(values):
    """Eight significant digits: all that a comparison of distributions can use."""
    return [float(f"{x:.8g}") for x in values]


def sample(name, initializer, options, law, parameters):
    values = initializer(torch.empty(*SHAPE), **options).flatten().tolist()
    assert len(values) == COUNT
    test = scipy.stats.kstest(values, law.cdf)
    return {
        "initializer": name,
        "shape": SHAPE,
        **parameters,
        "theoryStatistic": float(test.statistic),
        "values": short(values),
    }


def orthogonal():
    draws = [init.orthogonal_(torch.empty(ORDER, ORDER)) for _ in range(COUNT)]
    entry = scipy.stats.beta((ORDER - 1) / 2, (ORDER - 1) / 2, loc=-1, scale=2)  # of a Haar matrix
    corners = [q[0, 0].item() for q in draws]
    test = scipy.stats.kstest(corners, entry.cdf)
    return {
        "order": ORDER,
        "matrices": draws[:MATRICES],
        "firstEntries": short(corners),
        "firstEntriesTheoryStatistic": float(test.statistic),
        "traces": short(q.trace().item() for q in draws),
    }


def make():
    normal, bound = math.sqrt(2 / sum(SHAPE)), math.sqrt(6 / SHAPE[1])
    samples = [
        sample("xavierNormal", init.xavier_normal_, {}, scipy.stats.norm(scale=normal), {"std": normal}),
        sample(
            "kaimingUniform",
            init.kaiming_uniform_,
            {"nonlinearity": "relu"},
            scipy.stats.uniform(-bound, 2 * bound),
            {"mode": "fanIn", "nonlinearity": "relu", "bound": bound},
        ),
        sample(
            "truncatedNormal",
            init.trunc_normal_,
            CUT,
            scipy.stats.truncnorm(-2, 2, scale=CUT["std"]),
            {"std": CUT["std"], "low": CUT["a"], "high": CUT["b"]},
        ),
    ]
    return {
        "conventions": {
            "values, firstEntries, traces": f"in the order drawn, {COUNT} of each, eight significant digits",
            "theoryStatistic": "Kolmogorov–Smirnov distance of the sample from its law",
            "firstEntries, traces": f"q[0][0] and trace of {COUNT} independent matrices; an entry of a Haar matrix of "
            "order n is 2B - 1 with B ~ Beta((n-1)/2, (n-1)/2)",
            "criticalDistance": f"two samples of {COUNT} from one law differ by more with probability 0.001",
        },
        "criticalDistance": math.sqrt(-math.log(0.001 / 2) / 2) * math.sqrt(2 / COUNT),
        "samples": samples,
        "orthogonal": orthogonal(),
    }
