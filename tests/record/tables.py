"""Tables of a record as sorted lists of JSON lines, for comparing records."""

from __future__ import annotations

import json
from pathlib import Path

from onrecord.record.record import Record


def tables(folder: Path) -> dict[str, list[str]]:
    with Record(folder) as record:
        return {
            name: sorted(json.dumps(row, sort_keys=True) for row in record.table(name).to_pylist())
            for name in record.tables
        }
