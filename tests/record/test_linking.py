"""Near-copies and versions: what is recognised, what is left alone, and that splitting a corpus changes nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.add import add
from onrecord.record.address import address
from onrecord.record.prints import ONE_IN, sample, words_of
from onrecord.record.record import Record
from onrecord.record.revise import Told, revise
from tests.record.conftest import page
from tests.record.tables import tables


def prose(seed: int, count: int = 400) -> list[str]:
    """Sentences of invented words, so that two seeds share none of their runs."""
    chosen = random.Random(seed)
    stems = [
        "harbour",
        "council",
        "winter",
        "pier",
        "vote",
        "ferry",
        "budget",
        "quay",
        "mayor",
        "dredging",
        "storm",
        "tide",
    ]
    words = [chosen.choice(stems) + chosen.choice(["", "s", "side", "men", "ly"]) for _ in range(count)]
    return [" ".join(words[at : at + 20]).capitalize() + "." for at in range(0, count, 20)]


def put(folder: Path, name: str, text: list[str], url: str | None = None, day: str = "2024-03-01") -> None:
    folder.mkdir(exist_ok=True)
    number = sum(map(ord, name))
    (folder / name).write_bytes(page(number, *text, url=url, day=day))


def test_reprints_excerpts_and_strangers(tmp_path: Path) -> None:
    story, folder = prose(1), tmp_path / "corpus"
    put(folder, "a-original.html", story)
    put(folder, "b-reprint.html", ["Westmere (North Wire) — " + story[0], *story[1:]])
    put(folder, "c-excerpt.html", story[:9])
    put(folder, "d-stranger.html", prose(2))
    put(folder, "e-quotes-a-line.html", [story[3], *prose(3)])
    put(folder, "f-reprint-of-excerpt.html", [*story[:9], "Reporting by Ada Holm."])
    add([str(folder)], tmp_path / "rec", workers=0)
    with Record(tmp_path / "rec") as record:
        rows = record.sql(
            "SELECT d.uri AS document, o.uri AS of, f.uri AS first, c.kind, c.shared FROM copies c JOIN documents d ON"
            " d.id = c.document JOIN documents o ON o.id = c.of JOIN documents f ON f.id = c.first ORDER BY d.uri"
        ).to_pylist()
    found = ["".join(Path(row[key]).stem[0] for key in ("document", "of", "first")) + " " + row["kind"] for row in rows]
    assert found == ["baa copy", "caa part", "faa part"]
    assert all(row["shared"] > 0.6 for row in rows)


def test_versions_in_order_of_time_with_what_changed(tmp_path: Path) -> None:
    base = prose(5, 200)
    said = "Tomas Reyes, the harbour master, {cue} that the pier is too old for ferries."
    gone = "“We were never asked about the pier,” said Ewa Linde, a baker."
    new = "“Nobody has said what it will cost,” said Ada Holm, a fisher."
    url = "https://www.news.example/pier?utm_source=x"
    put(tmp_path / "c", "a.html", [said.format(cue="claimed"), *base, new], url, "2024-03-02")
    put(tmp_path / "c", "b.html", [said.format(cue="said"), *base, gone], "http://news.example/pier/#top", "2024-03-01")
    put(tmp_path / "c", "c.html", prose(6), "https://news.example/other")
    add([str(tmp_path / "c")], tmp_path / "rec", workers=0)
    with Record(tmp_path / "rec") as record:
        versions = record.sql(
            "SELECT v.url, v.position, d.uri FROM versions v JOIN documents d ON d.id = v.document ORDER BY position"
        ).to_pylist()
        assert [(row["position"], Path(row["uri"]).stem) for row in versions] == [(0, "b"), (1, "a")]
        assert {row["url"] for row in versions} == {"news.example/pier"}
        changes = record.sql(
            "SELECT r.change, coalesce(n.words, o.words) AS words FROM revisions r LEFT JOIN said n ON"
            " n.statement = r.statement LEFT JOIN said o ON o.statement = r.was"
        ).to_pylist()
    direct = {(row["change"], row["words"]) for row in changes}
    assert ("added", "“Nobody has said what it will cost,”") in direct
    assert ("removed", "“We were never asked about the pier,”") in direct
    assert ("softened", "that the pier is too old for ferries") in direct


def test_a_version_that_turns_up_late_takes_its_place(tmp_path: Path) -> None:
    url = "https://news.example/pier"
    for name, day in (("a", "2024-03-01"), ("b", "2024-03-03"), ("c", "2024-03-02")):
        put(tmp_path / "c", f"{name}.html", [*prose(7), f"Updated by hand {name}."], url, day)
    add([str(tmp_path / "c")], tmp_path / "one", workers=0)
    for name in "abc":
        add([str(tmp_path / "c" / f"{name}.html")], tmp_path / "many", workers=0)
    assert tables(tmp_path / "many") == tables(tmp_path / "one")
    with Record(tmp_path / "many") as record:
        dated = record.sql("SELECT dated FROM versions ORDER BY position")["dated"].to_pylist()
    assert dated == ["2024-03-01", "2024-03-02", "2024-03-03"]


WORDS = st.lists(st.sampled_from(["pier", "tide", "quay", "vote", "men", "ships", "coal", "rain"]), max_size=200)


@given(WORDS, WORDS, WORDS)
def test_a_part_has_the_whole_sample_of_its_runs(before: list[str], part: list[str], after: list[str]) -> None:
    assert set(sample(part)) <= set(sample([*before, *part, *after]))


def test_samples_are_the_same_on_every_machine() -> None:
    """Kept in records, so they must never change within a format; one in eight runs is kept."""
    words = [f"word{number}" for number in range(8_000)]
    found = sample(words)
    assert 0.9 < len(found) * ONE_IN / (len(words) - 4) < 1.1
    assert found == sorted(set(found))
    assert sample(words_of("Ein Haus, ein HAUS — ﬁn & Ⅳ.") * 3) == sample(
        ["ein", "haus", "ein", "haus", "fin", "iv"] * 3
    )
    assert sample(["too", "few", "words", "here"]) == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.News.example/a/b/?utm_source=x&id=7#top", "news.example/a/b?id=7"),
        ("http://news.example/a/b?id=7&fbclid=1", "news.example/a/b?id=7"),
        ("https://news.example/", None),
        ("https://news.example?x=1", None),
        ("file.html", None),
        ("https://[broken/a", None),
        (None, None),
    ],
)
def test_addresses(url: str | None, expected: str | None) -> None:
    assert address(url) == expected


def told(id: str, text: str, stance: str = "neutral", speaker: str | None = "Jane Dorn") -> Told:
    return Told(id, text, stance, speaker)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (told("a", "the pier is safe"), told("b", "“The pier is safe,”"), None),
        (told("a", "the pier is safe"), told("b", "the pier is safe", "doubt"), "softened"),
        (told("a", "the pier is safe", "hearsay"), told("b", "the pier is safe", "support"), "hardened"),
        (told("a", "the pier is safe for all"), told("b", "the pier may be safe for all"), "softened"),
        (told("a", "the pier may be safe for all"), told("b", "the pier will be safe for all"), "hardened"),
        (told("a", "the pier is safe"), told("b", "the pier is safe", speaker="Ewa Linde"), "reassigned"),
        (told("a", "the old pier is safe"), told("b", "the new pier is safe"), "reworded"),
        (told("a", "the pier is safe"), told("b", "the pier is safe", "attitude", None), "softened"),
    ],
)  # fmt: skip
def test_what_became_of_a_statement(before: Told, after: Told, change: str | None) -> None:
    found = revise([before], [after])
    assert [one.change for one in found] == ([change] if change else [])
    assert all((one.was, one.statement) == ("a", "b") and one.reason for one in found)


@given(st.lists(st.tuples(st.sampled_from(["pier open", "pier shut", "vote won", "no"]), st.sampled_from("xyz")), max_size=8),
       st.lists(st.tuples(st.sampled_from(["pier open", "pier shut", "vote won", "no"]), st.sampled_from("xyz")), max_size=8))  # fmt: skip
def test_every_statement_takes_part_once(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    before = [told(f"o{n}", text, speaker=who) for n, (text, who) in enumerate(old)]
    after = [told(f"n{n}", text, speaker=who) for n, (text, who) in enumerate(new)]
    found = revise(before, after)
    was = [one.was for one in found if one.was]
    now = [one.statement for one in found if one.statement]
    assert len(was) == len(set(was))
    assert len(now) == len(set(now))
    lost, won = (sum(one.change == change for one in found) for change in ("removed", "added"))
    assert len(before) - lost == len(after) - won
    assert revise(before, before) == []
