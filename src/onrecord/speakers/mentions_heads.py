"""A noun phrase → the names that are its heads ("Ann Poe, a lawyer for Per Haddad": the first), not those inside of it.

It is cut at commas and "and" outside of names, up to its first relative clause; apposition and prepositions make no heads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span
from onrecord.speakers.nouns import class_of
from onrecord.text.names import Name, is_organisation

WORD = re.compile(r"[@\w][\w’'.&/-]*[\w%]|[\w%]")
CUT = re.compile(
    r"\s+(?:of|for|at|from|with|in|on|near|to|by|inside|behind|against|about|among|across|between|outside|within|as|like|"
    r"who|whom|whose|which|that|close|familiar|briefed|involved|including|worried|opposed|surveyed|based|called|named|"
    r"dubbed|being|taken|commissioned|conducted|published|released|obtained|[a-z]{3,}ing(?!-))\b"
    r"|(?<!\ball)(?<!\bboth)\s+(?:his|her|their|he|she|they)\b"
)
RELATIVE = re.compile(r"(?:,?\s+|^)(?:who|whom|whose|which|that|where)\s")
AND = re.compile(r"\s*,?\s+(?:and|or|&|as well as|along with|together with)\s+")
_BORDER = re.compile(AND.pattern + r"|,\s+|:\s*")
_SHARED = re.compile(r"\s+(?:and|or)\s+(?:[A-Z][\w.-]*\s+){1,3}(?!and\b|or\b|of\b|in\b|who\b)[a-z]+s\b")
BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_NEAR_BORDER = 12
"""How far behind a comma a name may stand that the comma lists."""


def bearers_of(text: str, span: Span, names: tuple[Name, ...]) -> list[Name]:
    """Names that are heads of the phrase's parts, not those of whom it belongs to ("Smith's lawyer")."""
    found: list[Name] = []
    described = False
    for first, last, border in _parts(text, span, names):
        apposed = border[:1] in (",", ":") and border.strip() in (",", ":")
        if first > span.start and not apposed and not found:
            break
        described = bool(found) and _describes(text, names, first, apposed, border, described)
        if described:
            continue
        for name in names:
            if first <= name.start < last and name.stop <= last and _heads(text, name, first, last):
                found.append(name)
                break
    return found


def _describes(text: str, names: Sequence[Name], first: int, apposed: bool, border: str, described: bool) -> bool:
    """Whether a part says more of the name before it: "…, director for space and launch"; "…, a lawyer, and" ends that."""
    if apposed:
        listed = next((name for name in names if 0 <= name.start - first < _NEAR_BORDER), None)
        goes_on = described and listed is not None and len(listed.words) == 1 and not listed.titles
        return text[first : first + 1].islower() or listed is None or goes_on
    return described and not border.lstrip().startswith(",")


def _parts(text: str, span: Span, names: Sequence[Name]) -> list[tuple[int, int, str]]:
    """The stretches between commas and "and" outside of names, up to the first relative clause, and what stands before each."""
    relative = RELATIVE.search(text, span.start + 1, span.stop)
    stop = relative.start() if relative else span.stop
    rows, at, border = [], span.start, ""
    for match in _BORDER.finditer(text, span.start, stop):
        if not any(name.start < match.start() < name.stop for name in names):
            rows.append((at, match.start(), border))
            at, border = match.end(), match[0]
    rows.append((at, stop, border))
    return rows


def _heads(text: str, name: Name, first: int, last: int) -> bool:
    """Whether nothing but a prepositional tail follows a name, and no preposition stands before it."""
    after = BRACKETS.sub("", text[name.stop : last])
    before = text[first : name.start]
    if re.match(r"[’'](?:s\b)?\s+\w", after) or (re.match(r"[’']s?\b", after) and last < name.stop + 3):
        return after.strip() in ("’s", "'s", "’", "'")
    if after[:1] in ("/", "-") or not _leads(before, name):
        return False
    tail = re.match(r"[ \u00a0]+([\w’'-]+)", after)
    led = re.fullmatch(r"(?i)\s*(?:both\s+)?(?:the|an?)\s+", before) is not None
    cut = CUT.match(after) is not None and not (led and tail is not None and tail[1].endswith("ing"))
    if not after.strip() and led and _SHARED.match(text, last):
        return False  # "the Sanders and Clinton campaigns"
    if tail and tail[1][0].islower() and not cut and tail[1] not in ("himself", "herself", "itself", "both", "too"):
        return False
    lead = before.lower().split()
    return not (lead and lead[0] in ("a", "an") and is_organisation(name.words) and len(lead) > 1)


def _leads(before: str, name: Name) -> bool:
    """Whether what stands before a name in its part leaves it the head: no preposition, or one inside of an office."""
    spoken = WORD.findall(before.lower())
    if spoken and spoken[-1] in ("named", "called"):
        return True
    cut = CUT.search(" " + before.lower())
    if cut is None or not spoken:
        return True
    near = spoken[-2:] if spoken[-1] in ("the", "a", "an", "his", "her", "their") else spoken[-1:]
    if CUT.match(f" {near[0]} "):
        return False
    office = WORD.findall(before.lower()[: max(0, cut.start() - 1)])
    person = len(name.words) > 1 or bool(name.titles)
    return class_of(spoken[-1]) == "person" or (person and bool(office) and class_of(office[-1]) == "person")
