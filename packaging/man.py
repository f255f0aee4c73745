"""The commands → one man page each in ``packaging/man`` (``python packaging/man.py``); a test holds them up to date."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click
from click_man.core import write_man_pages

from onrecord.cli.main import COMMANDS, cli
from onrecord.settings import VERSION

FOLDER = Path(__file__).parent / "man"
DATE = "2026-11-22"


def write(folder: Path) -> None:
    """Write every page anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    commands = {name: cli.get_command(click.Context(cli), name) for name in COMMANDS}
    whole = click.Group("onrecord", commands=commands, params=cli.params, help=cli.help)
    write_man_pages("onrecord", whole, version=VERSION, target_dir=str(folder), date=DATE)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
