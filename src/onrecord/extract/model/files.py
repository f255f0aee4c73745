"""The packaged files of the trained reader → bytes and numbers, checked against what they should be; see ``reader``."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.errors import EnvironmentFaultError

FORMAT = 1
"""What this code understands; a change of features, tags or outputs raises it."""


class Part(Struct, frozen=True):
    """A file beside the card, and what it must be."""

    file: str
    bytes: int
    sha256: str


class Card(Struct, frozen=True):
    """``reader.json``: the files that belong together and the learnt numbers outside the network."""

    format: int
    version: str
    network: Part
    tokenizer: Part
    room: int
    context: int
    follow: list[list[float]]
    begin: list[float]
    end: list[float]
    near: list[list[float]]
    far: list[list[float]]
    none: list[float]
    calibration: tuple[float, float]


def card(folder: Path) -> Card:
    """The card of a folder.

    :raises EnvironmentFaultError: it is missing, damaged, or made for another version of this code.
    """
    path = folder / "reader.json"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Card)
    except (OSError, msgspec.DecodeError) as error:
        raise EnvironmentFaultError(str(path), f"the trained reader's card cannot be read: {error}") from error
    if found.format != FORMAT:
        raise EnvironmentFaultError(str(path), f"format {found.format} found, format {FORMAT} wanted")
    return found


def part(folder: Path, card: Card, wanted: Part) -> bytes:
    """A file that the card names.

    :raises EnvironmentFaultError: it is missing, cut short or another one; names file and version wanted.
    """
    path = folder / wanted.file
    named = f"version {card.version} wanted, {wanted.bytes} bytes, sha256 {wanted.sha256}"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentFaultError(str(path), f"{error.strerror or error}; {named}") from error
    if len(data) != wanted.bytes or hashlib.sha256(data).hexdigest() != wanted.sha256:
        raise EnvironmentFaultError(str(path), f"{len(data)} bytes found that are not it; {named}")
    return data
