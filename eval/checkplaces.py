"""Short quotations without a speaker, printed beside longer ones → how often the right one of many places is named.

``python -m eval.checkplaces [FOLDER] [--cases 300] [--seed 1]``. A paragraph is made of a turn of the material: a sentence of it
in full, then two or three words of the next sentence in quote marks, with a few of the words around them in the
writer's prose. ``FOLDER`` holds other plain texts to be searched besides (`NAME: words` a line, or paragraphs).
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from random import Random

from eval.check_material import Sentence, originals, sentences
from onrecord.model import Document, OriginalText, Span, Speaker, Statement, Turn
from onrecord.verify.check import judge_against
from onrecord.verify.library import Library

_WORD = re.compile(r"[\w'’-]+")
Case = tuple[str, tuple[tuple[int, int], ...], Sentence, tuple[int, int]]


def made(rows: list[OriginalText], every: list[Sentence], random: Random) -> Case | None:
    """A paragraph, where its two quotations stand in it, the sentence that the short one is from, and its place there."""
    at = random.randrange(len(every) - 1)
    first, second = every[at], every[at + 1]
    words = list(_WORD.finditer(second.text))
    size = random.choice((2, 3))
    if first.at != second.at or first.turn != second.turn or len(words) < size + 3 or len(first.text.split()) < 6:
        return None
    start = random.randrange(len(words) - size)
    short = second.text[words[start].start() : words[start + size - 1].end()]
    beside = second.text[max(0, words[start].start() - 1) :][:1] + second.text[words[start + size - 1].end() :][:2]
    if not re.fullmatch(r"[\w'’ -]+", short) or re.search(r"^[.,$€]|[.,]\d", beside):
        return None
    told = [m[0] for m in (*words[max(0, start - 4) : start], *words[start + size : start + size + 4]) if len(m[0]) > 3]
    told = random.sample(told, min(2, len(told)))
    lead, middle = "The report says this: “", "” It came up with "
    text = f"{lead}{first.text}{middle}{' and '.join(told) or 'it'} as “{short}” that day.\n\n"
    one = (len(lead) - 1, len(lead) + len(first.text) + 1)
    two = text.index(f"“{short}”", one[1])
    place = second.start + words[start].start()
    return text, (one, (two, two + len(short) + 2)), second, (place, place + len(short))


def right(cases: list[Case], library: Library, *, alone: bool) -> tuple[int, int]:
    """How many short quotations were given their place, and how many more have it among the further ones."""
    named = listed = 0
    for text, spans, sentence, place in cases:
        rows = [
            Statement(str(n), "direct", (Span(a, b, text[a:b]),), None, None, "neutral", None, None, 1.0)
            for n, (a, b) in enumerate(spans)
        ]
        document = Document("d", "draft", None, None, (), None, "en", text)
        nobody: list[Speaker] = []
        found = judge_against(document, rows[1:] if alone else rows, nobody, {}, library)[-1]
        home = library.originals[sentence.at].id
        places = [o for o in (found.original, *found.also) if o and o.span]
        hits = [
            o.id == home and o.span is not None and o.span.start < place[1] and place[0] < o.span.stop for o in places
        ]
        named += bool(hits) and hits[0]
        listed += any(hits[1:])
    return named, listed


def _others(folder: str | None) -> list[OriginalText]:
    rows = []
    for file in sorted(Path(folder).glob("*.txt")) if folder else ():
        text = file.read_text("utf-8", "replace")
        turns = tuple(
            Turn(m.start(2), m.end(2), m[1]) for m in re.finditer(r"^([A-Z][A-Z .'-]+): (.*)$", text, re.MULTILINE)
        )
        rows.append(OriginalText("file", file.name, text, file.name, None, turns, language="en"))
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.checkplaces", description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rows, random = originals(), Random(given.seed)
    every = sentences(rows)
    library = Library([*rows, *_others(given.folder)])
    cases: list[Case] = []
    while len(cases) < given.cases:
        case = made(rows, every, random)
        cases += [case] if case else []
    for alone in (True, False):
        named, listed = right(cases, library, alone=alone)
        how = "by the prose around it alone" if alone else "with another quotation beside it"
        print(f"{how:34} right place {named / len(cases):.3f}, among the further ones {listed / len(cases):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
