"""Bytes with what is declared of them → text, its encoding, and which reader takes it; refuses what is no text.

A declared encoding is believed unless the bytes contradict it. Finding the bytes is left to ``source``, cleaning the
text and reading it to the readers.
"""

from __future__ import annotations

import re
import zlib

from onrecord.errors import UnreadableError
from onrecord.readers.sniff import binary_format, is_html, unmarked_utf16
from onrecord.readers.types import Decoded, Source
from onrecord.settings import Limits

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-z0-9_:.-]{2,40})", re.IGNORECASE)
_META_REACH = 4096
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_SNIFF_BYTES = 32_768
_GZIP = b"\x1f\x8b"

# Labels that pages use for more than their name says, and Python's names for the rest (WHATWG Encoding, 2024). UTF-7
# and the like are left out on purpose.
_LABELS = {
    "windows-1252": "ascii us-ascii latin1 latin-1 iso-8859-1 iso8859-1 iso_8859-1 l1 cp1252 x-cp1252 ansi_x3.4-1968",
    "windows-1254": "iso-8859-9 latin5 l5 cp1254 windows-1254",
    "cp874": "iso-8859-11 tis-620 dos-874 windows-874",
    "gb18030": "gb2312 gbk x-gbk gb_2312-80 gb_2312 chinese csgb2312 gb18030 cp936",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j csshiftjis cp932",
    "cp949": "euc-kr euckr ks_c_5601-1987 ksc5601 korean windows-949 cp949",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "euc-jp x-euc-jp eucjp",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "koi8-r": "koi8-r koi koi8",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh x-mac-roman mac",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp866": "ibm866 cp866 866",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 utf-16 utf-16le utf-16be utf-32",
    "iso-8859-8": "iso-8859-8 iso-8859-8-i iso-8859-8-e hebrew visual logical",
}
_ENCODINGS = {label: name for name, labels in _LABELS.items() for label in (name, *labels.split())}
_ENCODINGS |= {f"windows-{n}": f"cp{n}" for n in (1250, 1251, 1253, 1255, 1256, 1257, 1258)}
_ENCODINGS |= {f"{dash}{n}": f"cp{n}" for n in (1250, 1251, 1253, 1255, 1256, 1257, 1258) for dash in ("cp", "x-cp")}
_ENCODINGS |= {
    f"{iso}{n}": f"iso8859-{n}"
    for n in (2, 3, 4, 5, 6, 7, 10, 13, 14, 15, 16)
    for iso in ("iso-8859-", "iso8859-", "iso_8859-")
}
_SHIFTED = ("iso2022_jp",)
"""Encodings whose bytes are all ASCII, so that they always look like valid UTF-8."""
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2")
_GUESSES = (
    *_LATIN, "cp1251", "cp1253", "cp1255", "cp1256", "koi8_r", "cp932", "euc_jp", "gb18030", "big5", "cp949",
    "mac_roman",
)  # fmt: skip
_HOMES = {"Turkish": "cp1254", "Lithuanian": "cp1257", "Latvian": "cp1257", "Estonian": "cp1257"}
_HOMES |= dict.fromkeys(("Polish", "Czech", "Slovak", "Hungarian", "Romanian", "Croatian", "Slovene"), "cp1250")
_NEAR = 0.04
"""Guesses whose text is no more garbled than this above the best are told apart by the language they show."""


def decode(source: Source, limits: Limits) -> Decoded:
    """Decompress, recognise and decode ``source``.

    :raises UnreadableError: ``too-large`` (packed or unpacked), ``truncated``, ``pdf``, ``binary``, ``empty``.
    """
    data = _unpacked(source, limits)
    if kind := binary_format(data):
        raise UnreadableError(source.uri, "pdf" if kind == "PDF" else "binary", kind)
    text, encoding = _text(data, source.charset)
    if not text.strip() or not text.strip(" \t\r\n\f\v\0\ufeff\u200b\xa0"):
        raise UnreadableError(source.uri, "empty")
    return Decoded(text, encoding, is_html(text, source))


def _unpacked(source: Source, limits: Limits) -> bytes:
    """The bytes without the gzip around them; a server may wrap a file that is gzipped itself."""
    data = source.data
    for _ in range(3):
        if len(data) > limits.max_bytes:
            raise UnreadableError(source.uri, "too-large", f"over {limits.max_bytes} bytes")
        if not data.startswith(_GZIP):
            return data
        data = _gunzip(data, source.uri, limits.max_bytes)
    raise UnreadableError(source.uri, "binary", "gzip")


def _gunzip(data: bytes, uri: str, limit: int) -> bytes:
    """All members of a gzip file, read no further than one byte over ``limit``."""
    parts: list[bytes] = []
    room = limit + 1
    while data.startswith(_GZIP) and room > 0:
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(data, room))
        except zlib.error as error:
            raise UnreadableError(uri, "truncated", str(error)) from error
        room -= len(parts[-1])
        if not member.eof and room > 0:
            raise UnreadableError(uri, "truncated", "gzip ends early")
        data = member.unused_data
    return b"".join(parts)


def _text(data: bytes, declared: str | None) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), encoding
    if wide := unmarked_utf16(data):
        return data.decode(wide, "replace"), wide
    named = [name for name in map(_known, (declared, *_inside(data))) if name]
    shifted = next((name for name in named[:1] if name in _SHIFTED), None)
    for encoding in [shifted] if shifted else _candidates(data, named):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return _damaged(data, named)


def _candidates(data: bytes, named: list[str]) -> list[str]:
    """Encodings in the order in which they deserve belief.

    Text that happens to be valid UTF-8 is UTF-8, whatever is declared: by chance only a few bytes of a two-byte
    encoding of East Asia look so, and nothing of the others.
    """
    wide = named and named[0] in ("gb18030", "cp932", "cp949", "big5hkscs", "euc_jp")
    few = wide and len(_MULTIBYTE.findall(data[:_SNIFF_BYTES])) < 8
    return list(dict.fromkeys([*named, "utf-8"] if few else ["utf-8", *named]))


def _known(label: str | None) -> str | None:
    return _ENCODINGS.get(label.strip().lower()) if label else None


def _inside(data: bytes) -> list[str]:
    """What the text declares of itself, in an XML declaration or a meta element."""
    head = data[:_META_REACH]
    return [found[1].decode("ascii") for found in (_XML.match(head), _META.search(head)) if found]


def _damaged(data: bytes, named: list[str]) -> tuple[str, str]:
    """Text of bytes that no declared encoding reads: mostly UTF-8, or an old encoding that nothing names."""
    good, high = len(_MULTIBYTE.findall(data)), len(_HIGH.findall(_MULTIBYTE.sub(b"", data)))
    if good > 2 * high:
        return data.decode("utf-8", "replace"), "utf-8"
    legacy = next((name for name in named if name != "utf-8"), None) or _guess(data)
    return data.decode(legacy, "replace"), legacy


def _guess(data: bytes) -> str:
    """The most likely old encoding, judged on a stretch that holds the first unusual byte."""
    from charset_normalizer import from_bytes

    first = _HIGH.search(data)
    start = max(0, first.start() - _SNIFF_BYTES // 4) if first else 0
    matches = list(from_bytes(data[start : start + _SNIFF_BYTES], cp_isolation=list(_GUESSES)))
    if not matches:
        return "cp1252"
    near = {match.encoding: match.language for match in matches if match.chaos <= matches[0].chaos + _NEAR}
    best = matches[0].encoding
    if best == "cp949" and "cp932" in near:  # Japanese read as Korean shows no fault; Korean read as Japanese does
        return "cp932"
    if best not in _LATIN or best == "iso8859_2":
        return best
    at_home = (encoding for encoding, language in near.items() if _HOMES.get(language, "cp1252") == encoding)
    return next(at_home, _HOMES.get(near[best], "cp1252"))
