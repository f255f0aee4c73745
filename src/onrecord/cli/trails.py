"""``onrecord trails``: all trails of a record, made or brought up to date, and the widest of them listed."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.log import say
from onrecord.cli.record_options import output_options, record_option
from onrecord.cli.record_output import Form, show, tell_if_empty
from onrecord.cli.trail import following

_KINDS = ("cut", "spliced", "reworded", "meaning")


@click.command(short_help="The statements of a record that travelled farthest.")
@record_option
@click.option("--top", type=click.IntRange(1, 1_000_000), default=20, metavar="N", help="How many are listed (20).")
@click.option("--changed", type=click.Choice(_KINDS), multiple=True,
              help="Only trails on which words were changed so; may be given more than once.")  # fmt: skip
@click.option("--speaker", metavar="NAME", help="Only trails with a speaker of this name (a part of it will do).")
@click.option("--anew", is_flag=True, help="Follow all statements again, not only those that are new.")
@click.option("--engine", type=click.Choice(["memory", "duckdb", "spark"]),
              help="How all statements are followed, the first time and with --anew: in memory (the default, but for more than "
              "six million); stage by stage on disk, with DuckDB; or on Spark: the running cluster, or this machine. The trails "
              "are the same. A run by stages that was cut goes on where it was.")  # fmt: skip
@click.option("--staging", metavar="PLACE",
              help="Where stages are kept; on a cluster a folder or address that all workers reach. They stay there.")  # fmt: skip
@output_options
@click.pass_context
def trails(
    ctx: click.Context, record: str, top: int, changed: tuple[str, ...], speaker: str | None, anew: bool, engine: str | None,
    staging: str | None, form: Form, output: str | None, escape_formulas: bool,
) -> int:  # fmt: skip
    """Put the same statements of different documents together, and list those that most documents have.

    The trails are kept in the record's folder and brought up to date when the record has grown; they keep their names. How
    one statement went is shown by onrecord trail.
    """
    from onrecord.trail import kept
    from onrecord.trail.ask import Trails
    from onrecord.trail.listed import Listed
    from onrecord.trail.update_names import Way

    if staging and engine in (None, "memory"):
        ctx.fail("--staging wants --engine duckdb or --engine spark: in memory there are no stages.")
    way = Way(None if engine == "memory" else engine, staging, stage)
    if anew:
        kept.forget(Path(record))
    with Trails(Path(record), following, way=way) as made:
        tell_if_empty(record, made.manifest)
        rows = list(made.listed(top, changed, speaker))
        import pyarrow.compute as pc

        several = made.table.num_rows and pc.count_distinct(made.table["trail"]).as_py()
        say(f"{made.table.num_rows:,} statements, {several:,} trails.")

    def page(width: int, colour: bool, encoding: str) -> str:
        from onrecord.export.trail_text import render_list

        return render_list(rows, width=width, colour=colour, encoding=encoding)

    names = Listed.__struct_fields__
    plain = ({name: getattr(row, name) for name in names} for row in rows)
    if form == "csv":
        plain = (row | {"changes": "; ".join(f"{k} {n}" for k, n in row["changes"].items())} for row in plain)
    show(form, names, plain, page, output, safe=escape_formulas)
    return 0


def stage(name: str, place: int, count: int) -> None:
    """Tell which stage of a long run begins."""
    say(f"stage {place + 1} of {count}: {name}")
