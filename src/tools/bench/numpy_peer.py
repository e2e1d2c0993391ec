"""Runs the benchmark's tasks in NumPy: one JSON object a line in, one a line out."""

import json
import sys
import time

import numpy as np

BINS = {"bins": 30, "range": (-1, 1)}


def load(described):
    """An array from a file of raw numbers and a shape."""
    return np.fromfile(described["file"], dtype=described["type"]).reshape(described["shape"])


def root_mean_square(x):
    return float(np.sqrt(np.mean(x * x)))


def layer_figures(h):
    """Mean, std, sampleStd, unitSpread, meanSquare; the share of saturated activations and that of zeros."""
    moments = [
        h.mean(),
        h.std(),
        np.sqrt(np.mean(h.var(axis=0))),
        np.sqrt(np.mean(h.var(axis=1))),
        np.mean(h * h),
    ]
    return [float(x) for x in moments], float(np.mean(np.abs(h) > 0.97)), float(np.mean(h == 0))


def forward(x, layers):
    activations = [x]
    for w, b in layers:
        z = activations[-1] @ w.T
        z += b
        activations.append(np.tanh(z, out=z))
    return activations


def run_pass(x, layers, upstream):
    activations = forward(x, layers)
    moments, zeros, saturated, bins = [], [], [], []
    for i, h in enumerate(activations):
        five, flat, zero = layer_figures(h)
        moments += five
        saturated.append(flat)
        zeros.append(zero)
        if i > 0:
            bins += [float(count) / h.size for count in np.histogram(h, **BINS)[0]]
    figures = {"moments": moments, "shares": zeros + saturated[1:] + bins}
    if upstream is not None:
        gradient = upstream
        sizes, weight_sizes = [root_mean_square(gradient)], []
        for (w, _), h, below in zip(layers[::-1], activations[:0:-1], activations[-2::-1]):
            delta = gradient * (1 - h * h)
            weight_sizes.insert(0, root_mean_square(delta.T @ below))
            gradient = delta @ w
            sizes.insert(0, root_mean_square(gradient))
        figures.update(gradients=sizes, weightGradients=weight_sizes)
    return figures


def start_multiply(task):
    a, b = load(task["a"]), load(task["b"])
    return lambda: {"product": a @ b}


def start_pass(task):
    layers = [(load(w), load(b)) for w, b in task["layers"]]
    x = load(task["inputs"])
    upstream = load(task["upstream"]) if task.get("upstream") else None
    return lambda: run_pass(x, layers, upstream)


def start_training(task):
    inputs, targets, batches = load(task["inputs"]), load(task["targets"]), load(task["batches"])
    first = [(load(w), load(b)) for w, b in task["layers"]]
    rate = first[0][0].dtype.type(task["learningRate"])

    def work():
        weights = [w.copy() for w, _ in first]
        biases = [b.copy() for _, b in first]
        losses = []
        for batch in batches:
            activations, wanted = [inputs[batch]], targets[batch]
            for l, w in enumerate(weights):
                z = activations[-1] @ w.T
                z += biases[l]
                activations.append(np.tanh(z, out=z) if l + 1 < len(weights) else z)
            z = activations[-1] - activations[-1].max(axis=1, keepdims=True)
            powers = np.exp(z)
            sums = powers.sum(axis=1, keepdims=True)
            losses.append(float(np.mean(np.sum(wanted * (np.log(sums) - z), axis=1))))
            delta = (powers / sums - wanted) / len(batch)
            for l in range(len(weights) - 1, -1, -1):
                h = activations[l]
                below = delta @ weights[l]
                weights[l] -= rate * (delta.T @ h)
                biases[l] -= rate * delta.sum(axis=0)
                delta = below * (1 - h * h)
        return {"losses": losses}

    return work


def start_sampling(task):
    generator = np.random.default_rng(1)
    return lambda: {"numbers": generator.standard_normal(task["count"], dtype=task["type"])}


def start_sweep(task):
    """Nets of equal layers, drawn, run forward and backward, one after the other."""
    kind, width, samples = np.dtype(task["type"]), task["width"], task["samples"]

    def work():
        for seed in range(task["runs"]):
            generator = np.random.default_rng(seed)
            draw = lambda *shape: generator.standard_normal(shape, dtype=kind)
            std = kind.type(width**-0.5)
            layers = [(std * draw(width, width), np.zeros(width, kind)) for _ in range(task["depth"])]
            run_pass(draw(samples, width), layers, draw(samples, width))
        return {"done": [1]}

    return work


STARTS = {
    "multiply": start_multiply,
    "pass": start_pass,
    "training": start_training,
    "sampling": start_sampling,
    "sweep": start_sweep,
}


def moments(x):
    x = x.astype(np.float64)
    return [float(np.mean(x)), float(np.mean(x**2)), float(np.mean(x**4))]


def answer(request, jobs):
    if "start" in request:
        jobs[request["id"]] = [STARTS[request["start"]["kind"]](request["start"]), None]
        return {}
    job = jobs[request["id"]]
    if request["ask"] == "sample":
        begin = time.perf_counter()
        for _ in range(request["repeats"]):
            job[1] = job[0]()
        return {"milliseconds": (time.perf_counter() - begin) * 1000 / request["repeats"]}
    if request["ask"] == "figures":
        figures = job[1] if job[1] is not None else job[0]()
        if "numbers" in figures:
            return {"figures": {"moments": moments(figures["numbers"])}}
        return {"figures": {name: np.ravel(values).tolist() for name, values in figures.items()}}
    del jobs[request["id"]]
    return {}


def main():
    jobs = {}
    print(json.dumps({"numpy": np.__version__}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), jobs)), flush=True)


main()
