"""losses.json: cross-entropies and their gradients at logits where the formula of the textbook loses its digits."""

import mpmath
import torch
import torch.nn.functional as F

from .common import nearest

DIGITS = 1000  # e^-800 beside 1
LOGITS = [0.0, 1e-10, 0.3, 3.0, 20.0, 40.0, 100.0, 700.0, 800.0, 1e16, 1e308]
TARGETS = [0.0, 1e-20, 0.25, 0.5, 1 - 2.0**-53, 1.0]
ROWS = [  # logits, targets
    ([0.0, 0.0], [1.0, 0.0]),
    ([1e16, 1e16], [0.0, 1.0]),
    ([1e308, 1e308, 1e308], [0.0, 1.0, 0.0]),
    ([20.0, -20.0], [1.0, 0.0]),
    ([20.0, -20.0], [0.0, 1.0]),
    ([700.0, 0.0, 1.0], [1.0, 0.0, 0.0]),
    ([0.0, 700.0, 1.0], [1.0, 0.0, 0.0]),
    ([0.0, 800.0], [0.0, 1.0]),
    ([1e17, 1e17 - 32], [0.0, 1.0]),
    ([-1000.0, -980.0, -990.0], [0.0, 1.0, 0.0]),
    ([1.0, 2.0, 3.0], [0.25, 0.25, 0.5]),
    ([30.0, 0.0, -5.0], [0.5, 0.25, 0.25]),
    ([8.5e307, -8.5e307], [0.0, 1.0]),
    ([1.7e308, -1.7e308], [0.75, 0.25]),
    ([1e-300, 0.0, -1e-300], [0.0, 0.0, 1.0]),
]


def sigmoid(y):
    return 1 / (1 + mpmath.exp(-y))


def binary(logit, target):
    with mpmath.workdps(DIGITS):
        y, t = mpmath.mpf(logit), mpmath.mpf(target)
        value = mpmath.log(1 + mpmath.exp(-abs(y))) + (max(y, 0) - y * t)
        row = {"logit": logit, "target": target, "value": nearest(value), "gradient": nearest(sigmoid(y) - t)}
    y, t = torch.tensor([logit], requires_grad=True), torch.tensor([target])
    loss = F.binary_cross_entropy_with_logits(y, t)
    loss.backward()
    assert abs(loss.item() - row["value"]) <= 1e-15 * max(1, abs(logit)), row
    assert abs(y.grad.item() - row["gradient"]) <= 1e-15, row
    return row


def softmax(logits, targets):
    with mpmath.workdps(DIGITS):
        y, t = [mpmath.mpf(x) for x in logits], [mpmath.mpf(x) for x in targets]
        powers = [mpmath.exp(each - max(y)) for each in y]
        total = mpmath.fsum(powers)
        value = mpmath.fsum(b * (max(y) - a + mpmath.log(total)) for a, b in zip(y, t))
        gradient = [nearest(p / total - b) for p, b in zip(powers, t)]
        row = {"logits": logits, "targets": targets, "value": nearest(value), "gradient": gradient}
    y, t = torch.tensor([logits], requires_grad=True), torch.tensor([targets])
    loss = F.cross_entropy(y, t)
    loss.backward()
    if max(map(abs, logits)) < 1e300:  # beyond, PyTorch's own differences overflow
        assert abs(loss.item() - row["value"]) <= 1e-15 * max(1, *map(abs, logits)), (row, loss)
        assert (y.grad[0] - torch.tensor(gradient)).abs().max() <= 1e-15, row
    return row


def make():
    return {
        "conventions": {
            "value": "binary: max(y, 0) - y t + ln(1 + e^-|y|); softmax: -Σ t ln softmax(y); of one row, not averaged",
            "gradient": "with respect to the logits",
            "all": f"mpmath, {DIGITS} digits, each number rounded once; PyTorch agrees as far as its formulas reach",
        },
        "binary": [binary(sign * y, t) for y in LOGITS for sign in (1, -1) for t in TARGETS if sign > 0 or y > 0],
        "softmax": [softmax(*row) for row in ROWS],
    }
