"""How sure the gate is: ``python -m eval.check [--cases 10000] [--seed 1] [--misses KIND]``.

Sentences of ``eval/material`` are changed in known ways (``check_mutations``) and judged against it. Printed shares:
``safe`` (1 less the dangerous passes: changed, misattributed or invented words called trimmed or better), ``calm`` (1 less
the false alarms: faithful words called worse than trimmed), ``class`` (the expected verdict), ``edits`` (op, what and both
spans of every edit as expected), ``passage`` (the right place of the right original).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from eval.check_cases import KINDS, Cases, batches, worse_than
from eval.check_material import FOLDER, originals, sentences
from eval.check_mutations import Case
from eval.floors import check, digest_of
from onrecord.model import Document, Span, Speaker, Statement, Verdict
from onrecord.verify.check import judge_against
from onrecord.verify.library import Library

_DRAFT = 250
"""Quotations of one draft."""


def draft(cases: list[Case]) -> tuple[Document, list[Statement], list[Speaker], dict[str, str | None]]:
    """One article that prints the cases, each with its speaker behind it."""
    text = ""
    statements, speakers, speaker_of = [], {}, dict[str, str | None]()
    for at, case in enumerate(cases):
        start = len(text)
        halves = (case.printed,) if case.parts is None else (case.printed[: case.parts], case.printed[case.parts + 1 :])
        content = []
        for half in halves:
            quoted = f"“{half}”"
            content.append(Span(len(text), len(text) + len(quoted), quoted))
            text += quoted + f" {case.speaker} said. "
        text += "\n\n"
        speakers[case.speaker] = Speaker(case.speaker, case.speaker, (), (), (), False, (), "person")
        statements.append(Statement(str(at), "direct", tuple(content), None, None, "neutral", None, None, 1.0))
        speaker_of[str(at)] = case.speaker
        assert text[start] == "“"
    return Document("d", "draft.txt", None, None, (), None, "en", text), statements, list(speakers.values()), speaker_of


def judged(cases: list[Case], library: Library) -> list[tuple[Case, Statement, Verdict]]:
    """Every case with its statement and its verdict."""
    rows = []
    for batch in batches(cases, _DRAFT):
        document, statements, speakers, speaker_of = draft(batch)
        verdicts = judge_against(document, statements, speakers, speaker_of, library)
        rows += list(zip(batch, statements, verdicts, strict=True))
    return rows


def found_edits(statement: Statement, case: Case, verdict: Verdict) -> list[tuple[str, str, object, object]]:
    """Edits with the printed side counted in the case's printed words."""
    rows: list[tuple[str, str, object, object]] = []
    for edit in verdict.edits:
        printed = original = None
        if edit.printed:
            second = len(statement.content) > 1 and edit.printed.start >= statement.content[1].start
            base = statement.content[1].start - (case.parts or 0) if second else statement.content[0].start + 1
            printed = (edit.printed.start - base, edit.printed.stop - base)
        if edit.original:
            original = (edit.original.start, edit.original.stop)
        rows.append((edit.op, edit.what, printed, original))
    return rows


def same_edits(statement: Statement, case: Case, verdict: Verdict) -> bool:
    """Whether the edits are those expected; a mark at the end may be told against the original's mark."""
    have = found_edits(statement, case, verdict)
    want = list(case.edits or ())
    for row in want:
        match = next((h for h in have if _is(h, row)), None)
        if match is None:
            return False
        have.remove(match)
    return not have


def _is(have: tuple[str, str, object, object], want: tuple[str, str, object, object]) -> bool:
    if want[0] == "any":
        return have[1] == want[1]
    if want[1] == "punctuation" and want[3] is None:
        return have[1] == "punctuation" and have[2] == want[2]
    return have == tuple(want)


def is_right(case: Case, verdict: Verdict) -> bool:
    return verdict.verdict == case.verdict or verdict.verdict in case.allowed


def is_dangerous(case: Case, verdict: Verdict) -> bool:
    """Changed, misattributed or invented words let through."""
    return worse_than(case.verdict, "spliced") and not worse_than(verdict.verdict, "trimmed")


def is_alarm(case: Case, verdict: Verdict) -> bool:
    """Faithful words judged worse than trimmed."""
    return not worse_than(case.verdict, "trimmed") and worse_than(verdict.verdict, "trimmed")


def is_placed(case: Case, verdict: Verdict, library: Library) -> bool:
    """Whether the passage named is the one that the case was made from, or the same words elsewhere."""
    original = verdict.original
    if case.at is None or original is None or original.span is None:
        return False
    true = library.originals[case.at].text[case.start : case.stop]
    inside = min(original.span.stop, case.stop) - max(original.span.start, case.start)
    if original.id == library.originals[case.at].id and inside >= 0.7 * min(
        len(true), original.span.stop - original.span.start
    ):
        return True
    return original.span.text.casefold().strip(".,!? ") in true.casefold()


def figures(rows: list[tuple[Case, Statement, Verdict]], library: Library) -> dict[str, float]:
    """The shares that are kept as floors."""
    danger = [row for row in rows if worse_than(row[0].verdict, "spliced")]
    faithful = [row for row in rows if not worse_than(row[0].verdict, "trimmed")]
    edited = [row for row in rows if row[0].edits is not None and not row[0].allowed]
    placed = [row for row in rows if row[0].at is not None]
    return {
        "safe": 1 - sum(is_dangerous(c, v) for c, _, v in danger) / len(danger),
        "calm": 1 - sum(is_alarm(c, v) for c, _, v in faithful) / len(faithful),
        "class": sum(is_right(c, v) for c, _, v in rows) / len(rows),
        "edits": sum(same_edits(s, c, v) for c, s, v in edited) / len(edited),
        "passage": sum(is_placed(c, v, library) for c, _, v in placed) / len(placed),
    }


def report(rows: list[tuple[Case, Statement, Verdict]], library: Library) -> str:
    """One line for each class of change."""
    lines = [f"{'':20} cases  class   edits  passage  dangerous  alarms"]
    for kind in KINDS:
        mine = [row for row in rows if row[0].kind == kind]
        if mine:
            edited = [row for row in mine if row[0].edits is not None and not row[0].allowed]
            placed = [row for row in mine if row[0].at is not None]
            lines.append(
                f"{kind:20} {len(mine):5}  {sum(is_right(c, v) for c, _, v in mine) / len(mine):.3f}"
                f"   {sum(same_edits(s, c, v) for c, s, v in edited) / len(edited) if edited else float('nan'):.3f}"
                f"   {sum(is_placed(c, v, library) for c, _, v in placed) / len(placed) if placed else float('nan'):.3f}"
                f"   {sum(is_dangerous(c, v) for c, _, v in mine):5}     {sum(is_alarm(c, v) for c, _, v in mine):5}"
            )
    return "\n".join(lines)


def misses(rows: list[tuple[Case, Statement, Verdict]], kind: str, library: Library, limit: int = 40) -> str:
    """The cases of a class that did not come out as expected, each once."""
    lines, seen = [], Counter[str]()
    for case, statement, verdict in rows:
        wrong = not is_right(case, verdict) or (
            case.edits is not None and not case.allowed and not same_edits(statement, case, verdict)
        ) or (case.at is not None and not is_placed(case, verdict, library))  # fmt: skip
        danger = is_dangerous(case, verdict) or is_alarm(case, verdict)
        if not wrong or not (case.kind == kind or kind == "all" or (kind == "grave" and danger)):
            continue
        seen[case.printed] += 1
        if seen[case.printed] > 1 or len(seen) > limit:
            continue
        text = library.originals[case.at].text[case.start : case.stop] if case.at is not None else "-"
        lines.append(
            f"[{case.kind}] {case.speaker}\n  printed  {case.printed}\n  original {text}\n"
            f"  want {case.verdict} {[tuple(e) for e in case.edits or ()]}\n"
            f"  have {verdict.verdict} {found_edits(statement, case, verdict)} {verdict.reason}"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.check", description="Score verdicts on changed sentences.")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", metavar="KIND", help="list the misses of a class, of 'all' or of the 'grave' ones")
    parser.add_argument("--raise", action="store_true", dest="raise_them", help="keep higher figures as the new floors")
    given = parser.parse_args()
    rows = originals()
    library = Library(rows)
    cases = Cases(rows, sentences(rows), given.seed).make(given.cases)
    began = time.process_time()
    results = judged(cases, library)
    seconds = time.process_time() - began
    print(report(results, library))
    if given.misses:
        print(misses(results, given.misses, library))
    print(f"{len(cases) / seconds:,.0f} quotations/s of CPU time")
    files = [*FOLDER.glob("*.txt"), *FOLDER.parent.glob("check_*.py")]
    name = f"check.{given.seed}.{given.cases}"
    return check(name, figures(results, library), digest_of(files), given.raise_them)


if __name__ == "__main__":
    sys.exit(main())
