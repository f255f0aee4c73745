"""Links of the documentation → the addresses outside it, each with its pages; and what is wrong with the form of any.

``python packaging/links.py`` lists the addresses; ``--ask`` asks for each of them, which needs a network. Links from page to page
within the documentation are mkdocs' to check.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

ROOT = Path(__file__).parent.parent
_FENCED = re.compile(r"^ *(```+).*?^ *\1 *$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(
    r"\]\(\s*<?([^)\s>]+)|<(https?://[^>\s]+)>|(?:href|src)=\"([^\"]+)\"|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE
)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def pages() -> list[Path]:
    """All that people read: the documentation and what lies at the root."""
    return [
        *sorted(ROOT.glob("*.md")),
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted((ROOT / "examples").rglob("*.md")),
    ]


def links(text: str) -> Iterator[str]:
    """Where the links of a page lead; code has none."""
    for match in _LINK.finditer(_CODE.sub("", _FENCED.sub("", text))):
        yield next(group for group in match.groups() if group)


def wrong(link: str, page: Path) -> str | None:
    """What is wrong with a link, as far as can be seen without a network."""
    parts = urlsplit(link)
    if parts.scheme in ("http", "https"):
        if parts.scheme == "http":
            return "not https"
        return None if _HOST.fullmatch(parts.netloc) else "no name of a host that others reach"
    if parts.scheme == "mailto" or not parts.path:
        return None
    if parts.scheme or link.startswith("/"):
        return "leads to one machine"
    return None if (page.parent / parts.path).exists() else "there is no such file"


def outside() -> dict[str, list[str]]:
    """Addresses outside the documentation, with the pages that name them."""
    found: dict[str, list[str]] = {}
    for page in pages():
        for link in links(page.read_text("utf-8")):
            if link.startswith(("http://", "https://")):
                found.setdefault(link, []).append(str(page.relative_to(ROOT)))
    return found


def faults() -> list[str]:
    """All links whose form is wrong, a line each."""
    return [
        f"{page.relative_to(ROOT)}: {link}: {what}"
        for page in pages() for link in links(page.read_text("utf-8")) if (what := wrong(link, page))
    ]  # fmt: skip


def answer(address: str) -> str:
    """What the server says to a request for an address."""
    try:
        with urlopen(Request(address, method="HEAD", headers={"User-Agent": "Mozilla/5.0"}), timeout=20) as reply:
            return str(reply.status)
    except HTTPError as error:
        return str(error.code)
    except (URLError, OSError) as error:
        return str(error)


def main() -> int:
    """List the addresses, then what is wrong; 1 if anything is."""
    parser = argparse.ArgumentParser(description="Links that lead out of the documentation.")
    parser.add_argument("--ask", action="store_true", help="ask for each address (needs a network)")
    options = parser.parse_args()
    dead = 0
    for address, named in sorted(outside().items()):
        said = answer(address) if options.ask else ""
        dead += options.ask and said != "200"
        print(f"{said + '  ' if said else ''}{address}  {', '.join(sorted(set(named)))}")
    broken = faults()
    print(*broken, sep="\n", file=sys.stderr, end="\n" if broken else "")
    return int(bool(broken or dead))


if __name__ == "__main__":
    sys.exit(main())
