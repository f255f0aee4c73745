"""How well statements are found: ``python -m eval.reading --data ../shared/data/polnear --split dev [--reader fast]``.

Scores against PolNeAR's annotators, outermost statements only, beside what people and published systems reach. The default
reads the text files as ``onrecord read`` does; ``--reader model`` scores the trained reader alone, with its own ``--files``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal, TypeVar

from train.gold import Article, articles, lines

from eval.floors import check, digest_of
from eval.reading_errors import by_part, table
from eval.reading_measures import ROLES, Measures, Said, calibration_error
from eval.reliability import plot
from onrecord.model import Origin, Span, Statement
from onrecord.settings import Options

T = TypeVar("T")
Read = Callable[[Article], list[Said]]

KNOWN = """\
one trained annotator against another      78.0  70.6  71.2   81.1  68.6  91.6   58.5
three of five annotators against the sixth 81.9  76.6  76.7   84.7  74.9  93.4   65.4
BERT-base + span decoder (CofeNet)         83.2  75.3  72.9      –     –     –      –
below this it is not done                  80.0  73.0  70.0      –     –     –      –
goal                                       85.0  78.0  77.0   86.0  77.0  94.0   66.0"""
"""Percent: people and CofeNet (COLING 2022) on PolNeAR, as in the rows printed above them."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.reading", description="Score statements against PolNeAR.")
    parser.add_argument("--data", type=Path, required=True, help="folder with train/, dev/ in PolNeAR's form")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--reader", choices=("fast", "accurate", "model"), default="accurate")
    parser.add_argument("--files", type=Path, help="folder of the trained reader's files, for --reader model")
    parser.add_argument("--by-publisher", action="store_true")
    parser.add_argument("--errors", action="store_true", help="count what is wrong by the parts that differ")
    parser.add_argument("--plot", type=Path, help="write a reliability plot of score to this SVG file")
    parser.add_argument("--raise", action="store_true", dest="raise_them", help="keep higher figures as the new floors")
    options = parser.parse_args()
    rows = list(articles(options.data, options.split))
    read = by_model(options.files) if options.reader == "model" else through_onrecord(options.reader)
    read(rows[0])  # loading is no part of reading
    began = time.process_time()
    found = [read(article) for article in rows]
    seconds = time.process_time() - began
    measures = measured(rows, found)
    print(report(measures))
    print(f"{sum(len(row.text.split()) for row in rows) / seconds:,.0f} words/s of CPU time")
    if options.errors:
        print(table(by_part(rows, found)))
    if options.plot:
        options.plot.write_text(plot(measures.scored), "utf-8")
    if options.by_publisher:
        print(by_publisher(rows, found))
    data = digest_of(path for path in (options.data / options.split).rglob("*.*"))
    sys.exit(check(f"reading.{options.reader}.{options.split}", figures(measures), data, options.raise_them))


def figures(found: Measures) -> dict[str, float]:
    """What must not sink, as shares."""
    shares = {f"exact.{role}": count.f1 / 100 for role, count in found.exact.items()}
    shares |= {f"token.{role}": count.f1 / 100 for role, count in found.token.items()}
    of = max(1, found.direct)
    direct = {"found": found.direct_found, "content": found.direct_content, "mention": found.direct_mention}
    return shares | {"whole": found.whole.f1 / 100} | {f"direct.{name}": count / of for name, count in direct.items()}


def measured(rows: Iterable[Article], found: Iterable[list[Said]]) -> Measures:
    """Measures over articles and what was found in them."""
    measures = Measures()
    for article, said in zip(rows, found, strict=True):
        gold = [Said(row.mention, row.cue, row.content) for row in article.attributions]
        measures.add(article.text, gold, said)
    return measures


def report(found: Measures) -> str:
    """The table, people and published systems last."""
    row = [found.exact[role].f1 for role in ROLES] + [found.token[role].f1 for role in ROLES] + [found.whole.f1]
    direct = [100 * n / max(1, found.direct) for n in (found.direct_found, found.direct_content, found.direct_mention)]
    return "\n".join(
        [
            f"{'':42} exact F1           token F1           whole",
            f"{'':42} ment.  cue  cont.  ment.  cue  cont.",
            f"{'this reader':42} {_row(row[:3])}  {_row(row[3:6])}  {row[6]:5.1f}",
            KNOWN,
            f"direct quotations: {found.direct}; found {direct[0]:.1f}%, content exact {direct[1]:.1f}%, "
            f"mention exact {direct[2]:.1f}%",
            f"statements: {found.whole.said} found, {found.whole.gold} in the gold; expected calibration error of score "
            f"{calibration_error(found.scored):.3f}",
        ]
    )


def by_publisher(rows: list[Article], found: list[list[Said]]) -> str:
    """Exact F1 and whole statements of each publisher (the first part of the file's name)."""
    names = sorted({article.name.partition("_")[0] for article in rows})
    table = []
    for name in names:
        pairs = [(a, f) for a, f in zip(rows, found, strict=True) if a.name.partition("_")[0] == name]
        part = measured([a for a, _ in pairs], [f for _, f in pairs])
        table.append(f"{name:20} {len(pairs):3} {_row([part.exact[r].f1 for r in ROLES])}  {part.whole.f1:5.1f}")
    return "\n".join(table)


def _row(figures: list[float]) -> str:
    return " ".join(f"{figure:5.1f}" for figure in figures)


def by_model(folder: Path | None) -> Read:
    """The trained reader alone, paragraphs being lines."""
    from onrecord.extract.model.reader import default, load
    from onrecord.text.quotes import pair_quotes

    reader = load(folder) if folder else default()

    def read(article: Article) -> list[Said]:
        blocks = lines(article.text)
        found = reader.predict(article.text, blocks, pair_quotes(article.text, blocks))
        return [Said(_some(row.mention), _some(row.cue), row.content, row.score) for row in found]

    return read


def through_onrecord(model: Literal["fast", "accurate"]) -> Read:
    """All of ``onrecord read`` but the printing; outermost statements count, as in the gold, headlines too."""
    from onrecord.pipeline import read_bytes

    def read(article: Article) -> list[Said]:
        reading = read_bytes(article.text.encode("utf-8"), f"{article.name}.txt", Options(model=model))
        rows = (row for row in reading.statements if row.within is None and row.kind != "post")
        return [_said(row, reading.document.origin) for row in rows]

    return read


def _said(row: Statement, origin: Origin | None) -> Said:
    mention, cue, content = (
        tuple(_in_source(span, origin) for span in spans) for spans in (_some(row.mention), _some(row.cue), row.content)
    )
    return Said(mention, cue, content, row.score)


def _some(found: T | None) -> tuple[T, ...]:
    return () if found is None else (found,)


def _in_source(span: Span, origin: Origin | None) -> tuple[int, int]:
    """Where a span stands in the file as it was decoded."""
    return _back(span.start, origin), _back(span.stop - 1, origin) + 1


def _back(offset: int, origin: Origin | None) -> int:
    for text_start, source_start, length in origin.map if origin else ():
        if text_start <= offset < text_start + length:
            return source_start + offset - text_start
    return offset


if __name__ == "__main__":
    main()
