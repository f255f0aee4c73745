"""The words behind a name → the roles that they give its bearer: "Ann Poe, the county coroner,", "Ann Poe is", "who heads"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.speakers.roles_phrases import is_role, listed_in, nouns, trimmed
from onrecord.text.names import Name

_REACH = 170
GAP = r"(?:[’'”\"]|\s+of\s+(?:the\s+)?[A-Z][\w.’-]*(?:\s[A-Z][\w.’-]*){0,2})?(?:\s*\([^()\n]{1,30}\))?"
PHRASE = r"(?P<role>[^,;:()\n—–!?]{3,150}?)"
CLOSES = (
    r"(?=\s*(?:[,;:(—–\n!?]|--|(?<![A-Z])(?<!\b[MDS][rt])(?<!\bM[rs]s)(?<!\bMs)(?<!\b(?:Sen|Rep|Gov|Gen))\.(?:\s|[”\"]|$)|$)|,?\s+(?:who|which|whose)\b|\s+(?:said|"
    r"says|told|tells|added|wrote|agreed|announced|argued|warned|explained|noted)\b)"
)
_PLAIN = re.compile(r" (?!of\b)[a-z]")
_PARTY_OF = re.compile(
    r"(?:Republican|Democrat|Independent|Conservative|Liberal|Labour|Green)s?\s+(?:of|from|for)\s+[A-Z]"
)
_CLAUSE = r"(?:[^,.\n]|\.(?!\s+[A-Z“\"]))"
"""What stands within a sentence, between its commas."""
_AFTER = re.compile(rf"{GAP},\s+(?:\d{{2}},\s+)?{PHRASE}{CLOSES}")
_DASHED = re.compile(rf"{GAP}\s*(?:--|[—–])\s*{PHRASE}\s*(?:--|[—–])")
_IS = re.compile(
    rf"{GAP}(?:,\s+(?:\d{{2}},\s+)?(?:{_CLAUSE}{{3,80}},\s+)?who(?:\s+as\s+[^,\n]{{3,40}}?)?|\s+(?:himself|"
    rf"herself|itself))?\s+(?:(?:(?:was|is|has been|had been|got)\s+(?:(?:re-)?elected|appointed|named|"
    rf"confirmed as|sworn in as|hired as|promoted to)(?:\s+as|\s+to be)?|is|was|are|served as|serves as|has served as|worked as|works "
    rf"as|became|remains|has been|had been)\s+)"
    rf"(?:(?:now|currently|also|then|once|once|formerly|previously|still|only)\s+)*{PHRASE}{CLOSES}"
)
_WHO_IS = re.compile(rf"{GAP},\s+[^,;\n]{{3,60}}?\s+who\s+(?:is|was)\s+(?P<role>[^,;\n]{{3,120}}?){CLOSES}")
_LEADS_AND_IS = re.compile(
    r"\s+and\s+(?:is|was|has been|serves as|served as)\s+(?:now\s+|currently\s+|also\s+|later\s+)?(?P<role>[^,;:()\n]{3,120}?)"
    + CLOSES
)


@cache
def _leading() -> re.Pattern[str]:
    verbs = "|".join(sorted(listed_in("leads")))
    return re.compile(
        rf"{GAP},\s+(?:{_CLAUSE}{{3,60}},\s+)?who\s+(?P<role>(?:{verbs})\s+(?!for\b|against\b|to\b|"
        rf"by\b)[^,;()\n]{{3,110}}?){CLOSES}"
    )


def after(text: str, name: Name) -> Iterator[str]:
    """Roles in apposition behind a name, in its predicate, in its relative clause."""
    end = min(len(text), name.stop + _REACH)
    plain = _PLAIN.match(text, name.stop) is not None  # "Ann Poe said": neither comma nor dash
    for pattern in (_IS,) if plain else (_AFTER, _DASHED, _IS):
        match = pattern.match(text, name.stop, end)
        if match is None:
            continue
        yield from parts(match["role"], anybody=pattern is _AFTER)
        if pattern is _IS:
            more = _LEADS_AND_IS.search(text, match.start("role"), end)
            if more:
                yield from parts(more["role"], anybody=False)
    if plain:
        return
    leads = _leading().match(text, name.stop, end)
    if leads:
        yield leads["role"]
    who = _WHO_IS.match(text, name.stop, end)
    if who:
        yield from parts(who["role"], anybody=False)


def parts(phrase: str, anybody: bool) -> Iterator[str]:
    """The roles of a phrase that names several: "a fellow at X and a former ambassador"."""
    pieces = re.split(
        r"\s+and\s+(?=(?:the|a|an|his|her|its|former|is|was|later|then|now|has|had|would|will|could|runs|ran|who)\s)|\s+who\s+(?:is|was)\s+",
        phrase,
    )
    for piece in pieces:
        determined = bool(re.match(r"(?:the|a|an)\s", piece, re.IGNORECASE))
        role = trimmed(piece)
        lower = any(word[0].islower() for word in role.split() if word not in ("of", "the", "for", "and"))
        placed = _PARTY_OF.match(role) is not None  # "Democrat of Vermont"
        if not (determined or lower or placed) and not all(
            w.lower() in nouns() for w in role.split() if w[0].isupper()
        ):
            continue  # another name, not a role
        if is_role(role, loosely=anybody and determined):
            yield role.strip(" ”“\"'’")
