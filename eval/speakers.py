"""How well speakers, relays and roles are resolved: ``python -m eval.speakers --data ../shared/data [--gold-statements]``.

Reads the articles as ``onrecord read`` does and compares every annotated attribution with the statement that stands for
it. ``--gold-statements`` takes the annotated spans for statements, so that resolution is measured apart from extraction.
Files are told apart in two halves, by turns in the order of their names: rules are made on ``a``, ``b`` checks them.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field, structs
from train.gold import Range, articles

from eval.floors import check, digest_of
from eval.speakers_errors import KINDS, kinds, rows_wrong
from eval.speakers_measures import Gold, Listed, Row, Share, add_relays, add_roles, judged, pair
from onrecord import pipeline
from onrecord.ids import statement_id
from onrecord.model import Document, Origin, Reading, Span, Statement
from onrecord.readers.read import read_source
from onrecord.readers.types import Source
from onrecord.settings import Options
from onrecord.speakers.resolve import resolve

HALVES = ("a", "b")
SHOWN = (
    "named", "named by name", "named by description", "named by pronoun", "named by none", "named, person",
    "named, organisation", "named, group", "pronouns", "unnamed", "unnamed, group", "unnamed, anonymous", "documents",
    "nobody",
)  # fmt: skip


class Half(Struct):
    """What was measured on some of the files."""

    rows: list[Row] = field(default_factory=list)
    relays: Listed = field(default_factory=Listed)
    roles: Listed = field(default_factory=Listed)

    def shares(self) -> dict[str, Share]:
        """Outcomes of each group of rows."""
        found: dict[str, Share] = {}
        for row in self.rows:
            for group in row.groups:
                found.setdefault(group, Share()).of[row.outcome] += 1
        return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.speakers", description="Score speakers, relays and roles.")
    parser.add_argument("--data", type=Path, required=True, help="folder with speakers/ and polnear/")
    parser.add_argument("--reader", choices=("fast", "accurate"), default="accurate")
    parser.add_argument("--gold-statements", action="store_true", help="statements are the annotated spans")
    parser.add_argument("--half", choices=(*HALVES, "both"), default="both")
    parser.add_argument(
        "--errors", metavar="KIND", help=f"what is wrong: kinds (how often each), relays, roles, {', '.join(SHOWN)}"
    )
    parser.add_argument("--raise", action="store_true", dest="raise_them", help="keep higher figures as the new floors")
    options = parser.parse_args()
    rows = list(gold_rows(options.data))
    chosen = [half for half in HALVES if options.half in (half, "both")]
    halves = {half: Half() for half in chosen}
    _measure(Half(), *rows[0], options, _Clock())  # loading is no part of reading
    clock = _Clock()
    for number, (name, text, golden) in enumerate(rows):
        half = HALVES[number % 2]
        if half in halves:
            _measure(halves[half], name, text, golden, options, clock)
    if options.errors:
        for name, measured in halves.items():
            told = (
                [f"half {name}", *kinds(measured)] if options.errors == KINDS else rows_wrong(measured, options.errors)
            )
            print("\n".join(told))
        return
    print("\n".join(report(halves)))
    if not options.gold_statements:
        print(f"speakers take {100 * clock.inside / clock.all:.1f}% of the CPU time of reading")
    if options.half == "both":
        kind = "gold" if options.gold_statements else options.reader
        data = digest_of([options.data / "speakers" / "dev.jsonl"])
        sys.exit(check(f"speakers.{kind}", figures(halves), data, options.raise_them))


class _Clock:
    """CPU seconds of all of reading, and of ``speakers`` in it."""

    def __init__(self) -> None:
        self.all = self.inside = 0.0

        def timed(*args: Any, **named: Any) -> Any:
            began = time.process_time()
            found = resolve(*args, **named)
            self.inside += time.process_time() - began
            return found

        pipeline.resolve = timed  # type: ignore[attr-defined]


def gold_rows(data: Path) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """File, text, annotated rows with the ranges of their spans in the file's text."""
    said: dict[str, dict[str, dict[str, Any]]] = {}
    for line in (data / "speakers" / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        said.setdefault(row["file"], {})[row["id"]] = row
    for article in articles(data / "polnear", "dev"):
        if article.name not in said:
            continue
        notes = (data / "polnear" / "dev" / "attributions" / f"{article.name}_{article.annotator}.ann").read_text(
            "utf-8"
        )
        ids = re.findall(r"^(E\d+)\t", notes, re.MULTILINE)
        spans = dict(zip(ids, article.attributions, strict=True))
        known = said[article.name]
        yield article.name, article.text, [row | structs.asdict(spans[key]) for key, row in known.items()]


def _measure(
    into: Half, name: str, text: str, golden: Sequence[Mapping[str, Any]], options: argparse.Namespace, clock: _Clock
) -> None:
    began = time.process_time()
    how = Options(model="fast" if options.gold_statements else options.reader)
    document, posts = read_source(Source(f"{name}.txt", text.encode("utf-8")), how)
    gold = [_gold(row, document.origin) for row in golden]
    if options.gold_statements:
        reading = _resolved(document, posts, [_statement(document, row) for row in gold])
        pairs: list[tuple[Gold, Statement | None]] = [(row, _statement(document, row)) for row in gold]
    else:
        reading = pipeline.put_on_record(document, posts, how)
        pairs = [(row, pair(row, reading.statements)) for row in gold]
    clock.all += time.process_time() - began
    for row, ours in pairs:
        into.rows.append(judged(row, reading, ours))
        add_relays(into.relays, row, reading, ours)
    add_roles(into.roles, pairs, reading)


def _resolved(document: Document, posts: Any, statements: Sequence[Statement]) -> Reading:
    found = resolve(document, posts, sorted(statements, key=lambda row: row.content[0].start), {})
    return Reading(
        document,
        tuple(posts),
        tuple(statements),
        found.speakers,
        found.attributions,
        found.relays,
        (),
        (),
        found.conflicts,
    )


def _statement(document: Document, row: Gold) -> Statement:
    content, mention, cue = (
        tuple(Span(a, b, document.text[a:b]) for a, b in ranges) for ranges in (row.content, row.mention, row.cue)
    )
    quoted = all(span.text[:1] in "“\"'‘" and len(span.text) > 2 for span in content)
    key = statement_id(document.id, row.id, [(span.start, span.stop) for span in content])
    first = mention[0] if mention else None
    kind = "direct" if quoted else "mixed" if any(set('“"') & set(span.text) for span in content) else "indirect"
    return Statement(key, kind, content, cue[0] if cue else None, first, "neutral", None, None, 1.0)  # type: ignore[arg-type]


def _gold(row: Mapping[str, Any], origin: Origin | None) -> Gold:
    def here(ranges: Sequence[Range]) -> tuple[Range, ...]:
        return tuple((_ahead(start, origin), _ahead(stop - 1, origin) + 1) for start, stop in ranges)

    spans = {role: here(row[role]) for role in ("mention", "cue", "content")}
    return Gold(
        row["file"], row["id"], row["speaker"], row["type"], tuple(row["roles"]), tuple(row["relays"]), **spans,
        act=row["act"], sure=row["sure"],
    )  # fmt: skip


def _ahead(offset: int, origin: Origin | None) -> int:
    """Where an offset of the file stands in the document's text."""
    for text_start, source_start, length in origin.map if origin else ():
        if source_start <= offset < source_start + length:
            return text_start + offset - source_start
    return offset


def report(halves: Mapping[str, Half]) -> Iterator[str]:
    """The tables, a column for each half and, of both, the last."""
    columns: dict[str, Callable[[str], Share]] = {}
    shares = {half: found.shares() for half, found in halves.items()}
    for half in halves:
        columns[half] = lambda group, half=half: shares[half].get(group, Share())  # type: ignore[misc]
    if len(halves) > 1:
        columns["both"] = lambda group: Share(sum((shares[h].get(group, Share()).of for h in halves), _empty()))
    yield f"{'':22}" + "".join(f"{name:>9}: rows  answ.%  right%  all%" for name in columns)
    for group in SHOWN:
        yield f"{group:22}" + "".join(_cells(share(group)) for share in columns.values())
    for what in ("relays", "roles"):
        for half, found in halves.items():
            one: Listed = getattr(found, what)
            yield f"{what} {half}: precision {100 * one.precision:.1f}%, recall {100 * one.recall:.1f}% of {one.gold}"


def _empty() -> Any:
    return Share().of


def _cells(share: Share) -> str:
    return f"{share.found:9}/{share.of.total():<5} {100 * share.answered:6.1f}  {100 * share.precision:6.1f} {100 * share.right:6.1f}"


def figures(halves: Mapping[str, Half]) -> dict[str, float]:
    """What must not sink, as shares, for each half."""
    found: dict[str, float] = {}
    for half, measured in halves.items():
        shares = measured.shares()
        found |= {
            f"{half}.named.answered": shares["named"].answered, f"{half}.named.right": shares["named"].precision,
            f"{half}.pronouns": shares["pronouns"].right, f"{half}.unnamed": shares["unnamed"].right,
            f"{half}.relays.precision": measured.relays.precision, f"{half}.relays.recall": measured.relays.recall,
            f"{half}.roles.recall": measured.roles.recall,
        }  # fmt: skip
    return found


if __name__ == "__main__":
    main()
