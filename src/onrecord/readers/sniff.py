"""Bytes or text → what they are: a binary format by its first bytes, HTML by declaration, name and tags.

Which encoding text is in is left to ``decode``.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from onrecord.readers.types import Source

_MAGIC = (
    (0, b"PK\x03\x04", "ZIP archive or office file"),
    (0, b"\xd0\xcf\x11\xe0", "old office file"),
    (0, b"{\\rtf", "RTF"),
    (0, b"\x89PNG", "PNG image"),
    (0, b"GIF8", "GIF image"),
    (0, b"\xff\xd8\xff", "JPEG image"),
    (0, b"RIFF", "WebP image, sound or film"),
    (4, b"ftyp", "film or HEIC image"),
    (0, b"\x1aE\xdf\xa3", "film"),
    (0, b"ID3", "sound"),
    (0, b"OggS", "sound or film"),
    (0, b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (0, b"Rar!\x1a", "RAR archive"),
    (0, b"BZh", "bzip2 file"),
    (0, b"\xfd7zXZ", "xz file"),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard file"),
    (257, b"ustar", "tar archive"),
    (0, b"\x7fELF", "program"),
    (0, b"SQLite format 3", "database"),
    (0, b"PAR1", "Parquet table"),
    (0, b"\0asm", "program"),
    (0, b"wOFF", "font"),
    (0, b"wOF2", "font"),
)
_CONTROL = bytes([*range(8), *range(14, 27), *range(28, 32)])
_WINDOW = 65_536

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_HTML_NAMES = (".html", ".htm", ".xhtml", ".shtml", ".xht")
_MARKDOWN_NAMES = (".md", ".markdown")
_OPENING = re.compile(
    r"(?>\s|<!--.{0,4000}?-->|<\?xml.{0,300}?\?>)*+<(?:!doctype\s+html|(?:html|head|body|article|main|title|meta|script|amp-\w+)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_CLOSING = re.compile(
    r"</(?:p|div|span|a|article|body|html|li|ul|h[1-6]|blockquote|section|table|td|em|strong)\s*>", re.IGNORECASE
)


def binary_format(data: bytes) -> str | None:
    """Name of the format, for bytes that are no text."""
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return "PDF"
    for place, magic, name in _MAGIC:
        if data[place : place + len(magic)] == magic:
            return name
    return "unknown format" if _is_noise(data[:_WINDOW]) else None


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every second byte of Latin text is NUL there."""
    head = data[:4096]
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le" if _controls(head[0::2]) < half * 0.05 else None
    return "utf-16-be" if even > half * 0.4 and odd < half * 0.05 and _controls(head[1::2]) < half * 0.05 else None


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROL))


def _is_noise(head: bytes) -> bool:
    """Control characters all over: a tenth of the bytes, or less where they are no UTF-8 either."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or unmarked_utf16(head):
        return False
    return _controls(head) > len(head) // (10 if _is_utf8(head) else 25)


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end >= len(head)  # cut within a character
    return True


def is_html(text: str, source: Source) -> bool:
    """Whether the HTML reader takes ``text``.

    The first tag decides, then the media type or the name. A text that is declared plain stays plain however many
    tags it mentions; one of which nothing is known is HTML if closing tags are frequent.
    """
    if _OPENING.match(text):
        return True
    if source.media_type in _HTML_TYPES:
        return True
    suffix = _suffix(source)
    if suffix in _HTML_NAMES:
        return True
    head = text[:_WINDOW]
    closing = len(_CLOSING.findall(head))
    if source.media_type == "text/plain" or suffix in (".txt", ".text", *_MARKDOWN_NAMES):
        return False
    return closing >= 2 and (head.lstrip().startswith("<") or bool(_PAGE_TAG.search(head)) or closing * 400 > len(head))


def is_markdown(source: Source) -> bool:
    """Whether a text is declared to be Markdown, by its media type or its name."""
    return source.media_type == "text/markdown" or _suffix(source) in _MARKDOWN_NAMES


def _suffix(source: Source) -> str:
    """Ending of the file's or the URL's name, ``.gz`` looked through."""
    uri = source.final_url or source.uri
    try:
        name = PurePosixPath(urlsplit(uri).path if "://" in uri else uri.replace("\\", "/"))
    except ValueError:
        return ""
    return (PurePosixPath(name.stem) if name.suffix.lower() == ".gz" else name).suffix.lower()
