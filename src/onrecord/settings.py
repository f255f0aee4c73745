"""The limits that keep reading bounded, in one place, and the version; what they protect is said beside each."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from msgspec import Struct

try:
    VERSION = version("onrecord")
except PackageNotFoundError:  # run from a source tree that was never installed
    VERSION = "0+unknown"

USER_AGENT = f"onrecord/{VERSION} (reads single pages that its user names)"


class Limits(Struct, frozen=True):
    """What one document may cost. Sizes in bytes, times in seconds."""

    max_bytes: int = 20_000_000
    """Larger sources are refused, compressed or not: no news article comes near it."""
    fetch_seconds: float = 20.0
    """Whole time for a URL, redirects and body together."""
    max_redirects: int = 5
    public_only: bool = False
    """Fetch from public addresses only, without the environment's proxies: for a server that fetches what others name."""
    max_depth: int = 2_000
    """Elements nested deeper than this are not an article but an attack on the parser."""
    document_seconds: float = 60.0
    """Time for reading one document of a corpus; a page takes about 40 milliseconds."""
    document_memory: int = 2_000_000_000
    """Memory for reading one document of a corpus, beyond what a process needs anyhow."""


class Options(Struct, frozen=True):
    """How documents are read."""

    model: Literal["fast", "accurate"] = "accurate"
    """What finds the statements of English text: ``fast`` rules, or the ``accurate`` trained reader, which finds more."""
    fast: bool = False
    """Resiliparse instead of trafilatura for the body: several times faster, a little less exact; no map back to the
    source, and no posts that stand only in a page's scripts."""
    published: str | None = None
    """Publication date (ISO 8601) for documents that print none."""
    language: str | None = None
    """Language (BCP 47) for documents that declare none."""
    limits: Limits = Limits()
    people: tuple[str, ...] = ()
    """Authority files (CSV, JSON lines, FollowTheMoney) in which speakers are looked up."""
    outlets: str | None = None
    """A TOML file with more outlets, agencies and programmes than the packaged ones (docs/outlets.md)."""
    columns: tuple[tuple[str, str], ...] = ()
    """For tables of articles: what a column holds (``text``, ``url``, …) and its name there (docs/corpora.md)."""
    follow: bool = False
    """Fetch the pages that a feed links to, instead of reading the text that it gives."""
