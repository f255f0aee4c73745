"""Commands and tables → ``docs/reference/commands.md`` and ``tables.md``; a test holds them up to date."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import click
import pyarrow as pa

from onrecord import model
from onrecord.cli.main import COMMANDS, cli
from onrecord.record.schema import NOUNS, schemas, views

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
_WIDTH = 100


def commands() -> str:
    """Every command's help."""
    parts = ["# Commands\n\nWhat `onrecord COMMAND --help` prints."]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        context = click.Context(command, info_name=f"onrecord {name}", terminal_width=_WIDTH, max_content_width=_WIDTH)
        parts.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```")
    return "\n\n".join(parts) + "\n"


def tables() -> str:
    """Every table of a record with its columns."""
    parts = [
        "# Tables of a record\n\nColumns of the Parquet files, with Arrow's types; `said` joins what is asked most. Spans are half-open, "
        "in code points of `documents.text`. Unknown is null."
    ]
    for name, schema in schemas().items():
        noun = NOUNS.get(name)
        about = inspect.getdoc(noun) if noun else None
        notes = dict(_notes(noun)) if noun else {}
        rows = [f"| `{field.name}` | {_type(field.type)} | {notes.get(field.name, '')} |" for field in schema]
        parts.append(
            "\n".join(
                [f"## {name}", "", *([about, ""] if about else []), "| column | type | |", "|---|---|---|", *rows]
            )
        )
    parts.append(
        f"## Views\n\n{', '.join(f'`{name}`' for name in views())}: the rows of the files that are valid now, and `said`."
    )
    return "\n\n".join(parts) + "\n"


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    if pa.types.is_struct(kind):
        return f"struct ({', '.join(kind.field(k).name for k in range(kind.num_fields))})"
    return str(kind)


def _notes(noun: type) -> Iterator[tuple[str, str]]:
    """Docstrings of a struct's fields."""
    (body,) = [node for node in ast.parse(inspect.getsource(model)).body if getattr(node, "name", "") == noun.__name__]
    assert isinstance(body, ast.ClassDef)
    for field, note in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(note, ast.Expr) and isinstance(note.value, ast.Constant):
            yield (
                ast.unparse(field.target),
                " ".join(str(note.value.value).split()).replace("``", "`").replace("|", "\\|"),
            )


def write(folder: Path) -> None:
    """Write both pages."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "commands.md").write_text(commands(), "utf-8")
    (folder / "tables.md").write_text(tables(), "utf-8")


if __name__ == "__main__":
    write(FOLDER)
