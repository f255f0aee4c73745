"""The words before a name → the roles that they give its bearer: "Senate leader Ann Poe", "A lawyer for the firm, Ann Poe,"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.speakers.roles_after import GAP
from onrecord.speakers.roles_phrases import VERBAL, is_role, listed_in, lone, nouns, trimmed
from onrecord.text.names import Name, is_organisation

_BOUND = re.compile(r"--|\s-\s|[\n,;:“”\"()—–!?\[\]]|\.(?=\s)")
_MARKS = '\n,;:“”"()—–!?[]'
_NOT_NOW = frozenset(["former", "ex", "late", "then", "acting", "interim", "retired", "outgoing", "incoming"])
_RANKS = frozenset(["General", "Major", "Chief"])
_THE = re.compile(r"\b[Tt]he [a-z]+ $")
_DESCRIBED = re.compile(r",\s+(?:the|a|an)\s+(?:[a-z][\w-]*\s+){1,4}$")


def before(text: str, name: Name) -> Iterator[str]:
    """Words right before a name, back to where its noun phrase begins, if the last is a role's noun."""
    start = max(0, name.start - 110)
    kept = [] if _none_before(text[start : name.start]) else _phrase_back(_segment(text, start, name.start).split())
    while kept and kept[-1].lower() in listed_in("honorifics"):
        kept.pop()
    short: list[str] = []
    while kept and kept[-1].lower().removeprefix("then-") in listed_in("abbreviated"):
        short.insert(0, kept.pop())
    if short and kept and kept[-1].lower() in _NOT_NOW:
        short.insert(0, kept.pop())  # "Former Gov."
    kept = _phrase_back(kept)
    titled = _titled(kept)
    yield from _behind_title(kept[: len(kept) - len(titled)])
    phrase = trimmed(" ".join(titled))
    first = f"{name.words[0]}."
    if first.lower() in listed_in("abbreviated") and text.startswith(first, name.start):
        yield first  # a title that is no title in other names: "Del."
    if not (phrase or short):
        return
    body = is_organisation(name.words)
    called = (
        not body and len(phrase.split()) == 1 and phrase.islower() and _THE.search(text, start, name.start) is not None
    )
    said = not lone(phrase) or (phrase in _RANKS and name.titles == (phrase,))
    if phrase and is_role(phrase, loosely=called) and said and not (body and phrase.split()[-1][0].isupper()):
        yield phrase
    if short and not body:
        yield " ".join(short)


def _behind_title(words: Sequence[str]) -> Iterator[str]:
    """ "Former home secretary Lord NAME": the role that stands before a title."""
    role = trimmed(" ".join(words))
    if role and words[-1].lower() in nouns() and is_role(role) and not lone(role):
        yield role


def _none_before(before: str) -> bool:
    """Whether a mark or a word that ends the search stands right before a name, as before most: no phrase leads to it."""
    shown = before.rstrip()
    if not shown or shown[-1] in _MARKS or "\n" in before[len(shown) :]:
        return True
    word = shown.rsplit(None, 1)[-1]
    return not any(mark in word for mark in (*_MARKS, "--")) and _ends_search(word, word.lower())


def _segment(text: str, start: int, stop: int) -> str:
    """What stands between the last mark and ``stop``."""
    ends = (match.end() for match in _BOUND.finditer(text, start, stop) if not _abbreviates(text, match))
    return text[max(ends, default=start) : stop]


def _ends_search(word: str, lower: str) -> bool:
    """Whether a word can be no part of the noun phrase before a name."""
    if lower in listed_in("stop") or lower in ("the", "of", "for"):
        return True
    verbal = word.islower() and VERBAL.search(lower) is not None
    return verbal and lower not in nouns() and lower not in listed_in("qualifiers")


def _abbreviates(text: str, match: re.Match[str]) -> bool:
    if match[0] != ".":
        return False
    word = re.search(r"[\w.]+$", text[max(0, match.start() - 8) : match.start()])
    shown = f"{word[0].lower()}." if word else ""
    short = shown in listed_in("abbreviated") or shown in listed_in("honorifics")
    return short or "." in shown[:-1] or len(shown) == 2


def _phrase_back(words: Sequence[str]) -> list[str]:
    """The longest run of words at the end that one noun phrase may be; "of" stays between an office and its name."""
    kept: list[str] = []
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        lower = word.lower()
        before = words[at - 1].lower() if at else ""
        if kept and _joins(lower, kept, before, words[at - 2].lower() if at > 1 else ""):
            kept.insert(0, word)
            continue
        if len(kept) >= 12 or _ends_search(word, lower):
            break
        kept.insert(0, word)
    return kept


def _joins(lower: str, kept: Sequence[str], before: str, second: str) -> bool:
    """Whether "of", "for", "and" stands within the phrase: "Secretary of State", "host and former personality"."""
    if lower == "and":
        return before in nouns() and (kept[0][0].islower() or kept[0].lower() in nouns())
    office = all(word[0].isupper() or word == "the" for word in kept) and not any(
        word.lower() in nouns() for word in kept
    )
    return office and (
        (lower in ("of", "for") and before in nouns())
        or (lower == "the" and before in ("of", "for") and second in nouns())
    )


def _titled(words: Sequence[str]) -> Sequence[str]:
    """A title in capitals takes few words in small letters before it: "former President", not "unlike President"."""
    if not words or not words[-1][0].isupper():
        return words
    for at in range(len(words) - 2, -1, -1):
        if words[at][0].islower() and words[at] not in listed_in("qualifiers") and words[at + 1][0].isupper():
            return words[at + 1 :]
    return words


def prefixed(text: str, name: Name) -> Iterator[str]:
    """ "A lawyer for the firm, NAME,", "Now the highest-ranking prosecutor, NAME rose", "Apple’s chief executive, NAME,"."""
    start = name.start - len("".join(f"{title} " for title in name.titles))
    lead_in = text[max(0, start - 70) : start]
    behind_comma = lead_in[-3:].rstrip().endswith(",")
    described = _DESCRIBED.search(lead_in) if "," in lead_in and not behind_comma else None
    if not (described or behind_comma):
        return
    if described and is_role(trimmed(described[0].strip(", "))):
        start -= len(described[0]) - 2  # "his doctor, the colorful surgeon NAME"
    if not text[max(0, start - 3) : start].rstrip().endswith(",") or not text[start - 1].isspace():
        return
    stop = start - len(text[:start]) + len(text[:start].rstrip(", \u00a0"))
    floor = max(0, stop - 120)
    begin = max((m.end() for m in re.finditer(r"--|[\n,;:“”\"()—–!?]|\.\s", text[floor:stop])), default=0) + floor
    segment = text[begin:stop].strip()
    opens = begin == 0 or text[begin - 1] in "\n " or text[begin - 2 : begin] == ". "
    closed = bool(re.match(rf"{GAP}\s*(?:,|--|[—–]|\.)", text[name.stop : name.stop + 60]))
    lead = re.search(
        r"(?:^|\s)(?P<np>(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur|[Aa]nother|"
        r"[Nn]ow|[Aa]s|[Oo]nce|[Oo]ne of)\s+|[A-Z][\w.-]*[’']s?\s+).*)$",
        segment,
    )
    if lead is None or not (closed or opens):
        return
    phrase = lead["np"]
    for inner in re.finditer(r"(?<=\s)(?:the|a|an|his|her|their|its|my)\s", phrase):  # the last noun phrase that is one
        if not is_role(trimmed(phrase)):
            phrase = lead["np"][inner.start() :]
    role = trimmed(phrase)
    if is_role(role) and len(role.split()) <= 15:
        yield role
