"""The words that name a speaker here → what sort of naming it is: a pronoun, a name, a role, nobody in particular.

A phrase is cut into the parts that "and" joins and each part at its commas, relative clauses and prepositions; the last
word of what is left is the head: a name, or a noun whose class ``nouns`` knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from onrecord.model import Span
from onrecord.speakers.mentions_heads import AND, BRACKETS, CUT, RELATIVE, WORD, bearers_of
from onrecord.speakers.nouns import bodies, class_of, plural, words
from onrecord.text.names import Name, find_names

Sort = Literal[
    "he", "she", "they", "it", "author", "you", "who", "which", "name", "role", "body", "anonymous", "group", "document",
    "handle",
]  # fmt: skip

_PRONOUNS: dict[str, Sort] = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
    "they": "they", "them": "they", "their": "they", "themselves": "they", "theirs": "they", "it": "it", "its": "it",
    "itself": "it", "i": "author", "we": "author", "my": "author", "our": "author", "us": "author", "me": "author",
    "myself": "author", "ourselves": "author", "you": "you", "your": "you", "yourself": "you", "who": "who", "whom": "who",
    "whose": "who", "which": "which", "that": "which",
}  # fmt: skip
_CONTRACTED = re.compile(r"(?i)(he|she|they|it|i|we|you|who|that)['’](?:s|d|ll|ve|re|m)$")
_NUMERIC = re.compile(
    r"(?:(?:about|nearly|almost|just|only|roughly|some|more|fewer|less|than|an?|over)\s+)*(?:[\d.,]+|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|quarter|third|half)(?:%|\s+percent)?\s+(?:out\s+of|of|in|out)\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"^(?:just about|nearly|almost|even|only|especially|particularly|perhaps|maybe|while|among|by|from|on|in|at|to|for|and|but)\s+",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\s*(?:the|a|an|this|that|these|those|his|her|their|its|our|my|recent|new|latest)\s*", re.IGNORECASE
)
_LED = re.compile(r"(?i)^(?:the|a|an|another|one|this|that)\s+(?:[\w-]+\s+)*$")
_AGAIN = re.compile(r"(?P<noun>\w+) (?:after|upon|by) (?P=noun)\b", re.IGNORECASE)


class Mention(NamedTuple):
    """``sort`` of naming, the names that are its heads, the head noun in lower case, and the noun phrase that it heads."""

    sort: Sort
    names: tuple[Name, ...]
    head: str
    definite: bool
    several: bool = False
    """Joined by "and": with ``names``, they speak together, perhaps with others who are not named."""
    inside: tuple[Name, ...] = ()
    """Names within it that are not its heads: whom it belongs to."""
    phrase: str = ""
    """The noun phrase alone, without its relative clause and what stands behind its comma."""


def classify(text: str, span: Span, known: Callable[[Name], bool] = lambda name: False) -> Mention:
    """What sort of naming ``span`` of ``text`` is.

    :param known: whether a name that is also a common noun ("King", "Page") is somebody's here.
    """
    spoken = [word.lower().replace("’", "'") for word in WORD.findall(span.text)]
    if not spoken:
        return Mention("group", (), "", False)
    pronoun = _pronoun(spoken, span.text)
    if pronoun:
        return pronoun
    names = tuple(n for n in find_names(text, span.start, span.stop) if not _common_noun(n, span) or known(n))
    names = names or tuple(n for n in (_bare(text, span),) if n is not None and known(n))
    handle = re.match(r"\W*@", span.text) or re.fullmatch(r"[a-z]\w*[A-Z0-9]\w*", span.text.strip())
    if handle and not names:
        return Mention("handle", (), spoken[0], True)
    bearers = bearers_of(text, span, names)
    if bearers:
        return _named(text, span, names, bearers)
    return _common(span.text, spoken, names)


def _bare(text: str, span: Span) -> Name | None:
    """A mention that is one capitalised word: "Will", "May" are words first, and names where somebody here has them."""
    shown = span.text.rstrip(",")
    if not re.fullmatch(r"[A-Z][\w’'-]+", shown):
        return None
    return Name(span.start, span.start + len(shown), (shown,), (), True)


def _common_noun(name: Name, span: Span) -> bool:
    """ "Lawmaker", "Data", "Fellow Republicans": a noun with the capital of its sentence or of a people."""
    last = name.words[-1]
    lower = last.lower()
    if (lower in words("partisans") or lower in words("nationals")) and _LED.search(
        span.text[: name.start - span.start]
    ):
        return True  # "the Michigan Democrat", "the 29-year-old Czech"
    if len(name.words) == 1 and name.start <= span.start + 1 and not last.isupper():
        return class_of(last.lower()) != "unknown" and (name.opens_sentence or plural(last))
    titled = all(word[:1].isupper() and not word.isupper() and "." not in word for word in name.words)
    return plural(last) and titled and name.words[0] not in ("United", "Associated")


def _pronoun(spoken: Sequence[str], shown: str) -> Mention | None:
    contracted = _CONTRACTED.match(shown.strip())
    word = contracted[1].lower() if contracted else spoken[0]
    if len(spoken) == 1 and word in _PRONOUNS:
        return Mention(_PRONOUNS[word], (), word, True)
    if spoken[0] in ("he", "she", "they", "we", "i") and spoken[1] in (
        "and",
        "himself",
        "herself",
        "themselves",
        "too",
        "both",
    ):
        return Mention("author" if spoken[0] in ("we", "i") else _PRONOUNS[spoken[0]], (), spoken[0], True)
    return None


def _named(text: str, span: Span, names: tuple[Name, ...], bearers: list[Name]) -> Mention:
    joint = AND.search(text, bearers[0].stop, span.stop) is not None and not RELATIVE.search(
        text[bearers[0].stop : span.stop].partition(" and ")[0]
    )
    outside = tuple(name for name in names if name not in bearers)
    last = bearers[0].words[-1].lower()
    return Mention("name", tuple(bearers), last, True, joint, outside)


def _common(shown: str, spoken: Sequence[str], names: tuple[Name, ...]) -> Mention:
    shown = _ADVERB.sub("", shown) or shown
    spoken = [word.lower().replace("’", "'") for word in WORD.findall(shown)] or list(spoken)
    if _AGAIN.match(shown) or (_NUMERIC.match(shown) and not shown.lower().startswith("one of")):
        return Mention("group", (), spoken[0], False, False, names)
    lead = re.split(r",|:|—|–", BRACKETS.sub("", shown), maxsplit=1)[0] or shown
    lead = RELATIVE.split(lead)[0] or lead
    masked = lead
    for name in names:  # "the Securities and Exchange Commission’s chair" is one part
        masked = masked.replace(" ".join(name.words), "_".join(name.words))
    parts = [[w for word in WORD.findall(_core(part)) for w in word.split("_")] for part in AND.split(masked)]
    lower = [word.lower().replace("’", "'") for word in parts[0]] or list(spoken)
    while len(lower) > 1 and class_of(lower[-1]) == "unknown" and re.search(r"(?:ed|en|ing)$", lower[-1]):
        lower.pop()  # "figures reported on Sunday"
    head = lower[-1]
    definite = lower[0] not in words("indefinite")
    joint = len([part for part in parts if part]) > 1 and not _one_bearer(parts)
    if head in words("parts") and (of := re.search(r"\bof\s+(.+)", lead)):
        return _partitive(head, of[1], names)
    sort = _sort(lower, head, definite, joint)
    within = tuple(name for name in names if " ".join(name.words) in lead)
    return Mention(sort, (), head.removesuffix("'s"), definite, joint, within, lead.strip())


def _one_bearer(parts: Sequence[Sequence[str]]) -> bool:
    """ "A banker and former official" is one person."""
    heads = [class_of(part[-1].lower()) for part in parts if part]
    second = parts[1][0].lower() if len(parts) > 1 and parts[1] else ""
    led = bool(parts[0]) and parts[0][0].lower() in ("a", "an", "the", "his", "her", "my", "their")
    apart = second in ("a", "an", "the", "his", "her", "my", "their", "i", "other", "another")
    return led and set(heads) == {"person"} and not apart


def _core(part: str) -> str:
    """A part without what follows its head noun."""
    for cut in CUT.finditer(part, len(part) - len(part.lstrip()) + 1):
        if not _BARE.fullmatch(part[: cut.start()]):  # "the ruling" has no other head
            return part[: cut.start()]
    return part


def _partitive(head: str, of: str, names: tuple[Name, ...]) -> Mention:
    """ "one of the polls", "half of all voters": the class of what it is a part of."""
    spoken = [word.lower() for word in WORD.findall(_core(of))]
    noun = spoken[-1] if spoken else head
    kind = class_of(noun)
    sort: Sort = "document" if kind == "document" else "anonymous" if head in ("one", "each") else "group"
    return Mention(sort, (), noun, False, False, names)


def _sort(lower: Sequence[str], head: str, definite: bool, joint: bool) -> Sort:
    kind = "person" if head in words("nationals") else class_of(head)
    many = lower[0] in words("many") or any(word in ("percent", "people", "%") for word in lower) or head.endswith("%")
    if kind == "document" and not many:
        return "document"
    if kind == "group" or joint or many or re.fullmatch(r"[\d,.]+%?", head):
        return "document" if kind == "document" else "group"
    if kind == "body":
        return "body"
    if kind == "person":
        return "role" if definite else "anonymous"
    if head.endswith("s") and not head.endswith(("ss", "us", "is", "'s")):
        return "group"
    if any(word in bodies() for word in lower[:-1]) and definite and len(lower) > 2:
        return "body"
    return "role" if definite else "anonymous"
