"""``onrecord info``: what is installed here, as text or JSON, and the schema of what ``read`` prints."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@click.command(short_help="Version, packaged data, limits; the schema of the output.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (the default) or json."
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a line of “read --format jsonl”.")
def info(form: str, schema: bool) -> int:
    """Show what onrecord has here: its version, its data, its limits and which optional parts are installed."""
    from onrecord.cli.output import Output, ReaderGoneError

    try:
        with Output(None) as output:
            output.write(_schema() if schema else _json(facts()) if form == "json" else _text(facts()))
    except ReaderGoneError:
        pass
    return 0


def facts() -> dict[str, Any]:
    """Collect all that is shown."""
    import platform

    import msgspec

    from onrecord.settings import VERSION, Limits

    libraries, extras = _parts()
    return {
        "version": VERSION,
        "python": platform.python_version(),
        "executable": sys.executable,
        "platform": platform.platform(),
        "data": _data(),
        "limits": msgspec.to_builtins(Limits()),
        "libraries": libraries,
        "extras": extras,
    }


def _data() -> dict[str, str]:
    from importlib.resources import files

    def below(folder: Traversable, name: str) -> Iterator[tuple[str, str]]:
        for entry in folder.iterdir():
            if entry.is_dir():
                yield from below(entry, f"{name}{entry.name}/")
            else:
                yield f"{name}{entry.name}", str(entry)

    folder = files("onrecord").joinpath("data")
    return dict(sorted(below(folder, ""))) if folder.is_dir() else {}


def _parts() -> tuple[dict[str, str | None], dict[str, dict[str, Any]]]:
    """Versions of the libraries that onrecord needs, and for each extra what of it is missing."""
    from importlib.metadata import PackageNotFoundError, metadata, version

    def installed(name: str) -> str | None:
        try:
            return version(name)
        except PackageNotFoundError:
            return None

    try:
        declared = metadata("onrecord")
    except PackageNotFoundError:
        return {}, {}
    needed: dict[str, list[str]] = {"": [], **{extra: [] for extra in declared.get_all("Provides-Extra") or ()}}
    for requirement in declared.get_all("Requires-Dist") or ():
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        extra = re.search(r"extra == ['\"]([\w.-]+)", requirement)
        needed.setdefault(extra[1] if extra else "", []).append(name)
    libraries = {name: installed(name) for name in sorted(needed.pop(""))}
    missing = {extra: [name for name in names if installed(name) is None] for extra, names in needed.items()}
    return libraries, {extra: {"present": not names, "missing": names} for extra, names in missing.items()}


def _schema() -> bytes:
    from onrecord.export.jsonl import schema

    return _json(schema())


def _json(value: object) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value)) + b"\n"


def _text(known: dict[str, Any]) -> bytes:
    limits = known["limits"]
    rows = {
        "onrecord": known["version"],
        "Python": f"{known['python']} ({known['executable']})",
        "platform": known["platform"],
        "data": _listed(known["data"].values()),
        "limits": f"{limits['max_bytes'] // 1_000_000} MB a document, {limits['max_depth']:,} nested elements; "
        f"a URL {limits['fetch_seconds']:g} seconds and {limits['max_redirects']} redirects",
        "libraries": _listed(f"{name} {found or 'MISSING'}" for name, found in known["libraries"].items()),
        "extras": _listed(
            f"{name}: {'installed' if extra['present'] else 'lacks ' + ', '.join(extra['missing'])}"
            for name, extra in known["extras"].items()
        ),
    }
    text = "".join(f"{name:<10} {value}\n" for name, value in rows.items())
    return text.encode(sys.stdout.encoding or "utf-8", "replace")


def _listed(items: Any) -> str:
    return ("\n" + " " * 11).join(items) or "none"
