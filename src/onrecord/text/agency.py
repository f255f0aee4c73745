"""Signs in a text that an agency wrote it: a dateline at its start, a credit at its end.

``KYIV, Nov 9 (Reuters) - …``, ``(ANSA) - ROMA, 09 NOV - …``, ``MOSCOW, November 9. /TASS/.``; a last line ``(AFP)`` or
``© 2022 The Associated Press``. Who is cited for a single statement is left to ``speakers``; what a page's markup says,
to the readers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from onrecord import lexicon

_PLACE = r"(?P<place>[^\W\d_][^\n()\[\]/\"“”«»!?;:]{0,70}?)"
_PLACES = _PLACE.replace("/", "")  # NEW YORK/LONDON
_NAME = r"(?P<name>[^\W_][^\n()\[\]\"“”]{0,40}?)"
_DASH = r"\.?(?:[-–—―_]{1,2}|:)"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_PLACES}[\s,.]*)?[(\[]{_NAME}[)\]]\s{{0,3}}{_DASH}",
        rf"{_PLACE}[\s,.]+/{_NAME}/\s{{0,2}}[.:–—-]",
        rf"{_PLACE}\s*[-–—]\s*{_NAME}\s*(?:[-–—]\s|\.\s|:\s)",
        rf"{_PLACE}\s*{_DASH}\s*\({_NAME}\)\s*{_DASH}",
    )
)
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:\A|.*[.!?”\"»)\]…]\s{{0,3}}|.*\n)(?P<sign>[(\[/]{_NAME}[)\]/])\.?\Z",
        rf"(?P<sign>(?:Copyright|©|\([cC]\))(?:\s*(?:©|\([cC]\)))?\s*(?:\d{{4}})?,?\s*(?:by\s+)?{_NAME})(?:[.,(].*)?\Z",
        rf"(?P<sign>(?:[-–—]\s?|(?:Source|Quelle|Fuente|Fonte|Credit|Agency|Agentur|Agencia)\s?:\s?)?{_NAME})\.?\Z",
    )
)
_SIGN_OFF = re.compile(
    r"\((?:(?:Additional )?[Rr]eporting|Writing) by [^()\n;]{3,200};(?:[^()\n]{0,300};)? ?(?:[Ww]riting|"
    r"[Ee]diting) by [^()\n]{3,120}\)?\.?\s*\Z"
)
"""How Reuters, and no other agency of the list, closes its copy: "(Reporting by A; Editing by B)"."""
_LOWER_WORD = re.compile(r"(?<![^\W\d_])[a-zß-öø-ÿ]{4,}")
_REACH = 160
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_SIGNED = 700


Names = Mapping[str, str]


def agency_named(words: str, own: Names = _NO_NAMES) -> str | None:
    """Canonical name of the agency that ``words`` name and nothing else; capitals count, "the" and "By" do not.

    :param own: further names → the name to show.
    """
    words = re.sub(r"^(?:[Tt]he|THE)\s+", "", " ".join(words.split()).strip(" .,-–—"))
    return own.get(words) or _agencies().get(words)


def dateline_agency(text: str, own: Names = _NO_NAMES) -> tuple[str, str] | None:
    """Agency named in a dateline at the start of ``text``, and the words that show it."""
    head = text[:_REACH].lstrip()
    for pattern in _DATELINES:
        found = pattern.match(head)
        if not found or len(_LOWER_WORD.findall(found["place"] or "")) > 2:
            continue
        if name := _first_named(found["name"], own):
            return name, head[: found.end("name") + 1].rstrip(" .-–—:")
    return None


def credit_agency(text: str, own: Names = _NO_NAMES) -> tuple[str, str] | None:
    """Agency that the last paragraph credits for the whole, and the words that show it; shares in it do not count."""
    tail = text.strip()[-_REACH:]
    if sign := _SIGN_OFF.search(text.strip()[-_SIGNED:]):
        return "Reuters", sign[0]
    for pattern in _CREDITS:
        if (found := pattern.match(tail)) and (name := _first_named(found["name"], own)):
            return name, found["sign"].strip()
    return None


def agency_of(first: str, last: str, own: Names = _NO_NAMES) -> tuple[str, str] | None:
    """Agency of a document by its first and its last paragraph: ``(name, words that show it)``, or ``None``."""
    return dateline_agency(first, own) or credit_agency(last, own)


def _first_named(words: str, own: Names) -> str | None:
    """The agency in ``AP``, ``dpa/lno``, ``Reuters/AFP`` (the first), ``AFP News``."""
    parts = re.split(r"\s*/\s*|\s+(?:News|news agency|Photo)\b", words, maxsplit=1)
    return agency_named(words, own) or agency_named(parts[0], own)


@cache
def _agencies() -> dict[str, str]:
    """Every alias, as printed and in capitals → the name to show."""
    names: dict[str, str] = {}
    for row in lexicon.load("agencies")["agency"]:
        for alias in (row["name"], *row["aliases"]):
            names.setdefault(alias.removeprefix("The "), row["name"])
            names.setdefault(alias.removeprefix("The ").upper(), row["name"])
    return names
