"""The installed package and all that it needs → megabytes on disk: ``python -m bench.size`` in an environment that has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
AIM = 250


def needed(name: str, seen: set[str]) -> Iterator[Distribution]:
    """A distribution and those that it needs without extras, each once."""
    if name.lower() in seen:
        return
    seen.add(name.lower())
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return  # for another platform or Python
    yield found
    for wish in found.requires or ():
        match = _NAME.match(wish)
        if match and "extra ==" not in wish:
            yield from needed(match[0], seen)


def megabytes(package: Distribution) -> float:
    """Size of a distribution's files, without compiled Python."""
    files = [str(package.locate_file(file)) for file in package.files or () if file.suffix != ".pyc"]
    return sum(_size(path) for path in files) / 1e6


def _size(path: str) -> int:
    from os import stat

    try:
        return stat(path).st_size
    except OSError:
        return 0


def main() -> None:
    rows = sorted(((megabytes(one), one.name) for one in needed("onrecord", set())), reverse=True)
    for size, name in rows[:12]:
        print(f"{name:24} {size:7.1f} MB")
    print(f"{'all ' + str(len(rows)):24} {sum(size for size, _ in rows):7.1f} MB   aim {AIM}")


if __name__ == "__main__":
    main()
