"""A record's rows as reading made them, and the judgements that stand → the documents that these change, corrected.

A judgement holds for the statement that it names, and for the same words in the other versions of its document, unless
something else was judged there; so what a person marked is there again when an article is read anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from onrecord.engine.duckdb import query
from onrecord.model import Reading, Span, Statement
from onrecord.record.corrected import Ruled, corrected, person_id, words_of
from onrecord.record.judgements import About, Judgement, Judgements
from onrecord.record.manifest import Manifest
from onrecord.record.notes import Note
from onrecord.record.queries_readings import as_read

if TYPE_CHECKING:
    import duckdb

_PLACES = "SELECT id, document FROM read_statements WHERE id IN (SELECT unnest($ids))"
_OTHERS = """
SELECT DISTINCT v.document, o.document AS other FROM all_versions v JOIN all_versions o ON o.url = v.url
WHERE v.document IN (SELECT unnest($ids)) AND o.document <> v.document ORDER BY v.document, other
"""
_WORD = re.compile(r"\w+")


class Correction(NamedTuple):
    """A document as people judged."""

    reading: Reading
    notes: tuple[Note, ...]


def corrections(connection: duckdb.DuckDBPyConnection, judgements: Judgements) -> list[Correction]:
    """The documents that are not as reading made them; empty where nothing is judged of what the record has.

    :param connection: the record's tables as :func:`tables.connect_tables` names them.
    """
    standing = [row for row in judgements.standing().values() if row.about.kind != "same"]
    if not standing:
        return []
    place = _places(connection, standing)
    own: dict[str, list[Judgement]] = {}
    for row in standing:
        document = row.about.document or place.get(row.about.statements[0])
        if document:
            own.setdefault(document, []).append(row)
    others = query(connection, _OTHERS, {"ids": list(own)}).to_pylist()
    wanted = sorted({*own, *(row["other"] for row in others)})
    read = {reading.document.id: reading for reading in as_read(connection, wanted)}
    ruled = {id: [_own(read[id], row) for row in rows] for id, rows in own.items() if id in read}
    carried: dict[str, list[Ruled]] = {}
    for pair in others:
        if pair["document"] in ruled and pair["other"] in read:
            known = {_question(one) for one in ruled.get(pair["other"], ())}
            found = _carried(read[pair["document"]], ruled[pair["document"]], read[pair["other"]])
            carried.setdefault(pair["other"], []).extend(one for one in found if _question(one) not in known)
    for row in standing:  # on statements that others' judgements brought here
        for id, rows in carried.items() if row.about.kind == "speaker" and row.about.statements[0] not in place else ():
            if any(one.statement == row.about.statements[0] for one in rows):
                ruled.setdefault(id, []).append(Ruled(row, row.about.statements[0], row.about))
    made = (Correction(*corrected(read[id], carried.get(id, []) + ruled.get(id, []))) for id in read)
    return [one for one in made if one.notes]


def _places(connection: duckdb.DuckDBPyConnection, standing: Sequence[Judgement]) -> dict[str, str]:
    """The documents of statements that are judged: read ones, and those that people marked."""
    named = sorted({id for row in standing for id in row.about.statements})
    rows = query(connection, _PLACES, {"ids": named}).to_pylist()
    marked = {
        person_id(row.about.document, row.about.content): row.about.document for row in standing if row.about.document
    }
    return marked | {row["id"]: row["document"] for row in rows}


def _question(one: Ruled) -> tuple[str, str]:
    return one.statement, one.about.kind


def _own(reading: Reading, row: Judgement) -> Ruled:
    """A judgement of this very document, with the statement that it is about."""
    about = row.about
    if about.kind == "speaker":
        return Ruled(row, about.statements[0], about)
    return Ruled(row, _known(reading, about.content) or person_id(reading.document.id, about.content), about)


def _known(reading: Reading, content: Sequence[Span]) -> str | None:
    """The statement that reading found at a place."""
    wanted = [(span.start, span.stop) for span in content]
    found = (row.id for row in reading.statements if [(part.start, part.stop) for part in row.content] == wanted)
    return next(found, None)


def _carried(source: Reading, ruled: Sequence[Ruled], target: Reading) -> Iterator[Ruled]:
    """What was judged of one version, for another that has the same words."""
    words = {row.id: _key(words_of(row)) for row in source.statements}
    words |= {one.statement: _key(_told(one.about)) for one in ruled if one.about.kind == "statement"}
    there: dict[str, list[Statement]] = {}
    for row in target.statements:
        there.setdefault(_key(words_of(row)), []).append(row)
    marked: dict[str, str] = {}
    for one in sorted(ruled, key=lambda one: one.about.kind == "speaker"):
        known = there.get(words.get(one.statement, ""), [])
        if one.about.kind == "statement" and one.judgement.answer and not known:
            if (content := _placed(target, one.about)) is not None:
                id = person_id(target.document.id, (content,))
                marked[one.statement] = id
                about = replace(one.about, document=target.document.id, content=(content,), cue=None, mention=None)
                yield Ruled(one.judgement, id, replace(about, statements=(id,)))
        elif one.about.kind == "speaker" and one.statement in marked:
            id = marked[one.statement]
            yield Ruled(one.judgement, id, replace(one.about, statements=(id,)))
        for row in known:
            yield Ruled(one.judgement, row.id, replace(one.about, document=target.document.id, statements=(row.id,)))


def _told(about: About) -> str:
    return " … ".join(span.text for span in about.content)


def _key(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))


def _placed(target: Reading, about: About) -> Span | None:
    """Where marked words stand in another version: once, and in no statement that reading found there."""
    if len(about.content) != 1:
        return None
    pattern = r"\s+".join(map(re.escape, about.content[0].text.split()))
    found = list(re.finditer(pattern, target.document.text))
    if len(found) != 1:
        return None
    start, stop = found[0].span()
    if any(part.start < stop and start < part.stop for row in target.statements for part in row.content):
        return None
    return Span(start, stop, found[0][0])


def corrected_readings(folder: Path, manifest: Manifest) -> dict[str, Reading]:
    """Documents, by their ids, that are not as reading made them; nothing is opened where nothing is judged.

    :raises RecordError: ``damaged``, ``unreadable``.
    """
    from onrecord.record.tables import connect_tables

    judgements = Judgements(folder)
    if not judgements.mark:
        return {}
    connection = connect_tables(folder, manifest)
    try:
        return {one.reading.document.id: one.reading for one in corrections(connection, judgements)}
    finally:
        connection.close()
