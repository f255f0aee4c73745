"""What ``requirements.lock`` installs → ``docs/reference/licences.md``: each package with its licence, as it declares it.

Run ``python packaging/licences.py`` in an environment with all extras.
"""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reference" / "licences.md"
_NAME = re.compile(r"^([A-Za-z0-9][\w.-]*)==", re.MULTILINE)
_LONGEST = 60


def locked() -> list[str]:
    """Names of the packages that an installation with all extras brings."""
    return sorted(set(_NAME.findall((ROOT / "requirements.lock").read_text("utf-8"))), key=str.lower)


def licence(name: str) -> str | None:
    """The licence that an installed package declares; ``None`` if it is not installed here."""
    try:
        return _declared(distribution(name))
    except PackageNotFoundError:
        return None


def _declared(package: Distribution) -> str:
    data = package.metadata
    said = str(data.get("License-Expression") or "")
    classes = [row.rpartition(" :: ")[2] for row in data.get_all("Classifier") or [] if row.startswith("License ::")]
    words = str(data.get("License") or "").strip().splitlines()
    short = words[0] if words and len(words[0]) <= _LONGEST else ""
    return said or ", ".join(name for name in classes if name != "OSI Approved") or short or "see its files"


def page() -> str:
    """The page."""
    rows = [f"| {name} | {found} |" for name in locked() if (found := licence(name))]
    return "\n".join(
        [
            "# Licences", "", "onrecord is under Apache-2.0. An installation with all extras brings these packages; the licences are those",
            "that they declare. `python -m cyclonedx_py environment` prints a full bill of materials of an environment.", "",
            "| package | licence |", "|---|---|", *rows, "",
        ]
    )  # fmt: skip


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
