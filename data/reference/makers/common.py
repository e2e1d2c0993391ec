"""What the makers share: JSON in which every double round-trips, and the nearest double to an mpmath number."""

import json
import math
import platform
from fractions import Fraction
from pathlib import Path

import mpmath
import numpy
import scipy
import torch

SEED = 20180401
WIDTH = 110
LIMIT = 200_000
FOLDER = Path(__file__).resolve().parent.parent


def nearest(x):
    """The double nearest to the mpmath number x (ties to even), subnormals, signed zeros and overflow included."""
    x = mpmath.mpf(x)
    if x == 0:
        return 0.0
    sign, man, exp, bc = x._mpf_
    if exp + bc > 1100:
        size = math.inf
    elif exp + bc < -1100:
        size = 0.0
    else:
        try:
            size = float(Fraction(man) * Fraction(2) ** exp)
        except OverflowError:
            size = math.inf
    return -size if sign else size


def certain(f, *doubles):
    """`nearest(f(x))` at 50 digits, having asserted that 90 digits give the same double."""
    values = []
    for digits in (50, 90):
        with mpmath.workdps(digits):
            values.append(nearest(f(*[mpmath.mpf(x) for x in doubles])))
    assert values[0] == values[1], (f, doubles, values)
    return values[0]


def plain(x):
    """Tensors and arrays as nested lists."""
    if isinstance(x, torch.Tensor):
        return x.detach().tolist()
    if isinstance(x, (numpy.ndarray, numpy.generic)):
        return x.tolist()
    return x


def scalar(x):
    """A JSON scalar; JSON has no infinities, so they are the strings that JavaScript's Number() reads."""
    if isinstance(x, float) and not math.isfinite(x):
        return '"NaN"' if math.isnan(x) else '"Infinity"' if x > 0 else '"-Infinity"'
    return json.dumps(x, ensure_ascii=False)


def one_line(x):
    x = plain(x)
    if isinstance(x, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {one_line(v)}" for k, v in x.items()) + "}"
    if isinstance(x, (list, tuple)):
        return "[" + ", ".join(one_line(v) for v in x) + "]"
    return scalar(x)


def render(x, indent=0):
    """JSON text: whatever fits on a line is on one line, long rows of numbers are wrapped."""
    x = plain(x)
    line = one_line(x)
    if len(line) + indent <= WIDTH or not isinstance(x, (dict, list, tuple)):
        return line
    pad, close = " " * (indent + 1), " " * indent
    if isinstance(x, dict):
        rows = [f"{pad}{json.dumps(k)}: {render(v, indent + 1)}" for k, v in x.items()]
        return "{\n" + ",\n".join(rows) + "\n" + close + "}"
    if any(isinstance(plain(v), (dict, list, tuple)) for v in x):
        return "[\n" + ",\n".join(pad + render(v, indent + 1) for v in x) + "\n" + close + "]"
    rows, row = [], pad
    for i, v in enumerate(x):
        text = scalar(v) + ("," if i < len(x) - 1 else "")
        if len(row) + len(text) > WIDTH and row.strip():
            rows.append(row.rstrip())
            row = pad
        row += text + " "
    return "[\n" + "\n".join([*rows, row.rstrip()]) + "\n" + close + "]"


def made_with(name):
    return {
        "command": f"python3 make_reference.py {name}",
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        "mpmath": mpmath.__version__,
        "seed": SEED,
    }


def write(name, content):
    """Writes `<name>.json`, having checked that it is valid, that every number round-trips and that it is small."""
    content = {"made_with": made_with(name), **content}
    text = render(content) + "\n"
    assert one_line(json.loads(text)) == one_line(content), name
    data = text.encode("utf-8")
    assert len(data) < LIMIT, (name, len(data))
    (FOLDER / f"{name}.json").write_bytes(data)
    return len(data)
