"""Facts of failures → sentences for people: what was wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from onrecord.errors import EnvironmentFaultError
from onrecord.export.safe import line
from onrecord.lexicon import languages
from onrecord.model import Document, Failure

_TEXT = "Give its text as a .txt file instead."

EXTRAS = {"numba": "trail", "litestar": "web", "uvicorn": "web", "mcp": "mcp", "pyspark": "spark"}
"""Packages that commands import and the base installation lacks, with the smallest extra that brings each."""

UNREADABLE = {
    "missing": "{uri}: there is no such file. Check the name; a web address begins with http:// or https://.",
    "folder": "{uri} is a folder. Name the files in it, for example {uri}/*.html.",
    "permission": "{uri}: you are not allowed to read it. Change its permissions, or copy it to a place of yours.",
    "io": "{uri} could not be read{detail}. Try again, or copy the file to another disk first.",
    "empty": "{uri} is empty. Check that it was saved or downloaded completely.",
    "binary": "{uri} is neither text nor HTML{detail}; onrecord reads these two. " + _TEXT,
    "pdf": "{uri} is a PDF; onrecord reads text and HTML. Export its text first (for example with pdftotext) and read "
    "that.",
    "truncated": "{uri} breaks off: its compressed data is incomplete. Download or copy it again.",
    "too-large": "{uri} is too large{detail}. Raise the limit with --max-size, or cut the article out of it.",
    "no-article": "{uri} holds no article that onrecord can find. Save the page once it has loaded fully, or give the "
    "article’s text as a .txt file.",
    "too-deep": "{uri} nests its elements deeper than an article does{detail}. " + _TEXT,
    "not-found": "{uri}: the server has no such page{detail}. Check the address.",
    "http": "{uri}: the server refused the page{detail}. Save it with a browser and read the file.",
    "timeout": "{uri} did not answer in time{detail}. Try again, or allow more with --timeout.",
    "redirects": "{uri} redirects without end{detail}. Open it in a browser and read the address where it ends.",
    "network": "{uri} could not be reached{detail}. Check the address and the connection.",
    "unsupported-url": "{uri} is not an address that onrecord fetches; it fetches http:// and https:// only. Save the "
    "page and read the file.",
    "scanned": "{uri} holds pictures of pages and no text{detail}. Run text recognition over it first (for example with "
    "ocrmypdf).",
    "encrypted": "{uri} is locked with a password{detail}. Save a copy without one.",
    "damaged": "{uri} is damaged{detail}. Save or download it again.",
    "private": "{uri} is not a public address{detail}. Save the page and read the file.",
    "row": "{uri}: a part of it cannot be read{detail}; the rest is there.",
    "columns": "{uri}: no column is known to hold the articles’ text{detail}. Name it, as in --columns text=NAME.",
    "format": "{uri} has none of the forms that onrecord reads{detail}. Give its text as a .txt file.",
    "loop": "{uri} leads back to itself{detail}. Remove the link.",
    "memory": "{uri} took too much memory{detail}. Allow more with --memory.",
    "crash": "{uri} made the reading process end{detail}. Please report it; the other documents are read.",
    "unexpected": "{uri}: onrecord stumbled over this document{detail}, which is a fault of onrecord. Please report "
    "it, with the document if you may.",
}

_ORIGINAL = {
    "binary": "{uri} is nothing that words can be compared with{detail}. Originals are text, Markdown, HTML, PDF, DOCX, "
    "subtitles and exports of posts. " + _TEXT,
    "too-large": "{uri} is too large{detail}. Raise the limit with --max-size, or cut it in parts.",
    "no-article": "{uri} shows no words. Save the page once it has loaded fully, or give its text as a .txt file.",
}
"""Sentences that are others for an original than for a document."""


def unlettered(document: Document) -> str | None:
    """What to say of a document in a language that onrecord has no words for; ``None`` for the others."""
    code = (document.language or "en").lower().split("-")[0]
    if code == "en" or code in languages():
        return None
    return (
        f"{_called(document.uri)} is in a language ({line(code)}) that onrecord has no words for: quotations are found by "
        "their marks, and nobody is named. If that is not its language, say which it is with --language."
    )


def unreadable(failure: Failure, *, original: bool = False) -> str:
    """Say why a document, or an original to compare with, could not be read."""
    uri = _called(failure.uri)
    detail = f" ({line(failure.detail)})" if failure.detail else ""
    known = UNREADABLE | _ORIGINAL if original else UNREADABLE
    return known.get(failure.reason, UNREADABLE["unexpected"]).format(uri=uri, detail=detail)


def _called(uri: str) -> str:
    return "standard input" if uri == "-" else line(uri)


def environment(fault: EnvironmentFaultError | ModuleNotFoundError) -> str:
    """Say what the machine lacks."""
    if isinstance(fault, ModuleNotFoundError):
        return _missing((fault.name or "").partition(".")[0])
    what, detail = line(fault.what), f" ({line(fault.detail)})" if fault.detail else ""
    if fault.what.startswith("data/"):
        return (
            f"the packaged file {what} is missing or damaged{detail}. Install onrecord again: "
            "python -m pip install --force-reinstall --no-deps onrecord"
        )
    if fault.what == "disk":
        return f"no room is left for the output{detail}. Free some space, or write elsewhere with --output."
    return f"{what} is missing or does not work{detail}."


def _missing(package: str) -> str:
    extra = EXTRAS.get(package)
    if extra is None:
        return f"the Python package {package} is missing. Install onrecord again: python -m pip install onrecord"
    return (
        f'this needs the extra “{extra}” (no {package} is here). Install it: python -m pip install "onrecord[{extra}]"'
    )


def unwritable(path: str, error: OSError) -> str:
    """Say why an output file cannot be made."""
    shown = line(path)
    if isinstance(error, FileNotFoundError):
        return f"cannot write {shown}: there is no folder {line(str(Path(path).parent))}. Make it first."
    if isinstance(error, IsADirectoryError):
        return f"cannot write {shown}: it is a folder. Name a file in it."
    if isinstance(error, PermissionError):
        return f"cannot write {shown}: you are not allowed to. Choose another place with --output."
    return f"cannot write {shown}: {error.strerror or error}. Choose another place with --output."


def unknown_command(given: str, commands: Iterable[str]) -> str:
    """Say which command may have been meant; a file's name is a common slip."""
    close = get_close_matches(given, list(commands), n=1, cutoff=0.5)
    if Path(given).exists() or given == "-" or given.startswith(("http://", "https://")):
        return f"there is no command “{line(given)}”. To read it: onrecord read {line(given)}"
    return f"there is no command “{line(given)}”." + (f" Did you mean “{close[0]}”?" if close else "")
