"""Names the pinned packages that this environment lacks: `python requirements.py FOLDER [--everywhere]`.

The pins are installed without a look at dependencies. With `--everywhere` each dependency of each pinned package must
be pinned too, in a version that fits: for every Python and system of the course, as far as the installed packages tell.
"""

import itertools
import re
import sys
from importlib import metadata
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYTHONS = [f"3.{minor}" for minor in range(9, 15)]
SYSTEMS = [("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt")]


def environment(python, system):
    """The values of markers for CPython `python` on `system`."""
    sys_platform, platform_system, os_name = system
    values = {"sys_platform": sys_platform, "platform_system": platform_system, "os_name": os_name}
    return {**default_environment(), **values, "python_version": python, "python_full_version": f"{python}.9"}


def holds(requirement, where, extras=()):
    """Whether a requirement counts in an environment, for a package that is wanted with these extras."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**where, "extra": extra}) for extra in ("", *extras))


def requirements_in(file):
    """The requirements of a file, without hashes and comments."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Requirement(line.rstrip(" \\")) for line in lines if re.match(r"[A-Za-z0-9]", line)]


def pins_in(requirements, where):
    """The pinned versions that count in an environment, by name."""
    active = [one for one in requirements if holds(one, where)]
    return {canonicalize_name(one.name): next(iter(one.specifier)).version for one in active}


def installed():
    """The installed packages by name: the version, and what each requires."""
    return {
        canonicalize_name(one.metadata["Name"]): (one.version, [Requirement(text) for text in one.requires or []])
        for one in metadata.distributions()
    }


def faults_where(where, title, wanted, pins, have):
    """Follows the requirements from `wanted` through the packages whose pinned version is installed."""
    faults, seen, waiting = [], set(), [("requirements.in", one) for one in wanted if holds(one, where)]
    while waiting:
        source, one = waiting.pop()
        name = canonicalize_name(one.name)
        pin = pins.get(name)
        if pin is None or not one.specifier.contains(pin, prereleases=True):
            faults.append(f"{title}: {source} needs {one}, the list has {pin or 'none'}")
            continue
        version, requires = have.get(name, (None, []))
        extras = frozenset(one.extras)
        if version != pin or (name, extras) in seen:
            continue
        seen.add((name, extras))
        waiting += [(name, other) for other in requires if holds(other, where, extras)]
    return faults


def faults_here(pins, have):
    """The pinned packages that are not installed in their version."""
    there = {name: have[name][0] if name in have else "none" for name in pins}
    return [f"{name} is pinned to {pin}, installed is {there[name]}" for name, pin in pins.items() if there[name] != pin]


def main(folder, everywhere=""):
    """Prints what is wrong; returns the exit code."""
    listed, wanted = requirements_in(folder / "requirements.txt"), requirements_in(folder / "requirements.in")
    have = installed()
    faults = faults_here(pins_in(listed, default_environment()), have)
    for python, system in itertools.product(PYTHONS, SYSTEMS) if everywhere else []:
        where = environment(python, system)
        faults += faults_where(where, f"Python {python}, {system[1]}", wanted, pins_in(listed, where), have)
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
