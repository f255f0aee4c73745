"""Templates and their values → pages; the templates of reports are those of ``export``, escaped and made visible alike.

Style sheets and the script are files of their own under names that change with their content, so that a browser keeps them.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from msgspec import Struct

from onrecord.export import check_html, html, words
from onrecord.settings import VERSION

if TYPE_CHECKING:
    from jinja2 import Environment


class Site(Struct, frozen=True):
    """What every page knows of the server: whether there is a record, and the record's name."""

    has_record: bool
    name: str = ""


class Links:
    """Addresses of this server's own pages; whatever stands in them is quoted."""

    def statement(self, id: str) -> str:
        """A statement's page."""
        return f"/statement/{quote(id, safe='')}"

    def document(self, id: str, statement: str | None = None) -> str:
        """A document's page, at one of its statements."""
        return f"/document/{quote(id, safe='')}" + (f"?at={quote(statement, safe='')}#here" if statement else "")

    def speaker(self, name: str) -> str:
        """A speaker's page."""
        return "/speaker?" + urlencode({"name": name})

    def outlet(self, name: str) -> str:
        """An outlet's page."""
        return "/outlet?" + urlencode({"name": name})

    def search(self, **asked: Any) -> str:
        """A search; what is empty is left out."""
        return "/search?" + urlencode({name: value for name, value in asked.items() if value}, doseq=True)


@cache
def environment() -> Environment:
    """The templates of pages, beside those of reports."""
    from jinja2 import ChoiceLoader, PackageLoader

    base = html.environment()
    loader = ChoiceLoader([PackageLoader("onrecord.web"), PackageLoader("onrecord.export")])
    own = base.overlay(loader=loader)
    own.globals = base.globals | {"linked": Links(), "asset": address_of, "words": words, "version": VERSION}
    own.filters = base.filters | {"number": number}
    return own


def page(template: str, /, **values: Any) -> str:
    """Write a page."""
    return environment().get_template(f"site/{template}.html").render(values)


def number(value: float) -> str:
    """A whole number with its thousands set apart.

    >>> number(12345)
    '12,345'
    """
    return f"{value:,.0f}"


@cache
def assets() -> dict[str, tuple[str, bytes]]:
    """Style sheets and scripts by name: media type and content."""
    static = files("onrecord.web").joinpath("static")
    texts = {
        "report.css": html.style(), "check.css": check_html.style(), "check.js": check_html.script(),
        "trail.css": html.environment().get_template("trail.css").render(),
        "site.css": static.joinpath("site.css").read_text("utf-8"),
        "site.js": static.joinpath("site.js").read_text("utf-8"),
        "icon.svg": static.joinpath("icon.svg").read_text("utf-8"),
    }  # fmt: skip
    kinds = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
    found = {}
    for name, text in texts.items():
        data = text.encode()
        stem, _, ending = name.rpartition(".")
        found[f"{stem}-{sha256(data).hexdigest()[:12]}.{ending}"] = kinds[ending], data
    return found


@cache
def address_of(name: str) -> str:
    """Where a browser finds a style sheet or script."""
    stem, _, ending = name.rpartition(".")
    return next(f"/static/{file}" for file in assets() if file.startswith(f"{stem}-") and file.endswith(ending))
