"""A byline or an author field → the names of persons in it, and an agency if one is named among them.

Prose is never read here: the markup has said that these words name the authors.
"""

from __future__ import annotations

import re

from msgspec import Struct

from onrecord.text.agency import agency_named

_LEAD = re.compile(
    r"(?:(?:written|posted|reported|story|published|words|text|article)\s+)?(?:by|von|par|por|de|door|av|af|przez|od|автор|author|autor|auteur|"
    r"autore|di|text|texte|texto)\b\s*:?\s+",
    re.IGNORECASE,
)  # fmt: skip
_SPLIT = re.compile(
    r"\s*[,;|•·/\n]\s*|\s+(?:and|und|et|y|e|en|och|og|i|и|та|with|&|\+)\s+|(?<=\w{4})\.\s+", re.IGNORECASE
)
_CUT = re.compile(
    r"\s+(?:(?:for|in|at|on|is|of|updated|published|posted|follow|contributor|staff|senior|chief|editor|correspondent|"
    r"reporter|writer|special to|und|dpa)\b|@|\d|[^\W\d_]+\.?\s+\d|[-–—|(\[]).*\Z",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+|@\w+")
_NOBODY = frozenset({
    "admin", "administrator", "editor", "editors", "editorial", "redaktion", "redaction", "redacción", "redação",
    "redazione", "redactie", "redakcja", "rédaction", "webmaster", "newsroom", "newsdesk", "staff", "guest",
    "contributor", "contributors", "author", "autor", "agencies", "agencia", "agencias", "agenturen", "online",
    "web", "desk", "team", "news", "unknown", "anonymous", "none", "null", "undefined", "user", "root", "share",
    "facebook", "twitter", "print", "email", "comments", "published", "updated", "posted", "by", "редакция",
    "редакція", "correspondent", "reporter", "writer", "journalist", "more",
})  # fmt: skip
_GROUPS = frozenset({
    "media", "news", "staff", "press", "service", "services", "agency", "team", "magazine", "tv", "radio",
    "network", "times", "post", "desk", "bureau", "group", "writer", "reporter", "correspondent", "editor",
    "redaktion", "agentur", "gmbh", "ag", "inc", "ltd", "llc", "verlag", "autoren", "international", "online",
})  # fmt: skip
"""Last words of what is an organisation or a role, no person."""
_PARTICLES = frozenset({
    "de", "del", "der", "den", "da", "di", "do", "dos", "das", "du", "la", "le", "las", "los", "el", "al", "bin",
    "ibn", "van", "von", "zu", "zum", "zur", "ter", "ten", "av", "af", "y", "e", "i",
})  # fmt: skip
_NAME = re.compile(r"[^\W\d_][^\d<>{}\[\]@#$%^*=:!?\"“”/\\]{1,60}\Z")
_DOMAIN = re.compile(r"\w\.\w{2,}")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|phd|ph\.d|md|m\.d|esq|mbe|obe|cbe)\.?\Z", re.IGNORECASE)


class Authors(Struct, frozen=True):
    """Names of persons in order, and an agency with the words or the field that name it."""

    names: tuple[str, ...] = ()
    agency: str | None = None
    sign: str | None = None

    def joined(self, other: Authors) -> Authors:
        """Both lists without repeats; the first agency counts."""
        known = {name.casefold() for name in self.names}
        more = tuple(name for name in other.names if name.casefold() not in known)
        return Authors(self.names + more, self.agency or other.agency, self.sign or other.sign)

    def without(self, outlet: str | None) -> tuple[str, ...]:
        """The names less the outlet's own."""
        return tuple(name for name in self.names if not outlet or not name.casefold().startswith(outlet.casefold()))


def agency_in(words: str) -> str | None:
    """The agency that a credit names: ``Reuters``, ``By The Associated Press``, ``AFP News``."""
    bare = _LEAD.sub("", words.strip(), count=1).strip(" .,-–—()")
    return agency_named(bare) or agency_named(re.split(r"\s+(?:News|via)\b|\s*[/,|(]", bare)[0])


def split_names(words: str, sign: str, only_agency: bool = False) -> Authors:
    """Names in an author field; an organisation counts only if it is an agency."""
    words = " ".join(_ADDRESS.sub(" ", words).split())
    lead = _LEAD.match(words)
    words = words[lead.end() :] if lead else words
    if agency := agency_in(words):
        return Authors((), agency, f"{sign}: {words}")
    if only_agency or not words or len(words) > 300:
        return Authors()
    found = Authors()
    for part in _reversed(_SPLIT.split(words)):
        if agency := agency_in(part):
            found = found.joined(Authors((), agency, f"{sign}: {part}"))
        elif name := _name(part, found):
            found = found.joined(Authors((name,)))
    return found


def _reversed(parts: list[str]) -> list[str]:
    """``Smith, John`` is one name."""
    if len(parts) == 2 and all(part and " " not in part for part in parts) and not agency_in(parts[1]):
        return [f"{parts[1]} {parts[0]}"]
    return parts


def _name(part: str, found: Authors) -> str | None:
    """A part that can be a person's name; roles behind it are cut off."""
    part = _CUT.sub("", part.strip() if found.names else _LEAD.sub("", part.strip(), count=1)).strip(" .,-–—|:•·")
    words = _capitalised(part.split())
    part = " ".join(words)
    if not (1 <= len(words) <= 6) or not _NAME.match(part) or _SUFFIX.match(part) or _DOMAIN.search(part):
        return None
    first, last = words[0].casefold(), words[-1].casefold()
    if last in _NOBODY or first in _NOBODY or first == "the" or last in _GROUPS or "admin" in last:
        return None
    return part.title() if part.isupper() and len(words) > 1 else part


def _capitalised(words: list[str]) -> list[str]:
    """The words up to the first small one that no name holds, where the script has capitals."""
    for index, word in enumerate(words):
        if word[0].islower() and index and word.casefold() not in _PARTICLES and not words[0][0].islower():
            words = words[:index]
            break
    while len(words) > 1 and words[-1].islower():
        words = words[:-1]
    return words
