"""A state ↔ Arrow files in a folder, mapped into memory, so that opening it costs nothing and an update reads what it asks for.

Files are never changed: a new state is written beside the old one and stands once ``state.json``, the list of its files,
is replaced; files that it does not name are removed then. Segments of an update are joined with earlier ones of about the
same size, so that there are few.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.trail.update_state import FOREST, SEGMENTED, State, ordered

if TYPE_CHECKING:
    import pyarrow as pa

LIST = "state.json"
_GROWS = 4
"""A segment is joined with the one before it once it is more than a quarter of that."""


class Listed(Struct, frozen=True):
    """What is kept."""

    method: str
    mark: str
    """What the trails are of, exactly."""
    shards: tuple[str, ...]
    """The same, shard by shard."""
    table: str
    """File of the trails."""
    merges: str
    parts: dict[str, tuple[str, ...]] = {}
    """Files of the state; there is none where trails are few enough, or too many, to be made anew."""
    marked: tuple[str, ...] = ()
    """Statements among them that people marked; those of them that are no longer are passed over when trails are asked."""


def listed(folder: Path) -> Listed | None:
    """What is kept in a folder; ``None`` where that is nothing, or nothing that can be read."""
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode((folder / LIST).read_bytes(), type=Listed)
    return None


def opened(folder: Path, name: str) -> pa.Table:
    """A kept file, where it lies.

    :raises OSError, ValueError: it is gone or damaged.
    """
    import pyarrow as pa

    with pa.memory_map(str(folder / name)) as file:
        return pa.ipc.open_file(file).read_all()


def load(folder: Path, kept: Listed) -> State:
    """The state that is kept.

    :raises OSError, ValueError, KeyError: a file is gone or damaged.
    """
    segments = {name: [opened(folder, file) for file in kept.parts[name]] for name in SEGMENTED}
    forest = opened(folder, kept.parts["forest"][0])
    seen, order = (opened(folder, kept.parts[name][0])[name].to_numpy() for name in ("seen", "order"))
    columns = {name: forest[name].to_numpy().copy() for name in FOREST}
    return State(segments, columns, seen, order, opened(folder, kept.merges))


def save(
    folder: Path, kept: Listed, table: pa.Table, merges: pa.Table, state: State | None, old: Listed | None = None
) -> None:
    """Keep trails, and the state if there is one; ``kept`` says what they are of.

    :param old: what is there: segments that the state took from it stay where they are.
    :raises OSError: nothing can be written there.
    """
    parts = _written(folder, state, old) if state else {}
    whole = msgspec.structs.replace(
        kept,
        table=_write(folder, table.combine_chunks(), "table"),
        merges=_write(folder, merges, "merges"),
        parts=parts,
    )
    relist(folder, whole)
    named = {LIST, ".lock", whole.table, whole.merges, *(file for files in parts.values() for file in files)}
    for other in os.listdir(folder):
        if other not in named and other.endswith((".arrow", ".parquet", ".new")):
            with suppress(OSError):  # Windows keeps what is open
                (folder / other).unlink()


def relist(folder: Path, kept: Listed) -> None:
    """Replace the list of what is kept.

    :raises OSError: nothing can be written there.
    """
    partial = folder / f".{LIST}.new"
    partial.write_bytes(msgspec.json.encode(kept))
    os.replace(partial, folder / LIST)


def _written(folder: Path, state: State, old: Listed | None) -> dict[str, tuple[str, ...]]:
    import pyarrow as pa

    parts = {name: _segments(folder, name, state.segments[name], (old.parts if old else {}).get(name, ()))
             for name in SEGMENTED}  # fmt: skip
    parts["forest"] = (_write(folder, pa.table(state.forest), "forest"),)
    parts["seen"] = (_write(folder, pa.table({"seen": state.seen}), "seen"),)
    parts["order"] = (_write(folder, pa.table({"order": state.order}), "order"),)
    return parts


def _segments(folder: Path, name: str, tables: list[pa.Table], files: tuple[str, ...]) -> tuple[str, ...]:
    """Write the segments that have no file, joined with those before them that are not much larger."""
    import pyarrow as pa

    stay = len(files) if len(files) < len(tables) or not files else len(tables)
    new = list(tables[stay:])
    while stay and new and sum(one.num_rows for one in new) * _GROWS > tables[stay - 1].num_rows:
        stay -= 1
        new.insert(0, tables[stay])
    if not new:
        return files[:stay]
    whole = pa.concat_tables(new).combine_chunks()
    return (*files[:stay], _write(folder, ordered(whole) if name == "prints" and len(new) > 1 else whole, name))


def _write(folder: Path, table: pa.Table, name: str) -> str:
    """Write a file under a name that is nobody else's; the name."""
    import pyarrow as pa

    handle, path = tempfile.mkstemp(prefix=f"{name}-", suffix=".arrow", dir=folder)
    with os.fdopen(handle, "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    return os.path.basename(path)
