"""frameworks.json: what Keras's initializers ask of its generator, its fans, and JAX's delta-orthogonal kernels."""

import os
from contextlib import contextmanager

from .common import made_with

SHAPES = [[5, 3], [784, 500], [3, 3, 4, 8], [3, 1, 2, 4, 6]]  # inputs and outputs stand last in Keras and JAX
FANS = [[7], [5, 3], [3, 4, 6], [3, 3, 4, 8]]
NAMES = ["variance_scaling", "glorot_normal", "glorot_uniform", "he_normal", "he_uniform", "lecun_normal"]
NAMES += ["lecun_uniform"]
KERNELS = [[3, 2, 5], [4, 3, 3], [3, 3, 2, 2], [2, 5, 3, 4], [1, 1, 6, 6], [3, 2, 3, 2, 3]]


@contextmanager
def recorded(module):
    """Replaces the draws of keras.random by recorders, and yields the list of their arguments."""
    calls, names = [], ("normal", "uniform", "truncated_normal")
    originals = {name: getattr(module, name) for name in names}

    def recorder(name):
        def call(shape, dtype=None, seed=None, **parameters):
            calls.append({"draw": name, **{key: float(value) for key, value in parameters.items()}})

        return call

    for name in names:
        setattr(module, name, recorder(name))
    try:
        yield calls
    finally:
        for name, original in originals.items():
            setattr(module, name, original)


def asked(initializers, rules, name, shape):
    with recorded(rules.random) as calls:
        initializers.get(name)(shape)
    (call,) = calls
    return {"initializer": name, "shape": shape, **call}


def delta(jax, shape):
    """Where along the kernel such weights are not 0; what stands there is asserted to be orthonormal."""
    kernel = jax.nn.initializers.delta_orthogonal()(jax.random.key(1), tuple(shape), "float32")
    (place,) = [tuple(int(i) for i in place) for place in zip(*abs(kernel).max((-2, -1)).nonzero())]
    product = kernel[place] @ kernel[place].T
    assert abs(product - jax.numpy.eye(shape[-2])).max() < 1e-6
    return {"shape": shape, "center": list(place)}


def make():
    os.environ["KERAS_BACKEND"] = "jax"
    import jax
    import keras
    from keras.src.initializers import random_initializers as rules

    return {
        "made_with": {**made_with("frameworks"), "keras": keras.__version__, "jax": jax.__version__},
        "conventions": {
            "shape": "as Keras and JAX store weights: kernel positions, inputs, outputs",
            "asked": "recorded from the call of keras.random inside the initializer, by its name and with its defaults; "
            "truncated_normal cuts at two of the standard deviations given",
            "identity": "Keras's Identity(gain) of a shape, row by row",
            "delta": "where along the kernel JAX's delta_orthogonal() is not 0",
        },
        "fans": [{"shape": shape, "fans": list(rules.compute_fans(shape))} for shape in FANS],
        "asked": [asked(keras.initializers, rules, name, shape) for name in NAMES for shape in SHAPES],
        "identity": [
            {"shape": shape, "gain": gain, "values": keras.initializers.Identity(gain)(shape).tolist()}
            for shape, gain in [([3, 3], 1.0), ([2, 4], -2.5)]
        ],
        "delta": [delta(jax, shape) for shape in KERNELS],
    }
