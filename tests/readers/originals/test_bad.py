"""Originals that cannot be read are told with their reason, and the others are read all the same."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from onrecord.cache import Cache
from tests.readers.originals.make import docx, one, pdf, read

SECRET = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")>>endobj\n"
    b"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[(0123456789abcdef)(0123456789abcdef)]>>\n%%EOF"
)


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
    return packed.getvalue()


def other_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "We will not sell the harbour.")
    return packed.getvalue()


BILLION = "<!DOCTYPE a [<!ENTITY a 'ha'>]>"
BAD = {
    "noise.bin": (bytes(range(32)) * 40, "binary"),
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n ", "empty"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "binary"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + b"0" * 600, "binary"),
    "a.rtf": (b"{\\rtf1 We will not sell.}", "binary"),
    "scan.pdf": (pdf([[], []]), "scanned"),
    "cut.pdf": (pdf([[(72, 700, "We will not sell the harbour.")]])[:80], "damaged"),
    "secret.pdf": (SECRET, "encrypted"),
    "no.docx": (b"PK\x03\x04 no archive at all", "damaged"),
    "cut.docx": (docx("<w:p><w:r><w:t>We will not.</w:t></w:r></w:p>")[:-40], "damaged"),
    "broken.docx": (docx("<w:p><w:r>"), "damaged"),
    "empty.docx": (docx("<w:p/>"), "empty"),
    "other.zip": (other_zip(), "binary"),
    "bomb.docx": (bomb(), "too-large"),
    "nothing.srt": (b"1\n2\nno cues here\n", "damaged"),
    "broken.json": (b'{"text": "We will', "damaged"),
    "deep.json": (b"[" * 100_000, "damaged"),
    "none.json": (b'{"version": 3, "files": []}', "format"),
    "words.json": (b'"We will not sell."', "format"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_is_told_with_its_reason(tmp_path: Path, name: str) -> None:
    data, reason = BAD[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text("We will not sell the harbour.")
    found, (failure,) = read(tmp_path)
    assert [item.id for item in found] == ["z.txt"]
    assert (failure.uri, failure.reason) == (str(tmp_path / name), reason)


def test_what_is_missing_forbidden_or_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * 100)
    _, (missing, large) = read(tmp_path / "none.txt", tmp_path / "a.txt", max_bytes=100)
    assert (missing.reason, large.reason) == ("missing", "too-large")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_forbidden_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0)
    _, (failure,) = read(tmp_path)
    assert failure.reason == "permission"


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/3.txt", "b/.4.txt", "c/d/5.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"words of {name}")
    (tmp_path / "empty").mkdir()
    found, failures = read(tmp_path, tmp_path / "b" / "1.txt")
    assert [item.id for item in found] == ["a.txt", "b/1.txt", "b/2.txt", "c/d/5.md"]
    assert failures == []
    assert [item.id for item in read(tmp_path / "b" / "1.txt")[0]] == ["1.txt"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_that_lead_back_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").write_text("words of one")
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    (tmp_path / "again.txt").symlink_to(tmp_path / "a" / "1.txt")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "none")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found, failures = read(tmp_path)
    assert [item.id for item in found] == ["a/1.txt"]
    assert {failure.reason for failure in failures} == {"missing"}


def test_entities_are_never_expanded_nor_left_out(tmp_path: Path) -> None:
    data = docx("<w:p><w:r><w:t>We will not sell.</w:t></w:r></w:p>")
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        xml = old.read("word/document.xml").decode().replace("not", "&a;")
        new.writestr("word/document.xml", BILLION + xml)
    (tmp_path / "a.docx").write_bytes(packed.getvalue())
    found, failures = read(tmp_path)
    assert (found, [failure.reason for failure in failures]) == ([], ["damaged"])


def test_encodings_are_told_apart(tmp_path: Path) -> None:
    words = "Мы не продадим порт, сказала мэр."
    for encoding in ("utf-8", "utf-16", "cp1251"):
        assert one(tmp_path / f"{encoding}.txt", words.encode(encoding)).text == words


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf", "a.html"])
def test_what_was_read_is_kept_until_the_bytes_change(tmp_path: Path, name: str) -> None:
    def contents(words: str) -> bytes:
        page = f"<html><body><article><h1>Harbour</h1><p>{words} It said so, and no more than that.</p></article></body></html>"
        return {
            "a.docx": docx(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"), "a.pdf": pdf([[(72, 700, words)]]),
            "a.html": page.encode(),
        }.get(name, words.encode())  # fmt: skip

    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.bin").write_bytes(bytes(range(32)))
    cache = Cache(tmp_path / "cache")
    (folder / name).write_bytes(contents("We will not sell the harbour."))
    fresh = read(folder)
    assert read(folder, cache=cache) == fresh
    assert read(folder, cache=cache) == fresh
    (folder / name).write_bytes(contents("We will soon sell the harbour."))
    changed = read(folder, cache=cache)
    assert "soon" in changed[0][0].text
    for kept in (path for path in (tmp_path / "cache").rglob("*") if path.is_file()):
        kept.write_bytes(kept.read_bytes()[:-3])
    assert read(folder, cache=cache) == changed
