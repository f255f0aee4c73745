"""A table of statements → trails, stage by stage on an engine: the same method as ``follow``'s, for tables of any size.

The stages' tables are kept, so that a run that was cut goes on at the stage where it was. ``follow`` gives the same result in
memory, faster, where the table fits into it.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

from onrecord.engine.plan import Stage, Watch, follow_plan
from onrecord.trail import stages_forest, stages_links, stages_words
from onrecord.trail.stages_words import UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from onrecord.engine.local import Local
    from onrecord.engine.spark import Spark
    from onrecord.trail.follow import Followed

METHOD = "trails-4"
"""Of the stages; tables of another are made anew."""
STAGES = (*stages_words.STAGES, *stages_links.STAGES, *stages_forest.STAGES)
_EACH = 500_000
"""Statements a part, on one machine."""


def staged(
    checked: pa.Table, engine: str, folder: str | None = None, parts: int = 0, watch: Watch | None = None
) -> pa.Table:
    """Follow statements; see :func:`onrecord.trails`, whose rows these are, in another order.

    :param checked: columns ``id``, ``text``, ``published``, ``speaker`` of the types that ``follow`` checks.
    :param folder: where the stages' tables are kept; by default somewhere for the time of the run.
    :param parts: into how many parts the work is divided; 0 chooses. The result does not depend on it.
    """
    import pyarrow.compute as pc

    with _ran(checked, engine, folder, parts, STAGES, watch) as running:
        found = running.table("SELECT statement, trail, parent, change, score FROM trails")
    found = found.take(pc.index_in(checked["id"].combine_chunks(), found["statement"].combine_chunks()))
    return found.combine_chunks()


def followed(checked: pa.Table, engine: str, folder: str | None = None, watch: Watch | None = None) -> Followed:
    """The same, of each variant instead of each statement: what ``follow.follow_folded`` returns."""
    from onrecord.trail.follow import Followed

    with _ran(checked, engine, folder, 0, STAGES[:-1], watch) as running:
        found = running.table(
            "SELECT t.root, t.first, s.source, s.change, s.score FROM trees AS t"
            " LEFT JOIN sources AS s ON s.number = t.number ORDER BY t.number"
        )
    none = {"source": -1, "change": 0, "score": 1}
    columns = {
        name: column.fill_null(none.get(name, -1)).to_numpy()
        for name, column in zip(found.column_names, found, strict=True)
    }
    return Followed(**columns)


@contextmanager
def _ran(
    checked: pa.Table, engine: str, folder: str | None, parts: int, stages: Sequence[Stage], watch: Watch | None
) -> Iterator[Any]:
    """An engine that has these stages' tables of some statements."""
    with opened(engine, folder, parts or _parts(engine, checked.num_rows)) as running:
        begun(running, checked)
        follow_plan(running, stages, watch)
        yield running


def begun(running: Any, checked: pa.Table) -> None:
    """Put statements into an engine, unless it has the very same and what was made of them."""
    facts = {"method": METHOD, "statements": checked.num_rows, "parts": running.parts, "of": _digest(checked)}
    if not running.files.is_of(facts):
        for stage in STAGES:
            running.files.clear(stage.name)
        running.files.clear("statements")
        running.files.begin(facts)
    if not running.has("statements"):
        running.give("statements", _statements(checked))


@contextmanager
def opened(engine: str, folder: str | None, parts: int) -> Iterator[Any]:
    """An engine with its folder; one of its own is removed at the end."""
    if folder is not None:
        with _engine(engine, folder, parts) as running:
            yield running
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="onrecord-trails-") as own, _engine(engine, own, parts) as running:
        yield running


def _engine(engine: str, folder: str, parts: int) -> AbstractContextManager[Local | Spark]:
    if engine == "spark":
        from onrecord.engine.spark import Spark

        return Spark(folder, parts)
    from onrecord.engine.local import Local

    return Local(folder, parts)


def _parts(engine: str, statements: int) -> int:
    """0 where the engine knows better."""
    return 0 if engine == "spark" and statements < 20_000_000 else 1 + statements // _EACH


def _statements(checked: pa.Table) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    speakers = checked["speaker"] if "speaker" in checked.column_names else pa.nulls(checked.num_rows, pa.string())
    times = pc.fill_null(checked["published"].cast(pa.int64()), UNDATED)
    return pa.table({"id": checked["id"], "text": checked["text"], "time": times, "speaker": speakers})


def _digest(checked: pa.Table) -> str:
    """Of the rows, so that a run that was cut goes on only with the same ones."""
    import hashlib

    from onrecord.trail.words import hash_of

    rows = _statements(checked)
    digest = hashlib.blake2b(rows["time"].to_numpy().tobytes(), digest_size=16)
    for name in ("id", "text", "speaker"):
        digest.update(hash_of(rows[name]).tobytes())
    return digest.hexdigest()
