"""The page of a trail: whole without a script, safe whatever the words, and the same facts as everywhere else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.trail_changes import changes_of, sides_of
from onrecord.export.trail_html import Links, piece, render, style
from onrecord.export.trail_time import MOST_ROWS, chart
from onrecord.record.judgements import Judgement, same
from onrecord.trail.holders import Holder
from onrecord.trail.story import MOST_EXPLAINED, Related
from tests.trail.made import BENT, CUT, FULL, held, told


class Page(HTMLParser):
    """What a page has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.styled: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.styled += [name for name in found if name == "style" or name.startswith("on")]
        if tag not in ("meta", "link", "br", "img", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


STORY = told(
    held("s1", FULL, "2024-03-01T08:00:00Z", agencies=("Reuters",), origin="agency Reuters"),
    held("s2", FULL, "2024-03-01T09:00:00Z", outlet="Post", agencies=("Reuters",), origin="agency Reuters"),
    held("s3", CUT, "2024-03-02", outlet="Gull", relays=("Tom Oak",)),
    held("s4", BENT, "2024-03-04", outlet="Tabloid", document="d-s3", origin="d-s3"),
    held("s5", CUT.upper(), None, outlet=None, url=None, speaker=None),
    judgements=[Judgement("j1", same("s1", "s9"), False, "Ann", "2024-04-01T10:00:00Z", "another speech")],
    related=[Related("s8", "“Shifts can be discussed”", "Jane Dorn", "2024-03-02", "Echo", 0.71, "the same speaker")],
)


def test_the_page_says_what_the_story_says() -> None:
    text = render([STORY], 2)
    page = Page(text)
    for words in (
        "<b>4 documents</b>, 3 origins net of copies", "Reuters</bdi> (2 documents: <bdi>Echo, Post</bdi>)", "1 cut",
        "1 meaning", "<del>40</del> <ins>14</ins>", "number changed: “14” for “40”", "from <a href=\"#t1-v1\">1</a>",
        "14 of the shorter one’s 15 words stand in both, in order; the longest run is 11", "through <bdi>Tom Oak</bdi>",
        "not the same statement", "another speech", "Perhaps the same, in other words", "score 0.71", "date unknown",
        "1 document without a date is not drawn", "2 more trails",
    ):  # fmt: skip
        assert words in text, words
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert [link for link in page.links if "://" in link]
    assert all(link.startswith(("#", "https://echo.example/")) for link in page.links)
    assert not {"script", "img", "link", "iframe", "form"} & set(page.tags)
    assert page.styled == [], "a strict policy forbids styles and scripts in attributes"
    assert "default-src 'none'" in text


def test_several_trails_on_a_page_do_not_share_anchors() -> None:
    page = Page(render([STORY, STORY]))
    assert len(page.ids) == len(set(page.ids))
    assert page.tags.count("h1") == 1


def test_a_piece_leads_where_the_server_says() -> None:
    class Served(Links):
        def statement(self, statement: str) -> str | None:
            return f"/statement/{statement}"

        def document(self, holder: Holder) -> str | None:
            return f"/document/{holder.document}#{holder.statement}"

        def outlet(self, outlet: str) -> str | None:
            return "javascript:alert(1)"

    text = str(piece(STORY, Served(), level=2))
    assert 'href="/statement/s4"' in text
    assert 'href="/document/d-s1#s1"' in text
    assert "javascript" not in text
    assert text.lstrip().startswith("<section")
    assert '<h2 class="lead"' in text
    assert "<h1" not in text
    assert "url(" not in style()
    assert "@import" not in style()


HOSTILE = (
    "</blockquote><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\x1b[31mred\u202etxet", "{{ 7*7 }}{% raw %}",
    "]]>&lt;b&gt;", "“quoted” 'single' \"double\"", "‏مرحبا بالعالم‎", "𝒳" * 400, "a" * 6_000,
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_strangers_are_words(words: str) -> None:
    story = told(
        held("s1", f"We are here {words} and stay here for long", outlet=words, speaker=words, agencies=(words,)),
        held(
            "s2",
            f"We are there {words} and stay here for long",
            url="javascript:alert(1)",
            outlet=words,
            relays=(words,),
        ),
        held("s3", f"We are here {words}", url=f"https://x.example/{words}", date=words),
        judgements=[Judgement("j1", same("s1", "s2"), True, words, words, words)],
        related=[Related(words, words, words, words, words, 0.5, words)],
    )
    text = render([story])
    page = Page(text)
    assert not {"script", "img", "b1"} & set(page.tags)
    assert page.styled == []
    assert not [link for link in page.links if link.startswith("javascript")]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)
    assert "49" not in text.replace("{{ 7*7 }}", "") or "{{ 7*7 }}" not in words


def test_the_drawing() -> None:
    drawn = chart(STORY)
    assert drawn is not None
    assert [(lane.shape, lane.parent, len(lane.marks)) for lane in drawn.lanes] == [
        ("first", None, 1), ("cut", 0, 1), ("meaning", 0, 1),
    ]  # fmt: skip
    first, cut, meaning = (lane.marks[0].x for lane in drawn.lanes)
    assert (first, meaning) == (2.5, 97.5)
    assert first < cut < meaning
    assert drawn.lanes[0].line == (first, meaning), "the line goes on to what was taken last"
    assert [tick.label for tick in drawn.ticks] == ["2 Mar", "3 Mar", "4 Mar"]
    assert (drawn.undated, drawn.undrawn) == (1, 0)


@pytest.mark.parametrize("date", [None, "spring"])
def test_nothing_is_drawn_without_dates(date: str | None) -> None:
    story = told(held("s1", FULL, date), held("s2", CUT, date))
    assert chart(story) is None
    assert "In time" not in render([story])


def test_one_instant_is_in_the_middle() -> None:
    drawn = chart(told(held("s1", FULL), held("s2", CUT)))
    assert drawn is not None
    assert [mark.x for lane in drawn.lanes for mark in lane.marks] == [50.0, 50.0]
    assert [tick.label for tick in drawn.ticks] == ["1 Mar 2024"]


def test_marks_that_would_cover_one_another_are_one() -> None:
    rows = [held(f"s{n:02}", FULL, f"2024-03-01T00:{n:02}:00Z") for n in range(20)]
    drawn = chart(told(*rows, held("s99", FULL, "2024-03-20")))
    assert drawn is not None
    assert [mark.count for mark in drawn.lanes[0].marks] == [20, 1]
    assert drawn.lanes[0].marks[0].label.endswith("and 16 more")


def test_a_trail_of_many_wordings_stays_small() -> None:
    rows = [held("s000", FULL, "2023-01-01"), held("s999", FULL, "2023-01-02")]
    rows += [held(f"s{n:03}", FULL.replace("40", str(1000 + n)), f"2024-{n % 12 + 1:02}-01") for n in range(1, 400)]
    story = told(*rows)
    assert len(story.variants) == 400
    assert sum(variant.compared for variant in story.variants) == MOST_EXPLAINED
    assert story.variants[0].parent is None
    assert len(story.variants[0].holders) == 2
    text = render([story])
    assert len(text) < 500_000
    page = Page(text)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    drawn = chart(story)
    assert drawn is not None
    assert (len(drawn.lanes), drawn.undrawn) == (MOST_ROWS, 370)


def test_words_with_their_changes() -> None:
    bent = next(variant for variant in STORY.variants if variant.change == "meaning")
    line = changes_of(bent, FULL)
    assert line is not None
    assert "".join(part.text or part.put_in for part in line) == BENT
    assert "".join(part.text or part.left_out for part in line) == FULL
    cut = next(variant for variant in STORY.variants if variant.change == "cut")
    assert changes_of(cut, FULL) is None, "there is no edit inside"
    ours, theirs = sides_of(cut, FULL)
    assert "".join(text for text, _ in ours) == cut.words
    assert [text for text, common in theirs if not common] == [", but not about the 40 jobs in Westmere”"]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=5))
def test_sides_hold_all_words(cuts: list[tuple[int, int]]) -> None:
    words = FULL
    for start, size in cuts:
        words = words[:start] + words[start + size :]
    story = told(held("s1", FULL, "2024-03-01"), held("s2", words or "nothing", "2024-03-02"))
    for variant in story.variants[1:]:
        ours, theirs = sides_of(variant, FULL)
        assert "".join(text for text, _ in ours) == variant.words
        assert "".join(text for text, _ in theirs) == FULL
