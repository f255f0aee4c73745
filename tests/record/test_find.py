"""Finding statements: words and filters, the order of hits, and an index that follows its record whatever happens to it."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import QueryError, RecordError
from onrecord.record import search_index
from onrecord.record.add import add
from onrecord.record.search import Filter, Found, Search
from onrecord.record.search_index import NAME
from tests.record.made import keep, said

READINGS = {
    "winter": said("“The pier stays open this winter,” said the mayor.", "“The pier stays open this winter,”",
                   roles=("mayor of Westmere",), url="https://www.echo.example/1"),
    "old": said("The harbour master claimed that the old pier, open to all, stays a danger.",
                "that the old pier, open to all, stays a danger", name="Tomás Réyes", kind="indirect", stance="doubt",
                cue="claimed", published="2024-03-31T23:00:00Z"),
    "wire": said("“No café will close,” one official said.", "“No café will close,”", name=None, anonymous=True,
                 relays=("Reuters",), outlet="The Northern Daily", published="2024-05-02"),
    "nobody": said("The café was sold, it was reported.", "The café was sold", name=None, kind="indirect", stance="hearsay",
                   cue="reported", outlet="The Northern Daily", agency="Agence Norden", published=None),
    "chinese": said("“今天天气很好,” said Li Wei.", "“今天天气很好,”", name="Li Wei", language="zh", published="2023-12-31"),
}  # fmt: skip
NAMES = {reading.statements[0].id: name for name, reading in READINGS.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return keep(tmp_path_factory.mktemp("found") / "rec", *READINGS.values())


def names(found: Found) -> list[str]:
    return [NAMES[hit.statement] for hit in found.hits]


def find(folder: Path, words: str = "", **given: object) -> list[str]:
    with Search(folder) as search:
        return names(search.find(words, Filter(**given)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("winter", ["winter"]),
        ("PIER", ["winter", "old"]),
        ("pier stays open", ["winter", "old"]),
        ('"pier stays"', ["winter"]),
        ('"stays pier"', []),
        ("pier -winter", ["old"]),
        ("winter OR danger", ["winter", "old"]),
        ("clos*", ["wire"]),
        ("clos", []),
        ("cafe", ["nobody", "wire"]),
        ("天气", ["chinese"]),
        ("气天", []),
    ],
)
def test_words(folder: Path, words: str, expected: list[str]) -> None:
    found = find(folder, words)
    assert sorted(found) == sorted(expected)
    if words in ("pier stays open",):
        assert found == expected, "where the words follow one another comes first"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"speaker": "dorn"}, ["winter"]),
        ({"speaker": "tomas reyes"}, ["old"]),
        ({"speaker": "rey"}, []),
        ({"speaker": "rey*"}, ["old"]),
        ({"role": "mayor"}, ["winter"]),
        ({"outlet": "northern daily"}, ["wire", "nobody"]),
        ({"outlet": "echo.example"}, ["winter"]),
        ({"agency": "reuters"}, ["wire"]),
        ({"agency": "norden"}, ["nobody"]),
        ({"kinds": ("direct",)}, ["wire", "winter", "chinese"]),
        ({"kinds": ("direct", "indirect"), "stances": ("doubt", "hearsay")}, ["old", "nobody"]),
        ({"who": "anonymous"}, ["wire"]),
        ({"who": "unknown"}, ["nobody"]),
        ({"who": "named"}, ["old", "winter", "chinese"]),
        ({"since": "2024-03-31"}, ["wire", "old"]),
        ({"until": "2024-03"}, ["old", "winter", "chinese"]),
        ({"since": "2024", "until": "2024-03-30"}, ["winter"]),
        ({"until": "2023"}, ["chinese"]),
        ({}, ["wire", "old", "winter", "chinese", "nobody"]),
    ],
)
def test_filters_alone_show_the_latest_first(folder: Path, given: dict[str, object], expected: list[str]) -> None:
    assert find(folder, **given) == expected


def test_words_and_filters(folder: Path) -> None:
    assert find(folder, "pier", speaker="reyes", stances=("doubt",), since="2024") == ["old"]
    assert find(folder, "-café", outlet="northern") == []
    assert find(folder, "-closing", outlet="northern", kinds=("direct",)) == ["wire"]


def test_a_hit_tells_everything(folder: Path) -> None:
    with Search(folder) as search:
        [hit] = search.find("pier winter").hits
    reading = READINGS["winter"]
    assert (hit.statement, hit.document) == (reading.statements[0].id, reading.document.id)
    assert [hit.words[start:stop] for start, stop in hit.matches] == ["pier", "winter"]
    assert (hit.name, hit.roles, hit.anonymous, hit.cue) == ("Jane Dorn", ("mayor of Westmere",), False, "said")
    assert (hit.outlet, hit.published, hit.title) == ("Westmere Echo", "2024-03-01", "Pier, “old”")
    assert (hit.url, hit.uri, hit.language) == ("https://www.echo.example/1", "https://www.echo.example/1", "en")
    assert hit.score is not None
    assert hit.score > 0


def test_limit_and_total(folder: Path) -> None:
    with Search(folder) as search:
        found = search.find("", limit=2)
        assert (names(found), found.total, found.more) == (["wire", "old"], 5, False)
        assert len(list(search.ids())) == 5
        assert [NAMES[id] for id in search.ids("winter")] == ["winter"]


@pytest.mark.parametrize("words", ["!!!", "-pier", " ".join(f"w{n}" for n in range(70))])
def test_questions_that_cannot_be_answered(folder: Path, words: str) -> None:
    with Search(folder) as search, pytest.raises(QueryError):
        search.find(words)


HOSTILE = [
    "'; DROP TABLE statement; --",
    '" OR 1=1 --',
    "words:x NOT *",
    "pier\x00",
    "a" * 5000,
    "NEAR(x y, 3)",
    "^pier",
    "{words} : x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_ever_code(folder: Path, text: str) -> None:
    with Search(folder) as search:
        search.find(text)
        for field in ("speaker", "role", "outlet", "agency"):
            if any(character.isalnum() for character in text):
                search.find("", Filter(**{field: text}))
        assert search.find("").total == 5


def test_the_index_follows_the_record(tmp_path: Path) -> None:
    keep(tmp_path / "rec", READINGS["winter"])
    assert find(tmp_path / "rec", "pier") == ["winter"]
    keep(tmp_path / "rec", READINGS["old"], READINGS["wire"])
    assert sorted(find(tmp_path / "rec", "pier")) == ["old", "winter"]
    with onrecord.open(tmp_path / "rec") as record:
        assert names(record.find("café", who="anonymous")) == ["wire"]


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def _cut(path: Path) -> None:
    with open(path, "r+b") as file:
        file.truncate(path.stat().st_size // 2)


def _overwritten(path: Path) -> None:
    """Tables can be opened, and turn out to be damaged when they are asked."""
    size = path.stat().st_size
    with open(path, "r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))


def _other_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")


def _tables_gone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE posting")


def _another_records(path: Path) -> None:
    shutil.copy(
        keep(path.parent.parent / "other", READINGS["chinese"], READINGS["wire"]) / "record.json", path.parent.parent
    )
    find(path.parent.parent / "other")
    shutil.copy(path.parent.parent / "other" / NAME, path)


@pytest.mark.parametrize(
    "harm", [_garbage, _cut, _overwritten, _other_version, _tables_gone, _another_records, Path.unlink]
)
def test_an_index_that_is_not_right_is_made_anew(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    keep(tmp_path / "rec", READINGS["winter"], READINGS["nobody"])
    find(tmp_path / "rec")
    harm(tmp_path / "rec" / NAME)
    assert find(tmp_path / "rec", "pier") == ["winter"]
    assert sorted(find(tmp_path / "rec")) == ["nobody", "winter"]


def test_an_index_that_was_broken_off_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "_BATCH", 1)
    for reading in READINGS.values():
        keep(tmp_path / "rec", reading)

    def stop(done: int, total: int) -> None:
        assert total == 5
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Search(tmp_path / "rec", watch=stop)
    with sqlite3.connect(tmp_path / "rec" / NAME) as connection:
        assert connection.execute("SELECT count(*) FROM statement").fetchone() == (3,)
    assert sorted(find(tmp_path / "rec")) == sorted(READINGS)


def test_many_may_look_while_it_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "_BATCH", 1)
    for reading in READINGS.values():
        keep(tmp_path / "rec", reading)
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(sorted(find(tmp_path / "rec")))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [sorted(READINGS)] * 4


def test_a_record_that_cannot_be_written_is_searched_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
    keep(tmp_path / "rec", READINGS["winter"])
    (tmp_path / "rec" / NAME).mkdir()  # stands in the way, for root as well
    assert find(tmp_path / "rec", "pier") == ["winter"]
    assert len(list((tmp_path / "cache" / "search").iterdir())) == 1


def test_common_words_cost_no_more_than_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.record import search

    monkeypatch.setattr(search, "RANKED", 1)
    keep(tmp_path / "rec", *READINGS.values())
    with Search(tmp_path / "rec") as opened:
        found = opened.find("pier")
        assert found.more
        assert len(found.hits) == 2


def test_what_is_no_record(tmp_path: Path) -> None:
    for place, reason in ((tmp_path / "none", "missing"), (tmp_path, "not-a-record")):
        with pytest.raises(RecordError, match=reason):
            Search(place)
    assert not list(tmp_path.iterdir())


def test_a_shard_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    keep(tmp_path / "rec", READINGS["winter"])
    (tmp_path / "rec" / "speakers" / "000001.parquet").unlink()
    with pytest.raises(RecordError, match="damaged"):
        Search(tmp_path / "rec")


def test_through_the_whole_path(corpus: Path, tmp_path: Path) -> None:
    add([str(corpus)], tmp_path / "rec", workers=0)
    with Search(tmp_path / "rec") as search:
        [hit] = search.find('"pier 3 stays open"', Filter(speaker="Dorn", kinds=("direct",))).hits
        assert hit.uri.endswith("3.html")
        assert search.find("", Filter(stances=("doubt",), speaker="reyes")).total == 6
