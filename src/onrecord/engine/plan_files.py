"""Where the tables of a plan lie: a folder each, of Parquet files, whole once ``_SUCCESS`` is among them.

The folder may be local or an address that pyarrow or fsspec can open (``s3://``, ``gs://``, ``abfs://``, ``hdfs://``).
"""

from __future__ import annotations

import errno
import json
from typing import TYPE_CHECKING, Any

from onrecord.errors import EnvironmentFaultError

if TYPE_CHECKING:
    import pyarrow as pa

WHOLE = "_SUCCESS"
_PLAN = "plan.json"
_LARGE = 1 << 16


class Files:
    """Tables below one folder.

    :raises EnvironmentFaultError: the folder cannot be reached or written.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder.rstrip("/") or "/"
        self.system, self.path = opened_at(self.folder)

    def address(self, name: str) -> str:
        """Where a table is, for engines."""
        return f"{self.folder}/{name}"

    def has(self, name: str) -> bool:
        """Whether a table is there, whole."""
        return self._is_file(f"{self.path}/{name}/{WHOLE}")

    def names(self, name: str) -> list[str]:
        """Parquet files of a table, in order."""
        import pyarrow.fs as fs

        found = self.system.get_file_info(fs.FileSelector(f"{self.path}/{name}", allow_not_found=True))
        return sorted(one.path for one in found if one.base_name.endswith(".parquet"))

    def write(self, name: str, number: int, table: pa.Table) -> None:
        """Write one file of a table."""
        import pyarrow.parquet as pq

        with _room(self.folder):
            self.system.create_dir(f"{self.path}/{name}")
            path = f"{self.path}/{name}/part-{number:05}.parquet"
            large = table.nbytes > _LARGE * table.num_rows  # a row is a part, which is looked for by itself
            group = 1 if large else 1 << 17
            pq.write_table(
                table, path, filesystem=self.system, compression="lz4", use_dictionary=False, row_group_size=group
            )

    def finish(self, name: str) -> None:
        """Mark a table as whole."""
        self._write_text(f"{name}/{WHOLE}", "")

    def clear(self, name: str) -> None:
        """Remove a table."""
        import pyarrow.fs as fs

        with _room(self.folder):
            if self.system.get_file_info(f"{self.path}/{name}").type == fs.FileType.Directory:
                self.system.delete_dir(f"{self.path}/{name}")

    def is_of(self, facts: dict[str, Any]) -> bool:
        """Whether the tables here are of a plan with these facts."""
        path = f"{self.path}/{_PLAN}"
        if not self._is_file(path):
            return False
        with self.system.open_input_stream(path) as file:
            return bool(file.read().decode() == json.dumps(facts, sort_keys=True))

    def begin(self, facts: dict[str, Any]) -> None:
        """Write down what the plan is of; tables of another are cleared before."""
        self._write_text(_PLAN, json.dumps(facts, sort_keys=True))

    def _is_file(self, path: str) -> bool:
        import pyarrow.fs as fs

        return bool(self.system.get_file_info(path).type == fs.FileType.File)

    def _write_text(self, name: str, text: str) -> None:
        with _room(self.folder):
            self.system.create_dir(f"{self.path}/{name}".rpartition("/")[0])
            with self.system.open_output_stream(f"{self.path}/{name}") as file:
                file.write(text.encode())


class _room:  # noqa: N801 - used as a function
    """Turn the system's refusals into facts."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            full = error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error)
            raise EnvironmentFaultError("disk" if full else "folder", self.folder if full else str(error)) from error


def opened_at(folder: str) -> tuple[Any, str]:
    """What a file or folder lies in, for pyarrow, and its path there.

    :raises EnvironmentFaultError: there is no way to it.
    """
    import os

    import pyarrow as pa
    import pyarrow.fs as fs

    if "://" not in folder:
        return fs.LocalFileSystem(), os.path.abspath(folder)
    address = "s3" + folder[3:] if folder.startswith("s3a:") else folder
    try:
        found: tuple[Any, str] = fs.FileSystem.from_uri(address)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        found = _by_fsspec(address)
    except OSError as error:
        raise EnvironmentFaultError("folder", f"{folder}: {error}") from error
    return found


def _by_fsspec(address: str) -> tuple[Any, str]:
    import pyarrow.fs as fs

    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]

        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise EnvironmentFaultError("folder", f"{address}: {error}") from error
    return fs.PyFileSystem(fs.FSSpecHandler(system)), path
