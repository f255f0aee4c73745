"""The packaged data files (TOML under ``data/``) → plain dicts, read once and only when asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.errors import EnvironmentFaultError


@cache
def load(name: str) -> dict[str, Any]:
    """Read ``data/NAME.toml``.

    :raises EnvironmentFaultError: the file is missing or damaged, that is, the installation is.
    """
    try:
        text = files("onrecord").joinpath("data").joinpath(f"{name}.toml").read_text("utf-8")
        return tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise EnvironmentFaultError(f"data/{name}.toml", str(error)) from error


def language(code: str) -> dict[str, Any]:
    """What ``data/languages/CODE.toml`` says of a language (ISO 639-1); nothing if there is no such file."""
    return load(f"languages/{code}") if code in languages() else {}


@cache
def languages() -> frozenset[str]:
    """Languages that have a data file of their own."""
    folder = files("onrecord").joinpath("data").joinpath("languages")
    return frozenset(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))
