"""A row of a data set of quotations (GDELT's Global Quotation Graph, Quotebank) → a reading with its quotations as they are.

Nothing is found anew and nobody is looked for: what the data set says is kept, with its name as the method. The
document's text is what the row prints, a paragraph for each quotation with the words around it; its quote marks are put
in where the row lost them.

Formats: blog.gdeltproject.org/announcing-the-global-quotation-graph; Vaucher et al., Quotebank, WSDM 2021,
zenodo.org/records/4277311 (both of its versions).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from onrecord import ids
from onrecord.model import (
    Attribution,
    Block,
    Candidate,
    Document,
    Failure,
    Identity,
    Reading,
    Speaker,
    Statement,
    Verdict,
)
from onrecord.readers.corpora_declared import language_tag, moment, outlet_of
from onrecord.text.clean import clean
from onrecord.text.spans import span

_PAIRS = {"“": "”", '"': '"', "«": "»", "»": "«", "„": "“", "「": "」", "『": "』"}
_CLOSING = frozenset(_PAIRS.values()) | {"”"}
_TIGHT = frozenset(",.;:!?)]…%’'")
_SCHEMELESS = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?:/|\Z)")
_NOBODY = frozenset({"", "none", "null", "nan", "unknown"})


class Given(Struct, frozen=True):
    """A quotation as its row gives it; ``qids`` are the speaker's in Wikidata, ``score`` the row's probability."""

    words: str
    before: str = ""
    after: str = ""
    speaker: str | None = None
    score: float = 0.0
    qids: tuple[str, ...] = ()


class _Facts(Struct, frozen=True):
    by: str
    place: str
    url: str | None
    title: str | None
    published: str | None
    language: str | None
    nobody: str
    """Why there is no speaker, where there is none."""


Reader = Callable[[Mapping[str, Any], str], Reading | Failure]


def quotations_in(row: Mapping[str, Any]) -> Reader | None:
    """What reads this row, if it is one of a data set of quotations."""
    if isinstance(row.get("quotes"), list) and "url" in row and "text" not in row:
        return _gqg
    if "quoteID" in row and "quotation" in row:
        return _quotebank_quotation
    return _quotebank_article if "articleID" in row and isinstance(row.get("quotations"), list) else None


def _gqg(row: Mapping[str, Any], place: str) -> Reading | Failure:
    given = [
        Given(_text(one.get("quote")), _text(one.get("pre")), _text(one.get("post")))
        for one in row["quotes"]
        if isinstance(one, Mapping)
    ]
    facts = _facts(row, place, "gqg", language_tag(_text(row.get("lang"))), "GDELT names no speakers")
    return _reading(facts, given, len(row["quotes"]))


def _quotebank_quotation(row: Mapping[str, Any], place: str) -> Reading | Failure:
    """A quotation with the first of the pages that print it, which is the earliest."""
    urls = row.get("urls")
    first = next(iter(urls), None) if isinstance(urls, list | tuple) else None
    facts = _facts({**row, "url": first}, place, "quotebank", "en", "Quotebank found no speaker")
    given = _given(row, row.get("speaker"), row.get("probas"))
    return _reading(facts, [given], 1)


def _quotebank_article(row: Mapping[str, Any], place: str) -> Reading | Failure:
    given = []
    for one in row["quotations"]:
        if isinstance(one, Mapping):
            local = one.get("localTopSpeaker") is not None
            speaker = one.get("localTopSpeaker") if local else one.get("globalTopSpeaker")
            given.append(_given(one, speaker, one.get("localProbas") if local else one.get("globalProbas")))
    facts = _facts(row, place, "quotebank", "en", "Quotebank found no speaker")
    return _reading(facts, given, len(row["quotations"]))


def _given(row: Mapping[str, Any], speaker: Any, probas: Any) -> Given:
    name = _text(speaker)
    name = "" if name.lower() in _NOBODY else name
    likely = [_proba(one) for one in probas] if isinstance(probas, list | tuple) else []
    score, qids = next(((score, qids) for named, score, qids in likely if named == name), (0.0, ()))
    return Given(
        _text(row.get("quotation")), _text(row.get("leftContext")), _text(row.get("rightContext")), name or None, score,
        qids or _strings(row.get("qids")),
    )  # fmt: skip


def _proba(one: Any) -> tuple[str, float, tuple[str, ...]]:
    """A candidate of Quotebank: a pair of name and probability, or an object."""
    if isinstance(one, Mapping):
        name, score, qids = one.get("speaker"), one.get("proba", one.get("probability")), one.get("qids") or ()
    else:
        name, score, qids = (*(*one, None, None)[:2], ()) if isinstance(one, list | tuple) else (None, None, ())
    try:
        return _text(name), max(0.0, min(1.0, float(score or 0))), _strings(qids)
    except (TypeError, ValueError, OverflowError):
        return _text(name), 0.0, ()


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()


def _facts(row: Mapping[str, Any], place: str, by: str, language: str | None, nobody: str) -> _Facts:
    url = _text(row.get("url"))
    url = f"http://{url}" if _SCHEMELESS.match(url) and by == "quotebank" else url  # it may leave that out
    url = url if url.startswith(("http://", "https://")) else ""
    return _Facts(
        by, place, url or None, _text(row.get("title")) or None, moment(_text(row.get("date")).replace(" ", "T", 1)),
        language, nobody,
    )  # fmt: skip


def _text(value: Any) -> str:
    return " ".join(clean(value)[0].split()) if isinstance(value, str) else ""


def _reading(facts: _Facts, given: Iterable[Given], listed: int) -> Reading | Failure:
    distinct = [one for one in dict.fromkeys(given) if one.words]
    if not distinct:
        return Failure(facts.place, "row", "it lists no quotation" if not listed else "its quotations have no words")
    text, places, blocks = "", [], []
    for one in distinct:
        paragraph, start, stop = _paragraph(one)
        text += "\n\n" if text else ""
        places.append((len(text) + start, len(text) + stop))
        blocks.append(Block("paragraph", len(text), len(text) + len(paragraph)))
        text += paragraph
    outlet = outlet_of(facts.url)
    document = Document(
        id=ids.document_id(outlet, facts.title, text), uri=facts.url or facts.place, outlet=outlet, title=facts.title,
        authors=(), published=facts.published, language=facts.language, text=text, url=facts.url, blocks=tuple(blocks),
    )  # fmt: skip
    return _concluded(document, facts, distinct, [_statement(document, *place) for place in places])


def _paragraph(given: Given) -> tuple[str, int, int]:
    """The quotation with what stands around it, and where it stands with its quote marks."""
    before, words, after = given.before, given.words, given.after
    if words[0] in _PAIRS and words[-1] in _CLOSING and len(words) > 1:
        opening = closing = ""
    else:
        opening = before[-1:] if before[-1:] in _PAIRS else "“"
        before = before.removesuffix(opening) if before[-1:] == opening else before
        closing = after[:1] if after[:1] in _CLOSING else _PAIRS[opening]
        after = after.removeprefix(closing) if after[:1] == closing else after
    lead = before.rstrip() + " " if before.strip() else ""
    quoted = opening + words + closing
    tail = after if not after or after[0] in _TIGHT or after[0] == " " else " " + after
    return lead + quoted + tail, len(lead), len(lead) + len(quoted)


def _statement(document: Document, start: int, stop: int) -> Statement:
    spans = [(start, stop), (-1, -1), (-1, -1)]
    return Statement(
        id=ids.statement_id(document.id, "direct", spans), kind="direct", content=(span(document.text, start, stop),),
        cue=None, mention=None, stance="neutral", said=None, within=None, score=1.0,
    )  # fmt: skip


def _concluded(document: Document, facts: _Facts, given: list[Given], statements: list[Statement]) -> Reading:
    speakers: dict[str, Speaker] = {}
    identities: dict[str, Identity] = {}
    attributions = []
    for one, statement in zip(given, statements, strict=True):
        if one.speaker is None:
            attributions.append(Attribution(statement.id, None, facts.by, 0.0, facts.nobody))
            continue
        key = ids.speaker_id(document.id, one.speaker)
        speakers[key] = Speaker(key, one.speaker, (), (), (), False, (), "person")
        attributions.append(Attribution(statement.id, key, facts.by, one.score, "as Quotebank has it"))
        if one.qids and key not in identities:
            identities[key] = _identity(key, one, facts.by)
    return Reading(
        document=document, posts=(), statements=tuple(statements), speakers=tuple(speakers.values()),
        attributions=tuple(attributions), relays=(),
        verdicts=tuple(Verdict(row.id, None, "no-original", 0.0, (), f"only {facts.by} has it") for row in statements),
        relations=(), conflicts=(), identities=tuple(identities.values()),
    )  # fmt: skip


def _identity(speaker: str, given: Given, by: str) -> Identity:
    """Who the speaker is in Wikidata, where the name is one person's."""
    name, several = given.speaker or "", len(given.qids) > 1
    candidates = tuple(Candidate(qid, name, given.score) for qid in given.qids)
    reason = "several persons of Wikidata bear the name" if several else "as Quotebank has it"
    return Identity(
        speaker, None if several else given.qids[0], by, 0.0 if several else given.score, reason, candidates
    )
