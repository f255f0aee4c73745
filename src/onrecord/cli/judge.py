"""``onrecord judge``: a person's judgement on statements of a record → a line of its table; and what was judged, listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

import click

from onrecord.cli.log import say
from onrecord.cli.record_options import record_option
from onrecord.export.safe import line

if TYPE_CHECKING:
    from onrecord.record.judgements import About, Judgement, JudgementError, Judgements
    from onrecord.record.record import Record

_PLACE = re.compile(r"(d[0-9a-f]+):(\d+)-(\d+)")
_COLUMNS = ("id", "kind", "answer", "name", "statements", "document", "by", "at", "reason", "words")
_MISSED = (
    "--same, --not-same, --speaker, --not-speaker, --statement, --no-statement and --take-back say one thing at a time."
)


@click.command(short_help="Say what is right: the same statement, the speaker, a statement at all.")
@record_option
@click.option("--same", nargs=2, metavar="ID ID", help="The two are the same statement.")
@click.option("--not-same", nargs=2, metavar="ID ID", help="The two are not the same statement.")
@click.option("--speaker", nargs=2, metavar="ID NAME", help="NAME is the speaker of the statement.")
@click.option("--not-speaker", nargs=2, metavar="ID NAME", help="NAME is not its speaker.")
@click.option("--statement", metavar="PLACE", help="This is a statement: its ID, or DOCUMENT:START-STOP (code points of its text) "
              "where reading missed it.")  # fmt: skip
@click.option("--no-statement", metavar="PLACE", help="This is no statement.")
@click.option("--take-back", metavar="JUDGEMENT", help="Take back a judgement, named by its id.")
@click.option("--by", metavar="NAME", help="Who judges.")
@click.option("--reason", metavar="WORDS", help="Why.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "csv", "training"]), default="text",
              help="Of the list: text (the default), jsonl or csv; training: lines with the texts that were judged, to train "
              "with.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write the list to FILE, which appears once it is whole.")
@click.option("--escape-formulas", is_flag=True, help="In csv, put an apostrophe before cells that a spreadsheet would take for "
              "formulas.")  # fmt: skip
@click.pass_context
def judge(
    ctx: click.Context,
    /,
    record: str,
    by: str | None,
    reason: str | None,
    form: Literal["text", "jsonl", "csv", "training"],
    output: str | None,
    escape_formulas: bool,
    **given: Any,
) -> int:
    """Judge what the program concluded, or list what was judged.

    Judgements are kept in the record's folder, beside what reading found, and are honoured by every later run. A later
    judgement of the same question counts instead of the earlier one.

    \b
      onrecord judge -r news --not-same s0123456789abcdef0123 s0123456789abcdef4567 --by Ann --reason 'another strike'
      onrecord judge -r news --take-back j0123456789abcdef0123 --by Ann
      onrecord judge -r news --format training -o judged.jsonl
    """
    from onrecord.record.judgements import JudgementError, Judgements
    from onrecord.record.record import Record

    said = [(name, value) for name, value in given.items() if value]
    if len(said) > 1:
        ctx.fail(_MISSED)
    if not said and (by or reason):
        ctx.fail("--by and --reason belong to a judgement, for example --same ID ID.")
    if said and not by:
        ctx.fail("a judgement needs --by: who judges.")
    with Record(record) as opened:
        judgements = Judgements(record)
        _tell_broken(judgements)
        if not said:
            _listed(opened, judgements, form, output, escape_formulas)
            return 0
        try:
            row = _judged(opened, judgements, *said[0], by or "", reason or "")
        except JudgementError as error:
            ctx.fail(_problem(error, record))
    say(f"{row.id}: {row.name}{' ' + line(row.about.name) if row.about.name else ''}: {' '.join(row.about.statements)}")
    return 0


def _judged(record: Record, judgements: Judgements, name: str, value: Any, by: str, reason: str) -> Judgement:
    from onrecord.record.judgements import JudgementError, same, speaker
    from onrecord.record.judging import judge as judged

    if name == "take_back":
        row = next((row for row in judgements.standing().values() if row.id == value), None)
        if row is None:
            raise JudgementError("unknown", value)
        return judgements.add(row.about, None, by=by, reason=reason, words=row.words, previous=row.id)
    about: About
    if name in ("same", "not_same"):
        about = same(*value)
    elif name in ("speaker", "not_speaker"):
        about = speaker(*value)
    else:
        about = _placed(record, value)
    return judged(record, judgements, about, not name.startswith("no"), by=by, reason=reason)


def _placed(record: Record, place: str) -> About:
    from onrecord.record.judging import statement_at, statement_of

    found = _PLACE.fullmatch(place)
    return statement_at(record, found[1], int(found[2]), int(found[3])) if found else statement_of(record, place)


def _problem(error: JudgementError, record: str) -> str:
    if error.reason == "unknown" and error.detail.startswith("j"):
        return f"no judgement {line(error.detail)} stands. Those that do: onrecord judge -r {line(record)}"
    if error.reason == "unknown":
        return f"{line(record)} has no {line(error.detail)}. Ids are shown by find, trail and read --format jsonl."
    if error.reason == "itself":
        return "name two statements: these are one and the same."
    if error.reason == "conflict":
        return "somebody judged this at the same moment. Look at the list and judge again."
    return "there are no words, or no name, to judge."


def _tell_broken(judgements: Judgements) -> None:
    if broken := judgements.broken:
        lines = ", ".join(map(str, broken[:5])) + (" …" if len(broken) > 5 else "")
        say(
            f"{line(str(judgements.path))}: line {lines} is no judgement and is left out; a write may have been cut off."
        )


def _listed(
    record: Record,
    judgements: Judgements,
    form: Literal["text", "jsonl", "csv", "training"],
    output: str | None,
    safe: bool,
) -> None:
    from onrecord.cli.record_output import show

    if form == "training":
        from onrecord.record.judgements_export import training

        lines = list(training(record, judgements))
        names = sorted({name for one in lines for name in one})
        show("jsonl", names, ({name: one.get(name) for name in names} for one in lines), _nothing, output)
        return
    rows = list(judgements.standing().values())
    show(form, _COLUMNS, (_row(row) for row in rows), lambda *how: _page(rows, *how), output, safe=safe)


def _row(row: Judgement) -> dict[str, Any]:
    about = row.about
    return {
        "id": row.id, "kind": about.kind, "answer": row.answer, "name": about.name, "statements": list(about.statements),
        "document": about.document, "by": row.by, "at": row.at, "reason": row.reason, "words": list(row.words),
    }  # fmt: skip


def _page(rows: list[Judgement], width: int, colour: bool, encoding: str) -> str:
    from onrecord.export.judgements_text import render

    return render(rows, width=width, colour=colour, encoding=encoding)


def _nothing(width: int, colour: bool, encoding: str) -> str:
    return ""
