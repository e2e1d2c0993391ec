"""placed.json: what torch.nn.init's eye_, dirac_ and sparse_ put where, and which shapes they refuse."""

import itertools

import torch
from torch.nn import init

EYES = [[3, 5], [5, 3], [4, 4], [1, 6]]
DIRACS = [
    *[([4, 3, 5], groups) for groups in (1, 2, 4)],
    *[([6, 2, 3, 3], groups) for groups in (1, 2, 3)],
    ([3, 3, 4, 2], 1),
    ([2, 5, 1, 1], 1),
    ([4, 2, 2, 3, 4], 2),
]
ROWS, SHARES = (1, 7, 10, 30, 100), (0.0, 0.1, 0.3, 0.5, 0.7, 1.0)
SPARSES = [([rows, 40], share) for rows, share in itertools.product(ROWS, SHARES)]
CALLS = {
    "eye_": init.eye_,
    "dirac_": init.dirac_,
    "sparse_": lambda w: init.sparse_(w, 0.1),
    "orthogonal_": init.orthogonal_,
    "xavier_normal_": init.xavier_normal_,
    "kaiming_normal_": init.kaiming_normal_,
    "normal_": init.normal_,
    "uniform_": init.uniform_,
    "zeros_": init.zeros_,
    "ones_": init.ones_,
}


def places(tensor):
    """Row-major places of what is not 0, in the tensor taken as a row of numbers; all must be 1."""
    flat = tensor.flatten()
    assert set(flat.tolist()) <= {0.0, 1.0}
    return flat.nonzero().flatten().tolist()


def zeros_per_column(shape, share):
    weight = init.sparse_(torch.empty(*shape), share)
    (count,) = set((weight == 0).sum(0).tolist())
    return count


def accepts(call, dimensions):
    try:
        call(torch.empty(*[2] * dimensions))
    except ValueError:
        return False
    return True


def make():
    return {
        "conventions": {
            "ones": "the row-major places of the ones; all else is 0",
            "zerosPerColumn": "of a weight of this shape, in each of its 40 columns",
            "accepts": "whether torch.nn.init's function takes a tensor of 1, 2, 3, 4, 5, 6 dimensions",
        },
        "eye": [{"shape": shape, "ones": places(init.eye_(torch.empty(*shape)))} for shape in EYES],
        "dirac": [
            {"shape": shape, "groups": groups, "ones": places(init.dirac_(torch.empty(*shape), groups))}
            for shape, groups in DIRACS
        ],
        "sparse": [
            {"shape": shape, "sparsity": share, "zerosPerColumn": zeros_per_column(shape, share)}
            for shape, share in SPARSES
        ],
        "accepts": {name: [accepts(call, n) for n in range(1, 7)] for name, call in CALLS.items()},
    }
