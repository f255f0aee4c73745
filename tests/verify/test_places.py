"""Which of many places a quotation is from: by its speaker, by the words around it, by the quotations beside it."""

from __future__ import annotations

import time

import pytest

from onrecord.model import Document, OriginalText, Span, Speaker, Statement, Verdict
from onrecord.verify.check import judge_against
from onrecord.verify.library import Library

from .test_check import plain, transcript

RAIN = plain(
    "It rained all night. The farmers say it is a miracle. Their wheat had nearly dried up by June.", "rain.txt"
)
CUP = plain(
    "The goalkeeper held both penalties. The fans say it is a miracle. They had come from two valleys.", "cup.txt"
)
POWER = plain(
    "The grid is old, and the ministry knows it. The plant is not safe. We have told them so for eleven years.",
    "power.txt",
)
PIER = plain(
    "They have mended the pier. The plant is open to all of us now, and the town comes on Sundays.", "pier.txt"
)


def judged(draft: str, *originals: OriginalText, speakers: tuple[str, ...] = ()) -> list[Verdict]:
    """Verdicts of everything in quote marks in a draft; the words behind the last quote mark name nobody."""
    content, at = [], 0
    while (start := draft.find("“", at)) >= 0:
        at = draft.index("”", start) + 1
        content.append(Span(start, at, draft[start:at]))
    rows = [
        Statement(str(n), "direct", (span,), None, None, "neutral", None, None, 1.0) for n, span in enumerate(content)
    ]
    known = [Speaker(name, name, (), (), (), False, (), "person") for name in speakers]
    of: dict[str, str | None] = {str(n): name for n, name in enumerate(speakers)}
    document = Document("d", "-", None, None, (), None, "en", draft)
    return list(judge_against(document, rows, known, of, Library(originals)))


@pytest.mark.parametrize(("around", "home"), [("wheat and June", "rain.txt"), ("penalties and the fans", "cup.txt")])
def test_the_words_around_decide(around: str, home: str) -> None:
    [verdict] = judged(f"They spoke of {around}, and called it “a miracle” that day.", RAIN, CUP)
    assert verdict.original
    assert (verdict.verdict, verdict.original.id) == ("verbatim", home)
    assert [other.id for other in verdict.also] == [({"rain.txt", "cup.txt"} - {home}).pop()]


@pytest.mark.parametrize("home", [RAIN, CUP])
def test_the_quotation_beside_it_decides(home: OriginalText) -> None:
    sentence = home.text.split(". ")[0]
    verdicts = judged(f"One report says “{sentence}.” It goes on to speak of “a miracle” there.", RAIN, CUP)
    assert [row.original.id if row.original else None for row in verdicts] == [home.id, home.id]


def test_where_nothing_decides_it_is_said() -> None:
    [verdict] = judged("Here: “a miracle”.", RAIN, CUP)
    assert len(verdict.also) == 1
    assert "stand as well in 1 other place" in verdict.reason


def test_a_denial_cut_off_is_not_excused_by_the_same_words_elsewhere() -> None:
    draft = "The grid is old: “the ministry knows it”, they say, and “the plant is” theirs."
    verdicts = judged(draft, POWER, PIER)
    assert [row.original.id if row.original else None for row in verdicts] == ["power.txt", "power.txt"]
    assert verdicts[1].verdict == "meaning"


def test_the_speakers_own_place_comes_first() -> None:
    hearing = transcript("PAUL HOLM: It is a miracle, all told.\nJANE WEBER: It is a miracle, I agree.\n")
    [verdict] = judged("“a miracle” she said", hearing, speakers=("Jane Weber",))
    assert verdict.original
    assert verdict.original.speaker == "JANE WEBER"


def test_a_passage_that_stands_five_thousand_times() -> None:
    refrain = plain("We shall not be moved.\n" * 5_000, "song.txt")
    for words in ("“We shall not be moved.”", "“not be moved”", "“We shall not be moved. We shall not be moved.”"):
        [verdict] = judged(words + " they sang", refrain)
        assert verdict.verdict == "verbatim"
        assert 0 < len(verdict.also) < 20


@pytest.mark.slow
def test_the_cost_grows_with_the_quotations_and_no_faster() -> None:
    sentences = [
        f"In year {n} the town of Elding sold {n * 7} boats to the valley and kept {n % 13} of them."
        for n in range(400)
    ]
    home = plain("\n".join(sentences), "boats.txt")
    spent = []
    for count in (250, 1_000):
        draft = "\n\n".join(
            f"“{sentences[n % 400]}” they said, “{n % 400 * 7} boats” in all." for n in range(count // 2)
        )
        began = time.process_time()
        verdicts = judged(draft, home)
        spent.append(time.process_time() - began)
        assert {row.verdict for row in verdicts} == {"verbatim"}
    assert spent[1] < 8 * spent[0]
