"""Word documents (DOCX) and OpenDocument texts (ODT) → their text as it reads with all changes accepted, with pages.

Both are ZIP archives of XML (ECMA-376, OASIS OpenDocument 1.3). Deleted words, comments and field codes are left out; foot-
and endnotes stand at the end. What is packed is measured before it is unpacked.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from onrecord.errors import UnreadableError
from onrecord.model import Place
from onrecord.readers.originals_text import from_text
from onrecord.readers.originals_types import File, Found
from onrecord.settings import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_FILES = 20_000
_WORD = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_OPEN = "content.xml"
_SKIPPED = frozenset(
    ["del", "moveFrom", "instrText", "delText", "Fallback", "tracked-changes", "annotation", "pict", "rPr", "pPr"]
)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_LOCAL = re.compile(r"\{[^}]*\}")


def from_docx(file: File, limits: Limits) -> Found:
    """Read a word processor's document.

    :raises UnreadableError: ``damaged`` if the archive or its XML is broken or has entities of its own (ECMA-376-2 forbids
        them, and the words that they stand for would be missing), ``binary`` for other archives, ``encrypted``,
        ``too-large`` if it would unpack to more than ``limits`` allow, ``empty`` if there are no words in it.
    """
    parts = _parts(file, limits)
    writer = _Writer()
    for part in parts:
        writer.part(part)
    text = "".join(writer.lines)
    if not text.strip():
        raise UnreadableError(file.path, "empty", "no words in it")
    return Found((from_text(file, text, places=tuple(writer.places)),))


def _parts(file: File, limits: Limits) -> list[_Element]:
    """The XML of the document and of its notes."""
    from lxml import etree

    try:
        with zipfile.ZipFile(BytesIO(file.source.data)) as archive:
            names = [name for name in _wanted(file, archive) if name in archive.NameToInfo]
            room = limits.max_bytes
            trees = []
            for name in names:
                data = _unpacked(file, archive, name, room)
                room -= len(data)
                trees.append(_tree(file, name, data))
            return trees
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnreadableError(file.path, "damaged", f"no whole ZIP archive: {error}") from error
    except RuntimeError as error:  # the standard library's word for a password
        raise UnreadableError(file.path, "encrypted") from error
    except etree.XMLSyntaxError as error:
        raise UnreadableError(file.path, "damaged", f"broken XML: {error}") from error


def _tree(file: File, name: str, data: bytes) -> _Element:
    """The XML of one part, without comments; no entity is expanded."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=False, remove_comments=True, remove_pis=True
    )
    tree = etree.fromstring(data, parser)
    if next(tree.iter(etree.Entity), None) is not None:
        raise UnreadableError(file.path, "damaged", f"{name} has entities of its own")
    return tree


def _wanted(file: File, archive: zipfile.ZipFile) -> tuple[str, ...]:
    names = archive.NameToInfo
    if len(names) > _MOST_FILES:
        raise UnreadableError(file.path, "too-large", f"{len(names)} files in it")
    if _WORD in names:
        return (_WORD, *_NOTES)
    if _OPEN in names and b"opendocument.text" in archive.read("mimetype")[:100] if "mimetype" in names else False:
        return (_OPEN,)
    raise UnreadableError(file.path, "binary", "ZIP archive or office file that is no text document")


def _unpacked(file: File, archive: zipfile.ZipFile, name: str, room: int) -> bytes:
    """A member, read no further than one byte over ``room``, whatever size it declares."""
    with archive.open(name) as member:
        data = member.read(room + 1)
    if len(data) > room:
        raise UnreadableError(file.path, "too-large", f"unpacks to over {room} bytes")
    return data


class _Writer:
    """Paragraphs so far, and the pages that they begin on."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.places: list[Place] = []
        self.size = 0
        self.page = 1

    def part(self, tree: _Element) -> None:
        """Add the paragraphs of one part; those within text boxes come after the paragraph that holds the box."""
        broken = list(tree.iter("{*}lastRenderedPageBreak"))
        for paragraph in _paragraphs(tree):
            words: list[str] = []
            for piece in _pieces(paragraph):
                if piece == "\f" or (piece == "\v" and not broken):
                    self.page += 1
                    self._place(self.size + sum(len(word) for word in words))
                elif piece != "\v":
                    words.append(piece)
            self._add("".join(words))

    def _add(self, words: str) -> None:
        if words.strip():
            if not self.places:
                self._place(0)
            self.lines += [words, "\n\n"]
            self.size += len(words) + 2

    def _place(self, start: int) -> None:
        self.places.append(Place(start, f"page {self.page}"))


def _paragraphs(tree: _Element) -> Iterator[_Element]:
    """Paragraphs and headings, in order, without those that were deleted."""
    for element in tree.iter("{*}p", "{*}h"):
        above = {_name(parent) for parent in element.iterancestors()}
        if not above & _SKIPPED:
            yield element


def _pieces(paragraph: _Element) -> Iterator[str]:
    """Words of a paragraph; ``\\f`` where Word last began a page, ``\\v`` where a page break was put."""
    waiting: list[tuple[_Element, bool]] = [(paragraph, False)]
    while waiting:
        element, left = waiting.pop()
        if left:
            yield element.tail or "" if _is_open(element) else ""
            continue
        name = _name(element)
        if element is not paragraph:
            waiting.append((element, True))
        if name in _SKIPPED or (name in ("p", "h", "note") and element is not paragraph):
            continue
        if name == "br" and "page" in element.attrib.values():
            yield "\v"
        elif name == "lastRenderedPageBreak" or name == "soft-page-break":
            yield "\f"
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name == "s":
            yield " "
        elif name == "t" or _is_open(element):
            yield element.text or ""
        waiting += [(child, False) for child in reversed(element)]


def _is_open(element: _Element) -> bool:
    """Whether an element is OpenDocument's, where words stand between elements too."""
    return isinstance(element.tag, str) and "opendocument" in element.tag


def _name(element: _Element) -> str:
    return _LOCAL.sub("", element.tag) if isinstance(element.tag, str) else ""
