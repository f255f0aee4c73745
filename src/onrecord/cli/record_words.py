"""Facts about records → sentences for people, and the exit code that they come to."""

from __future__ import annotations

from onrecord.errors import QueryError, RecordError
from onrecord.export.safe import line

RECORD = {
    "missing": "{path}: there is no such folder. Make a record first: onrecord add CORPUS -r {path}",
    "not-a-record": "{path} is no record (it has no record.json). Name a folder that onrecord add made.",
    "damaged": "{path} is damaged{detail}. Restore record.json from a backup, or add the corpus to a new folder.",
    "newer": "{path} was made by a newer onrecord{detail}. Update onrecord to open it: python -m pip install --upgrade "
    "onrecord",
    "older": "{path} was made by an onrecord so old that this one cannot open it{detail}. Add the corpus to a new folder.",
    "unreadable": "{path} could not be read{detail}. Check its permissions.",
    "unwritable": "{path} cannot be written{detail}. Choose another folder with --record, or change its permissions.",
    "not-empty": "{path} is a folder with other things in it. Name a new folder with --record; add makes it.",
    "busy": "another onrecord is adding to {path}{detail}. Wait until it is done; reading the record is possible meanwhile.",
    "no-table": "{path} has no such table{detail}.",
}
_USAGE = ("missing", "not-a-record", "not-empty", "no-table")


def record_problem(error: RecordError | QueryError) -> tuple[str, int]:
    """Say what is wrong with a record or a query, and which exit code that is."""
    from onrecord.cli.main import ENVIRONMENT, USAGE

    if isinstance(error, QueryError):
        return f"the query cannot be answered: {error.detail.strip()}", USAGE
    detail = f" ({line(error.detail)})" if error.detail else ""
    sentence = RECORD[error.reason].format(path=line(error.path), detail=detail)
    return sentence, USAGE if error.reason in _USAGE else ENVIRONMENT
