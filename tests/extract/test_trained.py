"""The trained reader behind ``onrecord read --model accurate``: plain cases that it must not get wrong."""

from __future__ import annotations

from onrecord import Options, read_bytes
from onrecord.model import Reading

ACCURATE = Options(model="accurate", language="en", published="2022-11-09")


def read(text: str, options: Options = ACCURATE) -> Reading:
    return read_bytes(text.encode(), options=options)


def test_direct_and_indirect() -> None:
    reading = read("“The harbour stays open,” Mayor Jane Dorn said on Monday. She wants to dredge the channel in May.")
    direct, wish = reading.statements
    assert (direct.kind, direct.said) == ("direct", "2022-11-07")
    assert [span.text for span in direct.content] == ["“The harbour stays open,”"]
    assert (wish.kind, wish.stance) == ("indirect", "attitude")
    assert wish.cue is not None
    assert wish.cue.text == "wants"
    names = {row.id: row.name for row in reading.speakers}
    assert [names[row.speaker or ""] for row in reading.attributions] == ["Jane Dorn", "Jane Dorn"]


def test_one_span_for_each_paragraph() -> None:
    reading = read("Dorn said: “The harbour stays open.\n\n“We will dredge in May.”")
    assert [span.text for span in reading.statements[0].content] == [
        "“The harbour stays open.",
        "“We will dredge in May.”",
    ]
    assert len(reading.statements) == 1


def test_what_reported_words_report_stands_within_them() -> None:
    reading = read("“My father told me that the sea would rise,” Jane Dorn said on the quay.")
    outer, inner = reading.statements
    assert inner.within == outer.id
    assert inner.mention is not None
    assert inner.mention.text == "My father"


def test_other_languages_are_left_to_the_rules() -> None:
    text = "„Der Hafen bleibt offen“, sagte Bürgermeisterin Lena Voss am Montag in Bremen."
    rules = read(text, Options(language="de"))
    trained = read(text, Options(language="de", model="accurate"))
    assert rules.statements == trained.statements
    assert len(rules.statements) == 1
