"""The words that name a speaker here → what sort of naming it is: a pronoun, a name, a role, nobody in particular."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from onrecord.model import Span
from onrecord.text.names import Name, find_names, is_organisation, listed

Sort = Literal["he", "she", "they", "author", "who", "it", "name", "role", "anonymous", "group", "document", "handle"]

_PRONOUNS: dict[str, Sort] = {
    "he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "they": "they", "them": "they", "their": "they",
    "i": "author", "we": "author", "my": "author", "our": "author", "us": "author", "me": "author",
    "who": "who", "it": "it", "its": "it", "himself": "he", "herself": "she",
}  # fmt: skip
_WORD = re.compile(r"[@\w][\w’'.-]*\w|\w")
_INDEFINITE = {
    "a",
    "an",
    "another",
    "one",
    "some",
    "several",
    "many",
    "two",
    "three",
    "other",
    "any",
    "both",
    "four",
    "five",
}


class Mention(NamedTuple):
    """``sort`` of naming, the names inside, and the head noun in lower case."""

    sort: Sort
    names: tuple[Name, ...]
    head: str
    definite: bool


def classify(text: str, span: Span) -> Mention:
    """What sort of naming ``span`` of ``text`` is."""
    words = _WORD.findall(span.text)
    lower = [word.lower().replace("’", "'") for word in words]
    if len(words) == 1 and lower[0] in _PRONOUNS:
        return Mention(_PRONOUNS[lower[0]], (), lower[0], True)
    head, names = _head(lower, span.text), tuple(find_names(text, span.start, span.stop))
    definite = bool(lower) and lower[0] not in _INDEFINITE
    if head in listed("group") or (re.search(r"(?:[a-z]ans|[a-z]ians|crats|icans)$", head) and len(words) < 4):
        return Mention("group", names, head, definite)
    bearer = _bearer(names, span, text)
    if bearer:
        return Mention("name", bearer, head, definite)
    if (words and words[0].startswith("@")) or (re.fullmatch(r"\w*[A-Z]\w*[A-Z]\w*", span.text.strip()) and not names):
        return Mention("handle", (), head, True)
    return Mention(_common(lower, head, definite), names, head, definite)


def _bearer(names: tuple[Name, ...], span: Span, text: str) -> tuple[Name, ...]:
    """Names that are the phrase's own, not those of whom it belongs to ("Smith's lawyer", "a spokesman for Smith")."""
    own = []
    for name in names:
        after, before = text[name.stop : span.stop], text[span.start : name.start].rstrip().lower()
        if re.match(r"[’'](?:s\b)?\s+\w", after):
            continue
        if re.search(r"\b(?:of|for|at|from|with|to|in|on|by|near|about|against)(?: the)?$", before):
            continue
        lead = text[span.start : name.start].split()
        tail = re.match(r"[\w’'-]+", after.lstrip(" \u00a0")) if after[:1] in " \u00a0" else None
        if (
            tail
            and tail[0][0].islower()
            and tail[0].lower() not in ("and", "or", "of", "who", "in", "at", "for", "from")
        ):
            continue  # "a Trump adviser", "the Clinton campaign"
        if lead and lead[0].lower() in ("a", "an") and is_organisation(name.words) and len(lead) > 1:
            continue
        own.append(name)
    return tuple(own)


def _head(lower: list[str], text: str) -> str:
    """Head noun of a phrase: the last word before a preposition, a comma or a relative."""
    stop = len(lower)
    for k, word in enumerate(lower):
        if k and word in (
            "of",
            "for",
            "at",
            "from",
            "with",
            "in",
            "on",
            "who",
            "close",
            "familiar",
            "briefed",
            "near",
            "to",
            "by",
            "inside",
            "behind",
            "that",
        ):
            stop = k
            break
    return lower[stop - 1] if stop else ""


def _common(lower: list[str], head: str, definite: bool) -> Sort:
    bare = head.removesuffix("'s")
    if bare in listed("document"):
        return "document"
    if bare in listed("group") or any(word in ("people", "percent", "%") for word in lower):
        return "group"
    if not definite and (bare in listed("anonymous") or bare not in listed("organisation_nouns")):
        return "anonymous"
    if bare in listed("anonymous") and len(lower) <= 2 and lower[0] in ("the", "that", "this"):
        return "role"
    if bare.endswith("s") and not bare.endswith("ss") and bare[:-1] in listed("anonymous"):
        return "group"
    return "role"
