"""PDF → its text in reading order, with pages; a PDF of pictures only says so.

PDFium reads the letters and where they stand; ``layout`` puts them in order, ``repair`` makes them running text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.errors import UnreadableError
from onrecord.readers.layout import Piece, read_pages
from onrecord.readers.originals_text import from_text
from onrecord.readers.originals_types import File, Found
from onrecord.readers.repair import joined
from onrecord.settings import Limits

_Box = tuple[float, float, float, float]
"""Left, right, bottom, top of a letter's room in points: as high as its font's letters are, whatever the letter."""
_MOST_PAGES = 5_000
_LETTERS_A_PAGE = 200_000
_FAR = 20_000.0
"""Points beyond which no page reaches: 14,400 is the format's limit."""
_WIDE = 0.9
"""Room between two letters, in heights of a line, from which they are words of two columns, not of one line."""
_SMALL = 0.82
_NOTE_MARKS = "0123456789*†‡"
_FEW_LETTERS = 3
"""Letters a page below which a PDF is taken for pictures of text with a stamp on them."""


def from_pdf(file: File, limits: Limits) -> Found:
    """Read a PDF.

    :raises UnreadableError: ``scanned`` if its pages are pictures, ``encrypted``, ``damaged``, ``too-large``.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file.source.data)
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower() or "security" in str(error).lower()
        raise UnreadableError(file.path, "encrypted" if encrypted else "damaged", str(error)) from error
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(file.path, "too-large", f"{len(document)} pages")
        pages = [list(_pieces(document, number)) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(file.path, "damaged", str(error)) from error
    finally:
        document.close()
    letters = sum(len(piece.text.strip()) for page in pages for piece in page)
    if letters < _FEW_LETTERS * len(pages) or not letters:
        raise UnreadableError(file.path, "scanned", f"{len(pages)} pages without text")
    text, places = joined(read_pages(pages))
    return Found((from_text(file, text, places=places),))


def _pieces(document: Any, number: int) -> Iterator[Piece]:
    """Words of a page that stand side by side, in the order in which they were written."""
    page = document[number]
    words = page.get_textpage()
    try:
        yield from _side_by_side(words)
    finally:
        words.close()
        page.close()


def _side_by_side(words: Any) -> Iterator[Piece]:
    """Letters as PDFium has them, cut at line ends and where more than two spaces' room is between them."""
    from pypdfium2 import raw

    room = raw.FS_RECTF()
    letters: list[str] = []
    box: _Box | None = None
    last: _Box | None = None
    for at in range(min(words.count_chars(), _LETTERS_A_PAGE)):
        code = raw.FPDFText_GetUnicode(words, at)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if letter in "\r\n":
            if box and letter:
                yield Piece("".join(letters), *box)
                letters, box = [], None
            continue
        raw.FPDFText_GetLooseCharBox(words, at, room)
        here = (room.left, room.right, room.bottom, room.top)
        if letter.isspace() or not -_FAR < here[0] < here[1] < _FAR or not -_FAR < here[2] <= here[3] < _FAR:
            letters += [letter] if box else []
            continue
        if last and _is_note_mark(letter, last, here):
            continue
        if box and last and _is_apart(box, last, here):
            yield Piece("".join(letters), *box)
            letters, box = [], None
        letters.append(letter)
        box = (min(box[0], here[0]), max(box[1], here[1]), min(box[2], here[2]), max(box[3], here[3])) if box else here
        last = here
    if box:
        yield Piece("".join(letters), *box)


def _is_apart(box: _Box, last: _Box, here: _Box) -> bool:
    """Whether a letter stands away from the words before it: on another line, before them, or a wide gap behind."""
    height = max(last[3] - last[2], here[3] - here[2], 1.0)
    other_line = abs((here[2] + here[3]) - (last[2] + last[3])) > height
    return other_line or here[0] - box[1] > _WIDE * height or here[0] < box[0] - height


def _is_note_mark(letter: str, last: _Box, here: _Box) -> bool:
    """Whether a letter is the small raised number of a footnote, which is no part of the word that it touches."""
    height = last[3] - last[2]
    small = here[3] - here[2] < _SMALL * height
    return small and letter in _NOTE_MARKS and here[2] > last[2] + 0.2 * height and 0 <= here[0] - last[0] < 3 * height
