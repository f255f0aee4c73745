"""Finding: the passage that bears the words comes first, whatever print did to them; who says it and where."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.cache import Cache
from onrecord.model import OriginalText, Place, Span, Turn
from onrecord.verify.library import Library

HARBOUR = """CLERK: The council will come to order. We have not decided whether to widen the harbour.

ANNA WEBER: Thank you. I do not believe that the ferry company will pay for it, and I have told them so. You know, three
years ago we were promised forty million euros, and nothing has come of it.

BEN OKORO: I move that we adjourn. Nobody has read the report on the dredging of the northern channel.

ANNA WEBER: I second that. We have not decided anything.
"""
SCHOOL = """BEN OKORO: We have not decided which school to close. The roof of the Elm Street school leaks, and it isn't the only one.

CARLA RUIZ: I colour-coded the list for a reason. We have not decided anything, and we won't do so before the spring.
"""
CHINESE = "记者：市长先生，港口什么时候扩建？\n\n市长：我们还没有决定是否扩建港口。渡轮公司不愿意支付这笔费用。"
JAPANESE = "私たちはまだ港を広げるかどうかを決めていません。フェリー会社は費用を払わないと思います。"
ARABIC = "قال رئيس البلدية إننا لم نقرر بعدُ توسيع الميناء، ولن تدفع شركة العبّارات ثمن ذلك."
THAI = "เรายังไม่ได้ตัดสินใจว่าจะขยายท่าเรือหรือไม่ บริษัทเรือข้ามฟากจะไม่จ่ายค่าใช้จ่ายนี้"
HINDI = "हमने अभी तक यह तय नहीं किया है कि बंदरगाह को चौड़ा किया जाए या नहीं।"


def original(name: str, text: str, **facts: object) -> OriginalText:
    turns = tuple(Turn(m.start(2), m.end(2), m[1]) for m in re.finditer(r"^([A-Z ]+): ((?:.|\n(?!\n))*)", text, re.M))
    return OriginalText("file", name, text, "", turns=turns, **facts)  # type: ignore[arg-type]


ORIGINALS = [
    original("harbour.txt", HARBOUR),
    original("school.txt", SCHOOL),
    *(original(f"{n}.txt", text) for n, text in enumerate((CHINESE, JAPANESE, ARABIC, THAI, HINDI))),
]
LIBRARY = Library(ORIGINALS)


def spans(*texts: str) -> list[Span]:
    return [Span(100 * n, 100 * n + len(text), text) for n, text in enumerate(texts)]


def first(library: Library, *texts: str, **asked: object) -> tuple[str, str]:
    """Id and text of the best passage."""
    passage = library.passages(spans(*texts), **asked)[0]  # type: ignore[arg-type]
    item = library.originals[passage.original]
    return item.id, item.text[passage.start : passage.stop]


@pytest.mark.parametrize(
    ("printed", "name", "bears"),
    [
        (["I do not believe that the ferry company will pay for it"], "harbour.txt", "ferry company will pay"),
        (["I DON’T believe that the ferry company will pay"], "harbour.txt", "not believe that the ferry"),
        (["I do not believe", "that the ferry company will pay for it"], "harbour.txt", "not believe that the ferry"),
        (["three years ago we were promised 40 million euros"], "harbour.txt", "forty million euros"),
        (["We were promised forty million … nothing has come of it"], "harbour.txt", "nothing has come of it"),
        (["the ferry firm will pay for it, and [we have] told them so"], "harbour.txt", "told them so"),
        (["northern channel"], "harbour.txt", "northern channel"),
        (["dredging"], "harbour.txt", "dredging"),
        (["the roof leaks and is not the only one"], "school.txt", "isn't the only one"),
        (["I color-coded the list"], "school.txt", "colour-coded"),
        (["we will not do so before spring"], "school.txt", "won't do so before"),
        (["我们还没有决定是否扩建港口"], "0.txt", "还没有决定是否扩建港口"),
        (["渡轮公司"], "0.txt", "渡轮公司"),
        (["まだ港を広げるかどうかを決めていません"], "1.txt", "港を広げるかどうか"),
        (["إننا لم نقرر بعد توسيع الميناء"], "2.txt", "توسيع الميناء"),
        (["ยังไม่ได้ตัดสินใจว่าจะขยายท่าเรือ"], "3.txt", "ขยายท่าเรือ"),
        (["तय नहीं किया है कि बंदरगाह को चौड़ा किया जाए"], "4.txt", "बंदरगाह"),
    ],
)  # fmt: skip
def test_the_passage_that_bears_the_words_comes_first(printed: list[str], name: str, bears: str) -> None:
    found, text = first(LIBRARY, *printed)
    assert found == name
    assert bears in text


def test_parts_far_apart_are_put_together() -> None:
    filler = " ".join(f"word{n} other{n % 7}" for n in range(400))
    text = f"The harbour belongs to all of us. {filler} Nobody will sell it while I am mayor here."
    library = Library([original("a.txt", text)])
    for printed in (
        "The harbour belongs to all of us. Nobody will sell it while I am mayor here.",
        "Nobody will sell it while I am mayor here. The harbour belongs to all of us.",
        "The harbour belongs to all of us … Nobody will sell it",
    ):
        _, passage = first(library, printed)
        assert passage.startswith("The harbour belongs")
        assert "Nobody will sell it" in passage


def test_the_speaker_decides_among_equal_places() -> None:
    for name, label in (("Ben Okoro", "BEN OKORO"), ("Carla Ruiz", "CARLA RUIZ"), ("Anna Weber", "ANNA WEBER")):
        best = LIBRARY.passages(spans("We have not decided"), speaker=[name])[0]
        middle = (best.start + best.stop) // 2
        assert LIBRARY.speaker_at(best.original, middle, middle + 1) == label


def test_the_speaker_decides_between_neighbours() -> None:
    library = Library(
        [original("a.txt", "CARLA RUIZ: Never again.\n\nANNA WEBER: Never again.\n\nBEN OKORO: Never again.")]
    )
    for name, label in (("Carla Ruiz", "CARLA RUIZ"), ("Anna Weber", "ANNA WEBER"), ("Okoro", "BEN OKORO")):
        best = library.passages(spans("Never again"), speaker=[name])[0]
        assert library.speaker_at(0, *best.found) == label
        assert library.originals[0].text[slice(*best.found)] == "Never again."


def test_the_context_decides_where_the_speaker_does_not() -> None:
    name, _ = first(LIBRARY, "We have not decided", context="the roof of the school on Elm Street leaks")
    assert name == "school.txt"
    name, _ = first(LIBRARY, "We have not decided", context="whether to widen the harbour, the clerk read out")
    assert name == "harbour.txt"


def test_the_speaker_is_found_among_thousands_of_equal_places() -> None:
    many = [original(f"{n}.txt", "MODERATOR: Yes, we can. " * 20) for n in range(300)]
    library = Library([*many, original("own.txt", "MODERATOR: So?\n\nDANA FOX: Yes, we can. I said so.")])
    assert first(library, "Yes, we can", speaker=["Dana Fox"])[0] == "own.txt"


def test_who_speaks_where() -> None:
    assert LIBRARY.speaks(["Anna Weber"]) == [0]
    assert LIBRARY.speaks(["Okoro"]) == [0, 1]
    assert LIBRARY.speaks(["Dana Fox"]) == []
    assert LIBRARY.speaks([]) == []
    at = HARBOUR.index("ferry")
    assert LIBRARY.speaker_at(0, at, at + 30) == "ANNA WEBER"
    assert LIBRARY.speaker_at(0, 0, 3) is None
    post = OriginalText("post", "17", "The harbour is open.", "", speaker="Harbour Office (@harbour)")
    library = Library([post])
    assert library.speaker_at(0, 4, 11) == "Harbour Office (@harbour)"
    assert library.speaks(["Harbour Office"]) == [0]


def test_places_are_the_originals_own_or_its_lines() -> None:
    assert LIBRARY.place_at(0, HARBOUR.index("three") - 1) == "line 3"
    paged = OriginalText("file", "a.pdf", "One two. Three four.", "", places=(Place(0, "page 1"), Place(9, "page 2")))
    library = Library([paged, OriginalText("post", "17", "Hello", "")])
    assert [library.place_at(0, at) for at in (0, 8, 9, 15)] == ["page 1", "page 1", "page 2", "page 2"]
    assert library.place_at(1, 2) is None


@pytest.mark.parametrize(
    "printed", [[], [""], ["…"], ["?!"], ["zebra"], ["“”", " "], ["\ud800"], ["x" * 100_000], ["no " * 30_000]]
)
def test_words_that_stand_nowhere_are_found_nowhere(printed: list[str]) -> None:
    assert LIBRARY.passages(spans(*printed)) == []
    assert Library([]).passages(spans(*printed)) == []


def test_a_quotation_longer_than_its_original() -> None:
    library = Library([original("a.txt", "We will not sell the harbour.")])
    found = library.passages(spans("Listen: we will not sell the harbour. " + "And then there was much else. " * 50))
    assert [(passage.original, passage.start, passage.stop) for passage in found] in ([], [(0, 0, 29)])
    assert first(library, "And I say we will not sell the harbour, not now")[1] == "We will not sell the harbour."


def test_a_quotation_of_thousands_of_words_is_found_whole() -> None:
    chance = random.Random(9)
    words = [f"{a}{b}{c}" for a in "bdfg" for b in ("ado", "elin", "iro") for c in "aeiou" for _ in range(3)]
    text = " ".join(chance.choices(words, k=9_000))
    printed = text[text.index(" ", 10_000) + 1 : text.index(" ", 26_000)]
    (best, *_) = Library([original("a.txt", text)]).passages(spans(printed))
    assert printed in text[best.start : best.stop]
    assert best.stop - best.start < 2 * len(printed)


def test_repeated_passages_are_all_listed_up_to_the_limit() -> None:
    library = Library([original("a.txt", ("Never again will we close it. " + "filler words go here " * 30) * 20)])
    found = library.passages(spans("Never again will we close it"), limit=5)
    assert len({passage.start for passage in found}) == 5


WORDS = st.lists(
    st.sampled_from([*"abcdefg", "the", "of", "harbour", "don't", "né", "中", "文", "5", "five"]), max_size=60
)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_any_piece_of_an_original_is_found_where_it_stands(texts: list[list[str]], data: st.DataObject) -> None:
    originals = [OriginalText("file", str(n), " ".join(words), "") for n, words in enumerate(texts)]
    library = Library(originals)
    number = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, len(texts[number])))
    stop = data.draw(st.integers(start, len(texts[number])))
    printed = " ".join(texts[number][start:stop])
    found = library.passages(spans(printed))
    for passage in found:
        assert 0 <= passage.start < passage.stop <= len(originals[passage.original].text)
        assert passage.start <= passage.found[0] < passage.found[1] <= passage.stop
        assert 0 < passage.weight <= 1
    if printed:
        assert any(printed in originals[p.original].text[p.start : p.stop] for p in found)
        assert found[0].weight == 1


@pytest.mark.parametrize("damage", ["none", "empty", "cut", "flipped", "longer", "folder"])
def test_the_index_is_kept_and_built_anew_when_damaged(tmp_path: Path, damage: str) -> None:
    fresh = Library(ORIGINALS, Cache(tmp_path / "cache"))
    (kept,) = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    data = kept.read_bytes()
    middle = len(data) // 2
    kept.write_bytes({
        "empty": b"", "cut": data[:middle], "longer": data + b"x",
        "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
    }.get(damage, data))  # fmt: skip
    if damage == "folder":
        kept.unlink()
        kept.mkdir()
    again = Library(ORIGINALS, Cache(tmp_path / "cache"))
    printed = spans("the ferry company will pay for it")
    assert again.passages(printed) == fresh.passages(printed) == LIBRARY.passages(printed)
    if damage not in ("none", "folder"):
        assert kept.read_bytes() == data


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    library = Library(ORIGINALS, Cache(tmp_path / "file" / "cache"))
    assert library.passages(spans("northern channel"))


def test_other_texts_never_get_the_kept_index(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    Library([original("a.txt", "one two three")], cache)
    assert first(Library([original("a.txt", "four five six")], cache), "five six") == ("a.txt", "four five six")


@pytest.mark.slow
def test_ten_thousand_quotations() -> None:
    chance = random.Random(3)
    words = [f"{a}{b}" for a in "bdfgklmnprst" for b in ("ado", "elin", "iro", "osta", "uven")]
    texts = [" ".join(chance.choices(words, k=2_000)) for _ in range(20)]
    library = Library([original(f"{n}.txt", text) for n, text in enumerate(texts)])
    for number in range(10_000):
        text = texts[number % 20]
        start = text.index(" ", chance.randrange(len(text) - 200)) + 1
        printed = text[start : text.index(" ", start + 60)]
        best = library.passages(spans(printed))[0]
        assert printed in texts[best.original][best.start : best.stop]
