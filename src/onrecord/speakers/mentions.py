"""The words that name a speaker here → what sort of naming it is: a pronoun, a name, a role, nobody in particular.

A phrase is cut into the parts that "and" joins and each part at its commas, relative clauses and prepositions; the last
word of what is left is the head: a name, or a noun whose class ``nouns`` knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from onrecord.model import Span
from onrecord.speakers.nouns import bodies, class_of, plural
from onrecord.text.names import Name, find_names, is_organisation

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
_WORD = re.compile(r"[@\w][\w’'.&/-]*[\w%]|[\w%]")
_INDEFINITE = frozenset(
    [
        "a",
        "an",
        "another",
        "one",
        "some",
        "any",
        "every",
        "each",
        "no",
        "someone",
        "somebody",
        "anyone",
        "anybody",
        "everyone",
        "everybody",
        "nobody",
        "whoever",
        "whichever",
        "what",
        "which",
    ]
)
_MANY = frozenset(
    [
        "some",
        "several",
        "many",
        "most",
        "few",
        "both",
        "all",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozens",
        "hundreds",
        "thousands",
        "millions",
        "more",
        "fewer",
        "these",
        "those",
        "other",
        "various",
        "numerous",
        "multiple",
        "half",
        "majorities",
        "none",
    ]
)
_OF_WHAT = frozenset(
    [
        "one",
        "some",
        "many",
        "most",
        "few",
        "several",
        "all",
        "none",
        "each",
        "any",
        "half",
        "majority",
        "number",
        "percent",
        "group",
        "lot",
        "handful",
        "quarter",
        "third",
        "fifth",
        "tenth",
        "fraction",
        "minority",
        "plurality",
        "share",
    ]
)
_CUT = re.compile(
    r"\s+(?:of|for|at|from|with|in|on|near|to|by|inside|behind|against|about|among|across|between|outside|within|as|like|"
    r"who|whom|whose|which|that|close|familiar|briefed|involved|including|worried|opposed|surveyed|based|called|named|"
    r"dubbed|being|taken|commissioned|conducted|published|released|obtained|[a-z]{3,}ing(?!-))\b"
    r"|(?<!\ball)(?<!\bboth)\s+(?:his|her|their|he|she|they)\b"
)
_NUMERIC = re.compile(
    r"(?:(?:about|nearly|almost|just|only|roughly|some|more|fewer|less|than|an?|over)\s+)*(?:[\d.,]+|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|quarter|third|half)(?:%|\s+percent)?\s+(?:out\s+of|of|in|out)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:,?\s+|^)(?:who|whom|whose|which|that|where)\s")
_AND = re.compile(r"\s*,?\s+(?:and|or|&|as well as|along with|together with)\s+")
_BORDER = re.compile(_AND.pattern + r"|,\s+|:\s*")
_SHARED = re.compile(r"\s+(?:and|or)\s+(?:[A-Z][\w.-]*\s+){1,3}(?!and\b|or\b|of\b|in\b|who\b)[a-z]+s\b")
_ADVERB = re.compile(
    r"^(?:just about|nearly|almost|even|only|especially|particularly|perhaps|maybe|while|among|by|from|on|in|at|to|for|and|but)\s+",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\s*(?:the|a|an|this|that|these|those|his|her|their|its|our|my|recent|new|latest)\s*", re.IGNORECASE
)
_AGAIN = re.compile(r"(?P<noun>\w+) (?:after|upon|by) (?P=noun)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")


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
    words = [word.lower().replace("’", "'") for word in _WORD.findall(span.text)]
    if not words:
        return Mention("group", (), "", False)
    pronoun = _pronoun(words, span.text)
    if pronoun:
        return pronoun
    names = tuple(n for n in find_names(text, span.start, span.stop) if known(n) or not _common_noun(n, span))
    names = names or tuple(n for n in (_bare(text, span),) if n is not None and known(n))
    handle = re.match(r"\W*@", span.text) or re.fullmatch(r"[a-z]\w*[A-Z0-9]\w*", span.text.strip())
    if handle and not names:
        return Mention("handle", (), words[0], True)
    bearers = _bearers(text, span, names)
    if bearers:
        return _named(text, span, names, bearers)
    return _common(span.text, words, names)


def _bare(text: str, span: Span) -> Name | None:
    """A mention that is one capitalised word: "Will", "May" are words first, and names where somebody here has them."""
    shown = span.text.rstrip(",")
    if not re.fullmatch(r"[A-Z][\w’'-]+", shown):
        return None
    return Name(span.start, span.start + len(shown), (shown,), (), True)


def _common_noun(name: Name, span: Span) -> bool:
    """ "Lawmaker", "Data", "Fellow Republicans": a noun with the capital of its sentence or of a people."""
    last = name.words[-1]
    if len(name.words) == 1 and name.start <= span.start + 1 and not last.isupper():
        return class_of(last.lower()) != "unknown" and (name.opens_sentence or plural(last))
    titled = all(word[:1].isupper() and not word.isupper() and "." not in word for word in name.words)
    return plural(last) and titled and name.words[0] not in ("United", "Associated")


def _pronoun(words: Sequence[str], shown: str) -> Mention | None:
    contracted = _CONTRACTED.match(shown.strip())
    word = contracted[1].lower() if contracted else words[0]
    if len(words) == 1 and word in _PRONOUNS:
        return Mention(_PRONOUNS[word], (), word, True)
    if words[0] in ("he", "she", "they", "we", "i") and words[1] in (
        "and",
        "himself",
        "herself",
        "themselves",
        "too",
        "both",
    ):
        return Mention("author" if words[0] in ("we", "i") else _PRONOUNS[words[0]], (), words[0], True)
    return None


def _named(text: str, span: Span, names: tuple[Name, ...], bearers: list[Name]) -> Mention:
    joint = _AND.search(text, bearers[0].stop, span.stop) is not None and not _RELATIVE.search(
        text[bearers[0].stop : span.stop].partition(" and ")[0]
    )
    outside = tuple(name for name in names if name not in bearers)
    last = bearers[0].words[-1].lower()
    return Mention("name", tuple(bearers), last, True, joint, outside)


def _bearers(text: str, span: Span, names: tuple[Name, ...]) -> list[Name]:
    """Names that are heads of the phrase's parts, not those of whom it belongs to ("Smith's lawyer")."""
    found: list[Name] = []
    for first, last, apposed in _parts(text, span, names):
        if first > span.start and not apposed and not found:
            break
        for name in names:
            if first <= name.start < last and name.stop <= last and _heads(text, name, first, last):
                found.append(name)
                break
    return found


def _parts(text: str, span: Span, names: Sequence[Name]) -> list[tuple[int, int, bool]]:
    """The stretches between commas and "and" outside of names, up to the first relative clause; whether a comma leads."""
    relative = _RELATIVE.search(text, span.start + 1, span.stop)
    stop = relative.start() if relative else span.stop
    rows, at, apposed = [], span.start, False
    for match in _BORDER.finditer(text, span.start, stop):
        if not any(name.start < match.start() < name.stop for name in names):
            rows.append((at, match.start(), apposed))
            at, apposed = match.end(), match[0][0] in ",:"
    rows.append((at, stop, apposed))
    return rows


def _heads(text: str, name: Name, first: int, last: int) -> bool:
    """Whether nothing but a prepositional tail follows a name, and no preposition stands before it."""
    after = _BRACKETS.sub("", text[name.stop : last])
    before = text[first : name.start]
    if re.match(r"[’'](?:s\b)?\s+\w", after) or (re.match(r"[’']s?\b", after) and last < name.stop + 3):
        return after.strip() in ("’s", "'s", "’", "'")
    if after[:1] in ("/", "-") or not _leads(before, name):
        return False
    tail = re.match(r"[ \u00a0]+([\w’'-]+)", after)
    led = re.fullmatch(r"(?i)\s*(?:both\s+)?(?:the|an?)\s+", before) is not None
    cut = _CUT.match(after) is not None and not (led and tail is not None and tail[1].endswith("ing"))
    if not after.strip() and led and _SHARED.match(text, last):
        return False  # "the Sanders and Clinton campaigns"
    if tail and tail[1][0].islower() and not cut and tail[1] not in ("himself", "herself", "itself", "both", "too"):
        return False
    lead = before.lower().split()
    return not (lead and lead[0] in ("a", "an") and is_organisation(name.words) and len(lead) > 1)


def _leads(before: str, name: Name) -> bool:
    """Whether what stands before a name in its part leaves it the head: no preposition, or one inside of an office."""
    words = _WORD.findall(before.lower())
    if words and words[-1] in ("named", "called"):
        return True
    cut = _CUT.search(" " + before.lower())
    if cut is None or not words:
        return True
    near = words[-2:] if words[-1] in ("the", "a", "an", "his", "her", "their") else words[-1:]
    if _CUT.match(f" {near[0]} "):
        return False
    office = _WORD.findall(before.lower()[: max(0, cut.start() - 1)])
    person = len(name.words) > 1 or bool(name.titles)
    return class_of(words[-1]) == "person" or (person and bool(office) and class_of(office[-1]) == "person")


def _common(shown: str, words: Sequence[str], names: tuple[Name, ...]) -> Mention:
    shown = _ADVERB.sub("", shown) or shown
    words = [word.lower().replace("’", "'") for word in _WORD.findall(shown)] or list(words)
    if _AGAIN.match(shown) or (_NUMERIC.match(shown) and not shown.lower().startswith("one of")):
        return Mention("group", (), words[0], False, False, names)
    lead = re.split(r",|:|—|–", _BRACKETS.sub("", shown), maxsplit=1)[0] or shown
    lead = _RELATIVE.split(lead)[0] or lead
    masked = lead
    for name in names:  # "the Securities and Exchange Commission’s chair" is one part
        masked = masked.replace(" ".join(name.words), "_".join(name.words))
    parts = [[w for word in _WORD.findall(_core(part)) for w in word.split("_")] for part in _AND.split(masked)]
    lower = [word.lower().replace("’", "'") for word in parts[0]] or list(words)
    while len(lower) > 1 and class_of(lower[-1]) == "unknown" and re.search(r"(?:ed|en|ing)$", lower[-1]):
        lower.pop()  # "figures reported on Sunday"
    head = lower[-1]
    definite = lower[0] not in _INDEFINITE
    joint = len([part for part in parts if part]) > 1 and not _one_bearer(parts)
    if head in _OF_WHAT and (of := re.search(r"\bof\s+(.+)", lead)):
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
    for cut in _CUT.finditer(part, len(part) - len(part.lstrip()) + 1):
        if not _BARE.fullmatch(part[: cut.start()]):  # "the ruling" has no other head
            return part[: cut.start()]
    return part


def _partitive(head: str, of: str, names: tuple[Name, ...]) -> Mention:
    """ "one of the polls", "half of all voters": the class of what it is a part of."""
    words = [word.lower() for word in _WORD.findall(_core(of))]
    noun = words[-1] if words else head
    kind = class_of(noun)
    sort: Sort = "document" if kind == "document" else "anonymous" if head in ("one", "each") else "group"
    return Mention(sort, (), noun, False, False, names)


def _sort(lower: Sequence[str], head: str, definite: bool, joint: bool) -> Sort:
    kind = class_of(head)
    many = lower[0] in _MANY or any(word in ("percent", "people", "%") for word in lower) or head.endswith("%")
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
