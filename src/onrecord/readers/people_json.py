"""JSON lines (plain objects, or entities of FollowTheMoney) → rows of an authority file; one JSON list is read too.

FollowTheMoney: https://followthemoney.tech; a role may stand in ``position``, or in entities that tie holder and post.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from onrecord.lexicon import load
from onrecord.model import Office
from onrecord.readers.people_rows import BrokenRow, Row, meaning_of, partial_date

_Object = dict[str, Any]
_OTHER_NAMES = ("previousName",)


def json_rows(text: str) -> Iterator[Row | BrokenRow]:
    """Rows of all objects that are persons or bodies; those that tie a holder to a post become its roles."""
    entities: list[tuple[int, _Object]] = []
    for line, value in _values(text):
        if isinstance(value, BrokenRow):
            yield value
        elif not isinstance(value, dict):
            yield BrokenRow(line, "no-object", str(value)[:60])
        elif isinstance(value.get("properties"), dict):
            entities.extend((line, entity) for entity in _flat(value))
        else:
            yield _plain(line, value)
    yield from _entities(entities)


def _values(text: str) -> Iterator[tuple[int, Any]]:
    if text.lstrip().startswith("["):
        try:
            yield from enumerate(msgspec.json.decode(text), 1)
        except msgspec.DecodeError as error:
            yield 1, BrokenRow(1, "json", str(error))
        return
    for line, row in enumerate(text.split("\n"), 1):
        if row.strip():
            try:
                yield line, msgspec.json.decode(row)
            except msgspec.DecodeError as error:
                yield line, BrokenRow(line, "json", str(error))


def _plain(line: int, value: _Object) -> Row:
    """An object with keys like a table's columns; roles may be objects with a title, a body and dates."""
    values: dict[str, list[str]] = {}
    offices: list[Office] = []
    for key, given in value.items():
        meaning = meaning_of(key)
        if meaning is None:
            continue
        for item in given if isinstance(given, list) else [given]:
            if isinstance(item, dict) and meaning == "role":
                offices.extend(_office(item))
            else:
                text = item.get("name") if isinstance(item, dict) else item
                values.setdefault(meaning, []).extend(_texts(text))
    return Row(line, values, tuple(offices))


def _office(item: _Object) -> Iterator[Office]:
    found = {meaning_of(key): text for key, given in item.items() for text in _texts(given)}
    title, body = found.get("role") or found.get("name") or "", found.get("body")
    if title or body:
        yield Office(title, body, partial_date(found.get("start", "")), partial_date(found.get("stop", "")))


def _texts(given: object) -> list[str]:
    if isinstance(given, list):
        return [text for item in given for text in _texts(item)]
    text = str(given).strip() if isinstance(given, (str, int)) and not isinstance(given, bool) else ""
    return [text] if text else []


# -- FollowTheMoney ---------------------------------------------------------------------------------------------------


def _flat(entity: _Object) -> Iterator[_Object]:
    """An entity and those nested in its properties, each with references in their place."""
    properties: dict[str, list[Any]] = {}
    for key, given in entity["properties"].items():
        for item in given if isinstance(given, list) else [given]:
            if isinstance(item, dict) and isinstance(item.get("properties"), dict):
                yield from _flat(item)
                item = item.get("id")
            properties.setdefault(key, []).append(item)
    yield {**entity, "properties": properties}


def _entities(entities: Sequence[tuple[int, _Object]]) -> Iterator[Row]:
    ties: dict[str, list[str]] = load("authority")["ties"]
    kinds = {word for words in load("authority")["kind"].values() for word in words}
    names = {str(row.get("id")): _first(row, "name") or str(row.get("caption") or "") for _, row in entities}
    offices: dict[str, list[Office]] = {}
    for _, row in entities:
        if schema := ties.get(str(row.get("schema"))):
            for holder in _texts(row["properties"].get(schema[0])):
                offices.setdefault(holder, []).append(_tie(row, schema[1], names))
    for line, row in entities:
        if str(row.get("schema")).lower() in kinds:
            yield _entity(line, row, offices.get(str(row.get("id")), []))


def _tie(row: _Object, body: str, names: Mapping[str, str]) -> Office:
    """A role by an entity that ties its holder to it; a post is the role itself, anything else where it is held."""
    held = names.get(_first(row, body), "")
    dates = (partial_date(_first(row, "startDate")), partial_date(_first(row, "endDate")))
    return Office(held, None, *dates) if body == "post" else Office(_first(row, "role"), held or None, *dates)


def _first(row: _Object, key: str) -> str:
    return next(iter(_texts(row["properties"].get(key))), "")


def _entity(line: int, row: _Object, offices: Sequence[Office]) -> Row:
    values: dict[str, list[str]] = {"id": _texts(row.get("id")), "kind": [str(row.get("schema"))]}
    for key, given in row["properties"].items():
        meaning = "alias" if key in _OTHER_NAMES else meaning_of(key)
        if meaning not in (None, "id", "kind", "same") and key != "title":  # FollowTheMoney's title is "Mr."
            values.setdefault(str(meaning), []).extend(_texts(given))
    values.setdefault("name", _texts(row.get("caption")))
    return Row(line, values, tuple(offices))
