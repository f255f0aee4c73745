"""Who said it, through whom, and did the words survive? Reads news and puts every statement on record.

``onrecord.read("article.html").statements`` is where to start; README.md shows more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.checking import Checking, check
    from onrecord.interop.frames import statements_of, tabulate
    from onrecord.model import Failure, OriginalText, Reading
    from onrecord.pipeline import read, read_bytes, read_many
    from onrecord.reader import Reader
    from onrecord.record.add import add
    from onrecord.record.record import Record
    from onrecord.record.record import Record as open  # noqa: N813 - like gzip.open: onrecord.open(folder)
    from onrecord.settings import VERSION as __version__  # noqa: N811 - the name that tools look for
    from onrecord.settings import Options
    from onrecord.trail.follow import trails

__all__ = [
    "Checking", "Failure", "Options", "OriginalText", "Reader", "Reading", "Record", "__version__", "add", "check", "open",
    "read", "read_bytes", "read_many", "statements_of", "tabulate", "trails",
]  # fmt: skip

_PLACES = {
    "Checking": ("onrecord.checking", "Checking"),
    "Failure": ("onrecord.model", "Failure"),
    "Options": ("onrecord.settings", "Options"),
    "OriginalText": ("onrecord.model", "OriginalText"),
    "Reader": ("onrecord.reader", "Reader"),
    "Reading": ("onrecord.model", "Reading"),
    "Record": ("onrecord.record.record", "Record"),
    "__version__": ("onrecord.settings", "VERSION"),
    "add": ("onrecord.record.add", "add"),
    "open": ("onrecord.record.record", "Record"),
    "check": ("onrecord.checking", "check"),
    "read": ("onrecord.pipeline", "read"),
    "read_bytes": ("onrecord.pipeline", "read_bytes"),
    "read_many": ("onrecord.pipeline", "read_many"),
    "statements_of": ("onrecord.interop.frames", "statements_of"),
    "tabulate": ("onrecord.interop.frames", "tabulate"),
    "trails": ("onrecord.trail.follow", "trails"),
}


def __getattr__(name: str) -> Any:
    """Import public names when they are first used, so that ``import onrecord`` costs next to nothing."""
    from importlib import import_module

    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)
