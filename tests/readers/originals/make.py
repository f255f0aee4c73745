"""Small files of each format, made where a test needs them; their words are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from onrecord.cache import Cache
from onrecord.model import Failure, OriginalText
from onrecord.readers.originals import originals
from onrecord.settings import Limits

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(*paths: Path, cache: Cache | None = None, **limits: int) -> tuple[list[OriginalText], list[Failure]]:
    """What the paths give: originals, failures."""
    found = list(originals([str(path) for path in paths], Limits(**limits), cache))  # type: ignore[arg-type]
    read = [one for one in found if isinstance(one, OriginalText)]
    return read, [one for one in found if isinstance(one, Failure)]


def one(path: Path, data: str | bytes) -> OriginalText:
    """The only original of a file with these contents."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found, failures = read(path)
    assert failures == []
    (original,) = found
    return original


def turns(original: OriginalText) -> list[tuple[str | None, str]]:
    """Who says what."""
    return [(turn.speaker, original.text[turn.start : turn.stop]) for turn in original.turns]


def place(original: OriginalText, words: str) -> str | None:
    """The place at which ``words`` stand."""
    at = original.text.index(words)
    return next((place.label for place in reversed(original.places) if place.start <= at), None)


def docx(body: str, **parts: str) -> bytes:
    """A Word document whose body has this XML; further parts by name (``footnotes``)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{xml}</w:{name}>")
    return packed.getvalue()


def odt(body: str) -> bytes:
    """An OpenDocument text whose body has this XML."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return packed.getvalue()


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """A PDF with these words at these points (from the lower left corner), in 11 point Helvetica, WinAnsi."""
    bodies = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    bodies.append(font)
    kids = []
    for page in pages:
        shown = "".join(f"BT /F1 11 Tf {x} {y} Td ({_escaped(words)}) Tj ET\n" for x, y, words in page)
        bodies.append(f"<</Length {len(shown)}>>stream\n{shown}\nendstream")
        kids.append(len(bodies) + 1)
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {len(bodies)} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        )
    bodies[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>"
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += f"{number} 0 obj{body}endobj\n".encode("cp1252")
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{rows}trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\n"
    return data + f"{tail}startxref\n{len(data)}\n%%EOF".encode()


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
