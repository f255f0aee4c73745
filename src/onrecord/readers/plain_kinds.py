"""A paragraph → furniture, caption, heading or prose, by its own words; the phrases are data.

A sentence with speech in it is never furniture. Title, byline and dates at the top are left to ``plain_head``.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord import lexicon

_SPEECH = re.compile(r"[“\"„«]\s?(?:[^\s“”\"„«»]+\s+){3,}[^\s“”\"„«»]+\s?[”\"“»]")
_COPYRIGHT = re.compile(r"(?:©|\([cC]\))\s*\S|(?:Copyright|COPYRIGHT)\s*(?:©|\([cC]\)|\d{4}|by\b)")
_SHORT, _LONG = 12, 60
_EDGES = " \t\n\xa0.,:;!?…·•|–—-›»«‹>*→▶►[](){}\"'“”"
_END_MARK = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_FILE_PICTURE = re.compile(r"(?:FILE(?: PHOTO| IMAGE| PICTURE)?|ARCHIV(?:BILD|FOTO)?|ARCHIVO)\s?(?:[-–—:]|\()\s?\S")
_PERSON = r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*\s){0,4}[^\W\d_a-zß-öø-ÿ][\w.'’-]*"


def fold(text: str) -> str:
    """``text`` as the lexicon has it: lower case, white space single, apostrophes straight."""
    return " ".join(text.lower().replace("’", "'").split())


def is_furniture(text: str) -> bool:
    """Whether a paragraph speaks to the reader of the page instead of telling the story."""
    folded = fold(text[:1500])
    if folded.strip(_EDGES) in _whole() and (folded[-1] not in ".!?" or text.isupper()):  # somebody may say "Sorry!"
        return True
    words = len(folded.split())
    opens, appeals = folded.startswith(_openings()), len(_appeals().findall(folded))
    if _SPEECH.search(text[:1500]):
        return opens and appeals > 1
    if words > 2 * _LONG:
        return False
    if _COPYRIGHT.match(text):
        return words <= _LONG
    return (opens and (appeals > 0 or words <= 2 * _SHORT)) or appeals > 1 or (appeals > 0 and words <= _SHORT)


def is_caption(text: str) -> bool:
    """Whether a whole paragraph is what stands under a picture, or its credit."""
    words = len(text.split(None, 2 * _LONG))
    if words > _LONG + 20:
        return False
    if _FILE_PICTURE.match(text):
        return True
    if words <= 30 and _labelled().match(text) and not _SPEECH.search(text):
        return True
    return trailing_credit(text) is not None


def trailing_credit(text: str) -> int | None:
    """Offset at which the credit of a picture starts that ends ``text`` (``Image: A/Shutterstock``); ``None``: none."""
    low = max(0, len(text) - 160)
    found = _credit_end().search(text, low)
    return found.start(found.lastgroup or 0) if found else None


def is_heading(text: str) -> bool:
    """Whether a paragraph between longer ones looks like a crosshead: a few words without an end mark."""
    if text.startswith("#") and re.match(r"#{1,6}\s\S", text):
        return True
    if "\n" in text or len(text) > 80 or not 1 <= len(text.split()) <= 10:
        return False
    return bool(text[0].isupper() and not _END_MARK.search(text) and not _SPEECH.search(text) and text[-1] not in '”"»')


@cache
def _rows(name: str, key: str) -> tuple[str, ...]:
    return tuple(map(fold, lexicon.load(name)[key]))


@cache
def _whole() -> frozenset[str]:
    return frozenset(row.strip(_EDGES) for row in _rows("furniture", "whole"))


@cache
def _openings() -> tuple[str, ...]:
    labels = (f"{row}:" for row in _rows("furniture", "label") if " " in row)
    return (*_rows("plain", "opening"), *labels)


@cache
def _appeals() -> re.Pattern[str]:
    rows = {*_rows("plain", "appeal"), *_rows("furniture", "prompt")}
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(rows, key=len, reverse=True))) + r")(?!\w)")


@cache
def _label() -> str:
    """One of the labels, begun with a capital or all in capitals."""
    rows = (*lexicon.load("plain")["credit"], *lexicon.load("furniture")["credit"])
    labels = sorted(set(rows), key=len, reverse=True)
    forms = [form for label in labels for form in (label[0].upper() + label[1:], label.title(), label.upper())]
    return "(?:" + "|".join(map(re.escape, dict.fromkeys(forms))) + ")"


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(rf"[\[(]?{_label()}\.?\s?(?:[Bb]y\s)?(?:[:©|]|[-–—]\s)\s?[^\sa-z]")


@cache
def _credit_end() -> re.Pattern[str]:
    """The credit that ends a text: labelled, in brackets, or ``Name/Agency``."""
    agency = (
        "(?:" + "|".join(map(re.escape, sorted(lexicon.load("plain")["picture_agency"], key=len, reverse=True))) + ")"
    )
    via = rf"(?:\s(?:via|/)\s{agency}|/{agency})?"
    whose = rf"(?:{_PERSON}\s?[/,|]\s?)?{agency}{via}"
    label = rf"{_label()}\.?\s?(?:[Bb]y\s)?"
    apart = r"(?:\A|(?<=[.!?”\"»)])\s?|(?<=\n))"
    return re.compile(
        rf"(?:(?:\A|(?<=[\s.!?”\"»)]))(?P<labelled>"
        rf"{label}[:©]\s?(?:©\s?)?(?:{whose}|{_PERSON}(?:\s?[/,|]\s?[^\s.!?]+(?:\s[^\s.!?]+){{0,3}})?)"
        rf"|\((?:{label}(?:(?<=[Bb]y\s)|:\s?|/\s?)[^()\n]{{2,80}}|©?\s?{agency}\s?(?:Photo\s?)?/[^()\n]{{2,60}}"
        rf"|{_PERSON}\s?/\s?{agency}{via}|[^()\n]{{0,40}}via\s(?:{agency}))\)"
        rf"|\[(?:{label}(?:(?<=[Bb]y\s)|:\s?)[^\[\]\n]{{2,80}}|{_PERSON}\s?/\s?{agency}{via}|©\s?{agency})\])"
        rf"|{apart}(?P<bare>©\s?{whose}|{agency}/{_PERSON}|{_PERSON}\s?/\s?{agency}{via}))\.?\Z"
    )
