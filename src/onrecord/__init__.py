"""Who said it, through whom, and did the words survive? Reads news and puts every statement on record.

``onrecord.read("article.html").statements`` is where to start; README.md shows more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.model import Failure, Reading
    from onrecord.pipeline import read, read_bytes, read_many
    from onrecord.settings import VERSION as __version__  # noqa: N811 - the name that tools look for
    from onrecord.settings import Options

__all__ = ["Failure", "Options", "Reading", "__version__", "read", "read_bytes", "read_many"]

_PLACES = {
    "Failure": ("onrecord.model", "Failure"),
    "Options": ("onrecord.settings", "Options"),
    "Reading": ("onrecord.model", "Reading"),
    "__version__": ("onrecord.settings", "VERSION"),
    "read": ("onrecord.pipeline", "read"),
    "read_bytes": ("onrecord.pipeline", "read_bytes"),
    "read_many": ("onrecord.pipeline", "read_many"),
}


def __getattr__(name: str) -> Any:
    """Import public names when they are first used, so that ``import onrecord`` costs next to nothing."""
    from importlib import import_module

    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)
