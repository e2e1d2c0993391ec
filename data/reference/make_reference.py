"""Writes every JSON file of this folder with PyTorch, NumPy, SciPy, mpmath, Keras and JAX; see ../README.md for the how and why.

    python3 make_reference.py                  all files
    python3 make_reference.py theory init      only these

The output depends on the versions of the packages alone: two runs give the same bytes.
"""

import sys

sys.dont_write_bytecode = True  # leaves no __pycache__ beside the data

import numpy
import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
torch.use_deterministic_algorithms(True)

from makers import activations, autograd, elementary, frameworks, init, linear, losses, placed, samples, statistics, theory, training, truncated
from makers.common import SEED, write

MAKERS = {
    "activations": activations.make,
    "autograd": autograd.make,
    "elementary": elementary.make,
    "frameworks": frameworks.make,
    "init": init.make,
    "init-samples": samples.make,
    "linear-algebra": linear.make,
    "losses": losses.make,
    "placed": placed.make,
    "statistics": statistics.make,
    "theory": theory.make,
    "training": training.make,
    "truncated": truncated.make,
}


def main(names):
    unknown = [name for name in names if name not in MAKERS]
    if unknown:
        raise SystemExit(f"make_reference: names must be among {', '.join(MAKERS)}, got {', '.join(unknown)}")
    for name in names or MAKERS:
        torch.manual_seed(SEED)  # each file starts afresh, so that making one alone gives the same bytes
        numpy.random.seed(SEED)
        size = write(name, MAKERS[name]())
        print(f"{name}.json {size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
