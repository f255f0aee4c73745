"""Proposals: what tells the same in other words, in other languages; precise rather than many."""

from __future__ import annotations

from pathlib import Path

import pytest
from eval.related import groups_of, made
from msgspec.structs import replace

from onrecord import model
from onrecord.trail.ask import Trails
from onrecord.trail.meaning import likeness, meanings
from tests.record.made import keep, said

_RETOLD = Path(__file__).parent / "retold.txt"


def test_likeness_of_texts() -> None:
    one, other, far, empty = meanings(
        ["The ships wait off the coast", "Vessels are waiting at sea", "My lawyer sings", "“…”"]
    )
    assert likeness(one, one).whole == pytest.approx(1, abs=1e-5)
    assert likeness(one, other).whole > 0.3 > likeness(one, far).whole
    assert likeness(one, empty) == likeness(empty, empty) == (0.0, 0.0, 0.0)
    assert meanings([]) == []
    alone = meanings(["Vessels are waiting at sea"])[0]
    assert likeness(alone, other).whole == pytest.approx(1, abs=1e-5), "texts read together do not touch one another"


@pytest.mark.slow
def test_made_retellings() -> None:
    """Fewer than one in a hundred other statements of the speaker; at least a quarter of the retellings."""
    found, pairs, wrong, others = made()
    assert sum(len(group) for group in groups_of(_RETOLD.read_text("utf-8"))) == pairs == 48
    assert wrong <= 0.01 * others
    assert found >= 0.25 * pairs


TOLD = "“We will pay every farmer 14 crowns for each sheep that the wolves have killed since January,”"
RETOLD = "“Each farmer is going to get 14 crowns for every sheep killed by wolves since the start of the year,”"
OTHER = "“The park stays closed to visitors until the nests are empty,”"
FOREIGN = "„Für jedes Schaf, das Dorn im Park Westmere verliert, zahlen wir 14 Kronen bis 2030,“"
HOME = "“In the park of Westmere we will pay 14 crowns for a sheep that Dorn loses, until 2030,”"


def article(words: str, **given: object) -> model.Reading:
    return said(f"{words} said Dorn, the minister. ({given})", words, **given)  # type: ignore[arg-type]


def proposed(folder: Path, words: str) -> list[tuple[str, str]]:
    with Trails(folder) as trails:
        story = trails.tell(trails.holding(words)[0])
        return [(one.words, one.reason) for one in story.related]


@pytest.mark.slow
def test_a_retelling_by_the_same_speaker_is_proposed_and_not_merged(tmp_path: Path) -> None:
    keep(
        tmp_path,
        article(TOLD, outlet="Echo", published="2024-03-01"),
        article(RETOLD, outlet="Post", published="2024-03-03"),
        article(OTHER, outlet="Gull", published="2024-03-02"),
        article(RETOLD.replace("14", "40"), outlet="Tabloid", published="2024-03-02", name="Tom Oak"),
        article(RETOLD.replace("farmer", "shepherd"), outlet="Late", published="2024-06-03"),
    )
    ((words, reason),) = proposed(tmp_path, "have killed")
    assert words == RETOLD
    assert reason.startswith("the same speaker (Jane Dorn), 2 days apart; likeness in meaning 0.")
    assert "in both: 14" in reason
    with Trails(tmp_path) as trails:
        one, other = (
            trails.of(trails.tell(trails.holding(w)[0]).first.statement) for w in ("have killed", "going get")
        )
        assert one != other
        trails.judge(one, other, False, by="Ann", reason="another speech")
        assert trails.tell(one).related == (), "what was judged not to be the same is not proposed again"
        trails.judge(one, other, True, by="Ann")
        assert (trails.of(other), trails.tell(one).related) == (one, ())


@pytest.mark.slow
def test_what_stands_in_one_document_is_not_proposed(tmp_path: Path) -> None:
    keep(tmp_path, article(TOLD, outlet="Echo"), article(RETOLD, outlet="Post"))
    assert len(proposed(tmp_path, "have killed")) == 1
    text = f"{TOLD} said Dorn. {RETOLD} she said."
    one, other = said(text, TOLD, outlet="Both"), said(text, RETOLD, outlet="Both")
    both = {name: getattr(one, name) + getattr(other, name) for name in ("statements", "attributions")}
    keep(tmp_path, replace(one, **both))
    assert proposed(tmp_path, "have killed") == []


@pytest.mark.slow
def test_another_language_by_names_and_numbers(tmp_path: Path) -> None:
    keep(
        tmp_path,
        article(HOME, outlet="Echo"),
        article(FOREIGN, outlet="Bote", language="de"),
        article(FOREIGN.replace("14", "40").replace("2030", "2031"), outlet="Tagblatt", language="de"),
    )
    ((words, reason),) = proposed(tmp_path, "crowns")
    assert words == FOREIGN
    assert reason == "the same speaker (Jane Dorn), the same day; the same names and numbers: 14, 2030, Dorn, Westmere"


@pytest.mark.slow
@pytest.mark.parametrize("given", [{"published": None}, {"name": None}, {"published": "2024"}])
def test_without_a_day_or_a_speaker_nothing_is_proposed(tmp_path: Path, given: dict[str, str | None]) -> None:
    keep(tmp_path, article(TOLD, outlet="Echo", **given), article(RETOLD, outlet="Post", **given))
    assert proposed(tmp_path, "have killed") == []
