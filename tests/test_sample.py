"""The sample article, row by row: what a reader of it must be told. Every expectation was read off the article by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import read
from onrecord.model import Post, Reading, Relay, Speaker, Statement, Verdict

SAMPLE = Path(__file__).parent.parent / "examples" / "kherson.txt"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(str(SAMPLE))


def content(row: Statement) -> str:
    return " … ".join(span.text for span in row.content)


def shown(reading: Reading) -> str:
    """Every statement on a line: what an assertion prints when it fails."""
    speakers = {row.id: row.name for row in reading.speakers}
    of = {row.statement: speakers.get(row.speaker or "") for row in reading.attributions}
    lines = [f"{row.kind:9} {row.stance:8} {of[row.id]!s:28} {content(row)}" for row in reading.statements]
    return "\n" + "\n".join(lines)


def statement(reading: Reading, starts: str, ends: str = "") -> Statement:
    found = [row for row in reading.statements if content(row).startswith(starts) and content(row).endswith(ends)]
    assert len(found) == 1, f"{len(found)} statements “{starts} … {ends}”:{shown(reading)}"
    return found[0]


def speaker_of(reading: Reading, row: Statement) -> Speaker | None:
    wanted = next(one.speaker for one in reading.attributions if one.statement == row.id)
    return next((one for one in reading.speakers if one.id == wanted), None)


def chain(reading: Reading, row: Statement) -> list[Relay]:
    return sorted((one for one in reading.relays if one.statement == row.id), key=lambda one: one.position)


def verdict(reading: Reading, row: Statement) -> Verdict:
    found = [one for one in reading.verdicts if one.statement == row.id]
    assert len(found) == 1, f"{len(found)} verdicts on “{content(row)}”"
    return found[0]


def post(reading: Reading, handle: str) -> Post:
    return next(one for one in reading.posts if one.handle == handle)


def name(row: Speaker | None) -> str | None:
    return row.name if row else None


def test_tass_citing_the_spokeswoman(reading: Reading) -> None:
    row = statement(reading, "“The Russian Federation is ready to negotiate", "developing at the moment.”")
    assert row.kind == "direct"
    assert row.mention is not None
    assert row.mention.text == "Russian Ministry spokeswoman Maria Zakharova"
    speaker = speaker_of(reading, row)
    assert speaker is not None
    assert speaker.name == "Maria Zakharova"
    assert "Russian Ministry spokeswoman" in speaker.roles
    assert [(one.kind, one.name) for one in chain(reading, row)] == [("agency", "TASS")]


def test_according_to_is_the_paraphrase(reading: Reading) -> None:
    row = statement(reading, "Russia is ready to negotiate with Ukraine")
    assert (row.kind, row.said) == ("indirect", "2022-11-09")
    assert row.cue is not None
    assert row.cue.text == "ACCORDING to"
    assert name(speaker_of(reading, row)) == "Maria Zakharova"
    original = statement(reading, "“The Russian Federation is ready to negotiate")
    pairs = [set(one.statements) for one in reading.relations if one.kind == "paraphrase"]
    assert {row.id, original.id} in pairs


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("that Russian troops had retreated from Ukraine’s Kherson region", "reports"),
        ("Russian troops … began to retreat from Kherson", "reportedly"),
        ("Kherson retreat", "reported"),
    ],
)
def test_hearsay_is_nobodys(reading: Reading, words: str, cue: str) -> None:
    row = statement(reading, words)
    assert row.stance == "hearsay"
    assert row.cue is not None
    assert row.cue.text == cue
    assert row.mention is None
    assert speaker_of(reading, row) is None


def test_posts_printed_in_the_text(reading: Reading) -> None:
    assert [(one.platform, one.author, one.handle, one.posted) for one in reading.posts] == [
        ("x", "Stratcom Centre UA", "StratcomCentre", "2022-11-09"),
        ("x", "Jay in Kyiv", "JayinKyiv", "2022-11-09"),
        ("x", "Robert", "Robert64434833", "2022-11-09"),
        ("x", "Annaleigh Watts 🌹💋", "hopelessbkwrm", "2022-11-09"),
        ("x", "Destroyer of Bad Takes Hulk", "_Credible_Hulk", "2022-11-09"),
    ]


@pytest.mark.parametrize(
    ("starts", "handle", "worst"),
    [
        ("“When Russia fails", "StratcomCentre", "typographic"),
        ("“As Russia retreats", "JayinKyiv", "typographic"),
        ("“Negotiate?", "Robert64434833", "verbatim"),
        ("“This is starting", "hopelessbkwrm", "verbatim"),
    ],
)
def test_prose_copy_is_matched_to_its_post(reading: Reading, starts: str, handle: str, worst: str) -> None:
    row = statement(reading, starts)
    found = verdict(reading, row)
    assert found.original is not None
    assert (found.original.kind, found.original.id) == ("post", post(reading, handle).id)
    assert found.verdict == worst
    speaker = speaker_of(reading, row)
    assert speaker is not None
    assert handle in speaker.handles


def test_the_copy_lost_a_closing_quote_mark(reading: Reading) -> None:
    edits = verdict(reading, statement(reading, "“When Russia fails")).edits
    assert {edit.what for edit in edits} == {"punctuation"}
    dropped = [edit.original.text for edit in edits if edit.op == "delete" and edit.original]
    assert '"' in dropped


def test_statement_within_a_post_has_no_closing_mark(reading: Reading) -> None:
    outer = statement(reading, "“When Russia fails")
    inner = statement(reading, "🇷🇺 is ready to negotiate “with regard", "to the current reality.")
    assert inner.within == outer.id
    assert inner.stance == "doubt"
    assert name(speaker_of(reading, inner)) == "Maria Zakharova"
    assert [(one.kind, one.name) for one in chain(reading, inner)] == [
        ("speaker", "Stratcom Centre UA"),
        ("platform", "x"),
    ]


def test_quote_marks_that_do_not_pair(reading: Reading) -> None:
    outer = statement(reading, "“As Russia retreats", "Indeed, they probably are.”")
    inner = statement(reading, "”Russia ready to negotiate", "developing at the moment,”")
    assert inner.within == outer.id
    assert inner.cue is not None
    assert inner.cue.text == "–"
    assert inner.mention is not None
    assert inner.mention.text == "Putin’s Press Secretary Zakharova"
    assert name(speaker_of(reading, inner)) == "Maria Zakharova"


def test_two_roles_that_exclude_each_other(reading: Reading) -> None:
    assert len(reading.conflicts) == 1, reading.conflicts
    conflict = reading.conflicts[0]
    zakharova = next(one for one in reading.speakers if one.name == "Maria Zakharova")
    assert (conflict.kind, conflict.speakers) == ("role", (zakharova.id,))
    assert "Putin’s Press Secretary" in conflict.reason
    assert "Ministry spokeswoman" in conflict.reason


def test_another_person_is_named_by_the_post(reading: Reading) -> None:
    row = statement(reading, "“Negotiate?")
    assert row.mention is not None
    assert row.mention.text == "Another person"
    speaker = speaker_of(reading, row)
    assert speaker is not None
    assert (speaker.name, speaker.handles, speaker.anonymous) == ("Robert", ("Robert64434833",), False)
    attribution = next(one for one in reading.attributions if one.statement == row.id)
    assert attribution.by.endswith(":post")
    assert "Robert64434833" in attribution.reason


def test_printed_words_that_differ_from_the_post(reading: Reading) -> None:
    found = verdict(reading, statement(reading, "“Important: Ukraine should not"))
    assert found.original is not None
    assert found.original.id == post(reading, "_Credible_Hulk").id
    edits = [(e.op, e.printed and e.printed.text, e.original and e.original.text, e.what) for e in found.edits]
    assert ("delete", None, "the", "cut") in edits
    assert any(printed == "lets" and original == "let’s" for _, printed, original, _ in edits)
    assert ("delete", None, "https://t.co/HbuV7lewTT", "link") in edits
    assert found.verdict in ("cut", "reworded")


def test_links_and_media_are_no_words(reading: Reading) -> None:
    assert post(reading, "JayinKyiv").links == ("pic.twitter.com/TMK7avPvkv",)
    assert post(reading, "_Credible_Hulk").links == ("https://t.co/HbuV7lewTT",)
    assert not [row for row in reading.statements if "t.co" in content(row) or "pic.twitter" in content(row)]


def test_metadata_and_furniture_are_no_statements(reading: Reading) -> None:
    document = reading.document
    assert document.title is not None
    assert document.title.startswith("BREAKING: Russia ready to negotiate")
    assert document.authors == ("Matthew Roscoe",)
    assert document.published is not None
    assert document.published.startswith("2022-11-09")
    for furniture in ("Matthew Roscoe", "Lightspring", "Thank you for taking the time"):
        assert not [row for row in reading.statements if furniture in content(row)], shown(reading)


def test_every_span_shows_its_text(reading: Reading) -> None:
    text = reading.document.text
    spans = [span for row in reading.statements for span in (*row.content, row.cue, row.mention) if span]
    assert len(spans) > 40
    assert all(text[span.start : span.stop] == span.text for span in spans)
