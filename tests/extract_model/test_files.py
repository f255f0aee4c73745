import hashlib

import msgspec
import pytest

from onrecord.errors import EnvironmentFaultError
from onrecord.extract.model.files import FORMAT, Card, Part, card, part


def folder_with(tmp_path, data=b"weights", **changes):
    made = Card(
        format=FORMAT, version="3", network=Part("reader.onnx", len(data), hashlib.sha256(data).hexdigest()),
        tokenizer=Part("tokenizer.json", 2, hashlib.sha256(b"{}").hexdigest()), room=64, context=8, follow=[], begin=[],
        end=[], near=[], far=[], none=[], calibration=(1.0, 0.0),
    )  # fmt: skip
    (tmp_path / "reader.json").write_bytes(msgspec.json.encode(msgspec.structs.replace(made, **changes)))
    (tmp_path / "reader.onnx").write_bytes(data)
    return tmp_path


def test_files_that_are_what_the_card_says_are_read(tmp_path):
    folder = folder_with(tmp_path)
    assert part(folder, card(folder), card(folder).network) == b"weights"


@pytest.mark.parametrize("damage", [None, b"", b"weigh", b"weighty"])
def test_a_missing_or_damaged_file_is_named_with_the_version_wanted(tmp_path, damage):
    folder = folder_with(tmp_path)
    (folder / "reader.onnx").unlink() if damage is None else (folder / "reader.onnx").write_bytes(damage)
    with pytest.raises(EnvironmentFaultError) as raised:
        part(folder, card(folder), card(folder).network)
    assert raised.value.what.endswith("reader.onnx")
    assert "version 3 wanted" in raised.value.detail
    assert hashlib.sha256(b"weights").hexdigest() in raised.value.detail


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"format": 1}'])
def test_a_missing_or_damaged_card_is_named(tmp_path, text):
    if text is not None:
        (tmp_path / "reader.json").write_text(text)
    with pytest.raises(EnvironmentFaultError) as raised:
        card(tmp_path)
    assert raised.value.what.endswith("reader.json")


def test_a_card_of_another_format_says_which_is_wanted(tmp_path):
    with pytest.raises(EnvironmentFaultError, match=f"format {FORMAT + 1} found, format {FORMAT} wanted"):
        card(folder_with(tmp_path, format=FORMAT + 1))
