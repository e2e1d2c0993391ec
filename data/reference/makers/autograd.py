"""autograd.json: small nets with every number written out, and all that PyTorch's autograd says of them."""

import torch
import torch.nn.functional as F

from .functions import ACTIVATIONS, find

BATCH = 5
LOSSES = {
    "meanSquared": F.mse_loss,
    "binaryCrossEntropy": F.binary_cross_entropy_with_logits,
    "softmaxCrossEntropy": F.cross_entropy,
}
CASES = [
    *[(activation, "meanSquared", [3, 4, 4, 2]) for activation in ACTIVATIONS],
    *[(find(name), "binaryCrossEntropy", [3, 4, 4, 1]) for name in ("tanh", "relu")],
    *[(find(name), "softmaxCrossEntropy", [3, 4, 4, 3]) for name in ("tanh", "relu")],
]


def draw(*shape):
    """Normal numbers of three decimals, so that a reader can follow them."""
    return (torch.randn(*shape) * 1000).round() / 1000


def draw_targets(loss, classes):
    if loss == "meanSquared":
        return draw(BATCH, classes)
    if loss == "binaryCrossEntropy":
        return torch.tensor([[0.0], [1.0], [1.0], [0.0], [1.0]])
    return F.one_hot(torch.tensor([0, 2, 1, 1, 2]), classes).to(torch.float64)


def forward(activation, inputs, pairs):
    """(preActivations, activations) of every layer, with their gradients kept; the last layer is linear."""
    h, layers = inputs, []
    for index, (weights, biases) in enumerate(pairs):
        z = F.linear(h, weights, biases)
        h = activation.torch(z) if index < len(pairs) - 1 else z * 1.0
        z.retain_grad()
        h.retain_grad()
        layers.append((z, h))
    return layers


def draw_net(activation, sizes):
    """Inputs, weights and layers such that every layer sees both signs and no pre-activation is near a kink."""
    while True:
        inputs = draw(BATCH, sizes[0]).requires_grad_()
        pairs = [
            (draw(fan_out, fan_in).requires_grad_(), draw(fan_out).requires_grad_())
            for fan_in, fan_out in zip(sizes, sizes[1:])
        ]
        layers = forward(activation, inputs, pairs)
        if all(z.min() < 0 < z.max() and z.abs().min() > 1e-3 for z, _ in layers):
            return inputs, pairs, layers


def run(activation, loss_name, sizes):
    inputs, pairs, layers = draw_net(activation, sizes)
    targets = draw_targets(loss_name, sizes[-1])
    h = layers[-1][1]
    loss = LOSSES[loss_name](h, targets)
    loss.backward()
    return {
        **activation.label(),
        "output": "linear",
        "loss": loss_name,
        "sizes": sizes,
        "layers": [{"weights": w, "biases": b} for w, b in pairs],
        "inputs": inputs,
        "targets": targets,
        "expected": {
            "layers": [{"preActivations": z, "activations": h} for z, h in layers],
            "outputs": h,
            "loss": loss.item(),
            "gradients": {
                "layers": [
                    {"weights": w.grad, "biases": b.grad, "preActivations": z.grad, "activations": h.grad}
                    for (w, b), (z, h) in zip(pairs, layers)
                ],
                "inputs": inputs.grad,
            },
        },
    }


def make():
    return {
        "conventions": {
            "weights": "fanOut × fanIn",
            "inputs": "batch × fanIn",
            "meanSquared": "mean over all entries, batch and outputs: torch mse_loss",
            "binaryCrossEntropy": "of logits, mean over all entries: torch binary_cross_entropy_with_logits",
            "softmaxCrossEntropy": "of logits, mean over the batch: torch cross_entropy",
        },
        "cases": [run(*case) for case in CASES],
    }
