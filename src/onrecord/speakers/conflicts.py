"""Speakers and statements of a document → things that cannot all be true, each with its reason; who is right is a person's call.

Here: one quotation with two speakers, and words that their denier is reported to have said. Roles that exclude each
other are ``conflicts_roles``', dates that cannot be ``conflicts_dates``'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from onrecord.lexicon import load
from onrecord.model import Conflict, Document, Span, Speaker, Statement
from onrecord.speakers.conflicts_dates import date_conflicts
from onrecord.speakers.conflicts_roles import role_conflicts
from onrecord.text.fold import folded

_FEWEST = 5
"""Words that a quotation must have before two speakers of it are a conflict."""
_NEARLY_ALL = 0.6
"""Share of the longer of two quotations that the shorter must be."""
_COVERED = 0.75
"""Share of the denied words that the affirmed ones must hold, or the other way round."""
_FEWEST_TELLING = 3
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|dispute[sd]?|disputing)\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old)|wr(?:ite|ites|ote)|add(?:s|ed)|according|announce[sd]?|admit(?:s|ted)|"
    r"confirm(?:s|ed)|tweet(?:s|ed)|post(?:s|ed)|state[sd]|claim(?:s|ed)|insist(?:s|ed)|argue[sd]|explain(?:s|ed)|"
    r"declare[sd]|acknowledge[sd])\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without)\b|n[’']t\b", re.IGNORECASE)
_NEVER = re.compile(
    r"[“\"'‘]?(?:that )?(?:I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey)(?:[’']ve|[’']d| have| had| has)? never (?P<done>[^,;:.]+)[,.]?[”\"'’]?"
)
_SUPPOSED = re.compile(
    r"\b(?:if|whether|would|could|might|may|suppose|imagine|unless|false|untrue|lies?|wrong|rumou?r\w*|alleg\w*|accus\w*|claim\w*|"
    r"suggest\w*|asked|notion|idea|critics)\b|\?",
    re.IGNORECASE,
)
_SAYING = re.compile(r"^(?:having\s+)?(?:saying|said|telling|told|claiming|writing|making|that|ever)\b", re.IGNORECASE)
_SAID = re.compile(
    r"^(?:ever\s+)?(?:having\s+)?(?:ever\s+)?(?:saying|said|telling|told|claiming|claimed|writing|written)\b",
    re.IGNORECASE,
)
_KNOWING = re.compile(
    r"^(?:having\s+)?(?:any\s+)?(?:knowing|known|knowledge|being\s+aware|awareness|remembering|recalling|seeing|hearing)\b",
    re.IGNORECASE,
)


def find_conflicts(
    document: Document,
    statements: Sequence[Statement],
    speakers: Sequence[Speaker],
    speaker_of: Mapping[str, str | None],
) -> tuple[Conflict, ...]:
    """Roles that exclude each other, quotations with two speakers, denied words that were said, dates that cannot be."""
    return (
        *role_conflicts(document, statements, speakers, speaker_of),
        *_two_speakers(document.text, statements, speakers, speaker_of),
        *_denied(statements, speakers, speaker_of),
        *date_conflicts(document, statements),
    )


# -- one quotation, two speakers --------------------------------------------------------------------------------------


def _two_speakers(
    text: str, statements: Sequence[Statement], speakers: Sequence[Speaker], speaker_of: Mapping[str, str | None]
) -> Iterator[Conflict]:
    """Quotations of two named persons that hold the same words; who quotes another, or shares a name, is no conflict."""
    named = {speaker.id: speaker for speaker in speakers if speaker.name and speaker.kind == "person"}
    quoted = [row for row in statements if row.kind == "direct" and speaker_of.get(row.id) in named]
    parts: dict[tuple[str, ...], list[_Part]] = {}
    told: set[frozenset[str]] = set()
    for part in (part for row in quoted for part in _parts(row, text)):
        for key in dict.fromkeys((part.words[:_FEWEST], part.words[-_FEWEST:])):
            for other in parts.setdefault(key, []):
                one, two = (named[speaker_of[row.id] or ""] for row in (other.row, part.row))
                pair = frozenset((other.row.id, part.row.id))
                if one.id == two.id or pair in told or _share_a_name(one, two) or not _same_words(other, part):
                    continue
                told.add(pair)
                reason = f"the same words are {one.name}’s here and {two.name}’s there"
                yield Conflict("speaker", (other.row.id, part.row.id), (one.id, two.id), reason)
            parts[key].append(part)


class _Part(NamedTuple):
    """A stretch of a quotation in the paragraph that names its speaker, and its words."""

    row: Statement
    span: Span
    words: tuple[str, ...]


def _parts(row: Statement, text: str) -> Iterator[_Part]:
    named = row.mention or row.cue
    for span in row.content if named else ():
        between = text[min(span.stop, named.stop) : max(span.start, named.start)] if named else ""
        words = tuple(re.findall(r"\w+", span.text.lower()))
        if "\n" not in between and len(words) >= _FEWEST:
            yield _Part(row, span, words)


def _same_words(one: _Part, other: _Part) -> bool:
    """Whether the shorter is nearly all of the longer, and neither quotes the other."""
    short, long = sorted((one, other), key=lambda part: len(part.words))
    if len(short.words) < _NEARLY_ALL * len(long.words) or " ".join(short.words) not in " ".join(long.words):
        return False
    if one.row.within == other.row.id or other.row.within == one.row.id:
        return False
    return not (one.span.start < other.span.stop and other.span.start < one.span.stop)


def _share_a_name(one: Speaker, other: Speaker) -> bool:
    """Whether a word of one's names stands in the other's, accounts such as "realJaneDorn" included."""
    first, second = _names(one), _names(other)
    within = any(len(word) > 3 and word in "".join(second) for word in first)
    return bool(first & second) or within or any(len(word) > 3 and word in "".join(first) for word in second)


def _names(row: Speaker) -> set[str]:
    return {folded(word) for name in (row.name or "", *row.aliases, *row.handles) for word in name.split()} - {""}


# -- said by their denier ---------------------------------------------------------------------------------------------


def _denied(
    statements: Sequence[Statement], speakers: Sequence[Speaker], speaker_of: Mapping[str, str | None]
) -> Iterator[Conflict]:
    names = {speaker.id: speaker.name for speaker in speakers if speaker.name}
    denials = [row for row in statements if _denies(row)]
    for denial in denials:
        who = speaker_of.get(denial.id)
        if who not in names:
            continue
        said = next((row for row in statements if speaker_of.get(row.id) == who and _affirms(row, denial)), None)
        if said is not None:
            reason = f"{names[who]} denies here what is reported as {names[who]}’s words there"
            yield Conflict("denial", (denial.id, said.id), (who or "",), reason)


def _denies(row: Statement) -> bool:
    """ "Denied", "denied saying", but not "did not deny"; "“I never met him,” she said"."""
    if row.cue is None or _NEGATION.search(row.cue.text):
        return False
    return bool(_DENIES.search(row.cue.text)) or (bool(_SAYS.search(row.cue.text)) and _never(row) is not None)


def _never(row: Statement) -> str | None:
    """What somebody says was never done."""
    match = _NEVER.fullmatch(" ".join(span.text for span in row.content))
    return match["done"] if match else None


def _affirms(row: Statement, denial: Statement) -> bool:
    """Whether a statement says what another denies: the same telling words, and as many negations."""
    cue = row.cue.text if row.cue else ""
    if not _SAYS.search(cue) or _DENIES.search(cue) or _NEGATION.search(cue) or denial.id == row.within:
        return False
    said = " ".join(span.text for span in row.content)
    denied = _never(denial) or " ".join(span.text for span in denial.content)
    if bool(_NEGATION.search(said)) != bool(_NEGATION.search(denied)):
        return False
    denied = " ".join([_DENIES.split(denial.cue.text)[-1].strip() if denial.cue else "", denied]).strip()
    if _KNOWING.match(denied):
        return False  # to say it today is not to have known it
    one, two = _telling(said), _telling(_SAYING.sub("", denied))
    few = min(len(one), len(two))
    whole = two <= one and len(one) <= len(two) + 1 and not _SUPPOSED.search(said)
    fewest = _FEWEST_TELLING - 1 if _SAID.match(denied) or whole else _FEWEST_TELLING
    return few >= fewest and len(one & two) >= _COVERED * few and len(one & two) >= _COVERED * len(two)


def _telling(words: str) -> set[str]:
    """Stems of the words that are no pronouns, prepositions, auxiliaries and the like."""
    grammar = load("grammar")
    closed = {
        word
        for name in (
            "determiners",
            "pronouns",
            "prepositions",
            "conjunctions",
            "subordinators",
            "adverbs",
            "auxiliaries",
        )
        for word in grammar[name]
    }
    found = (folded(word) for word in re.findall(r"[^\W_]+", words) if word.lower() not in closed)
    return {word[:5] for word in found if len(word) > 2}
