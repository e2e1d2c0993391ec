"""training.json: twenty full-batch steps of a small net with three optimizers of torch.optim."""

import torch
import torch.nn.functional as F

STEPS = 20
SIZES = [2, 4, 1]
INPUTS = [[0.0, 0.5], [1.0, -0.5], [-1.0, 1.0], [0.5, 0.75], [-0.75, -1.0], [1.5, 0.25]]
TARGETS = [[0.5], [-0.25], [1.0], [0.75], [-1.0], [0.125]]
START = [
    {
        "weights": [[0.3, -0.8], [-0.5, 0.2], [0.7, 0.6], [-0.1, -0.4]],
        "biases": [0.05, -0.1, 0.0, 0.2],
    },
    {"weights": [[0.4, -0.6, 0.25, 0.9]], "biases": [-0.05]},
]
OPTIMIZERS = {
    "sgd": ({"learningRate": 0.1}, lambda p: torch.optim.SGD(p, lr=0.1, foreach=False)),
    "sgdMomentum": (
        {"learningRate": 0.1, "momentum": 0.9},
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, foreach=False),
    ),
    "adam": (
        {"learningRate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
        lambda p: torch.optim.Adam(p, lr=0.01, foreach=False),
    ),
}


def run(name):
    options, build = OPTIMIZERS[name]
    inputs, targets = torch.tensor(INPUTS), torch.tensor(TARGETS)
    layers = [
        {key: torch.tensor(value, requires_grad=True) for key, value in layer.items()} for layer in START
    ]
    optimizer = build([layer[key] for layer in layers for key in ("weights", "biases")])

    def loss():
        hidden = torch.tanh(F.linear(inputs, layers[0]["weights"], layers[0]["biases"]))
        return F.mse_loss(F.linear(hidden, layers[1]["weights"], layers[1]["biases"]), targets)

    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        value = loss()
        value.backward()
        losses.append(value.item())
        optimizer.step()
    return {"name": name, "options": options, "losses": losses, "finalLoss": loss().item(), "finalLayers": layers}


def make():
    return {
        "conventions": {
            "losses": "losses[k] is the loss after k steps, so losses[0] belongs to the start",
            "finalLoss, finalLayers": f"after {STEPS} steps",
        },
        "sizes": SIZES,
        "activation": "tanh",
        "output": "linear",
        "loss": "meanSquared",
        "steps": STEPS,
        "inputs": INPUTS,
        "targets": TARGETS,
        "layers": START,
        "runs": [run(name) for name in OPTIMIZERS],
    }
