"""Whole plain texts: paragraphs, headline, posts merged into the prose, metadata; the text itself is never touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Document, Post
from onrecord.readers.plain import read_plain
from onrecord.readers.plain_layout import MAX_LINES, paragraphs
from onrecord.readers.read import read_source
from onrecord.readers.types import Decoded, Source
from onrecord.settings import Options

ARTICLE = """By Ann Lee • 09 May 2022 • 15:26

BREAKING: Ferry crews ready to talk after harbour blockade. Image: Bo Ray/Shutterstock.com

The crews of the harbour ferries are ready to talk, their union said on Monday, a week after they had blocked the port.

Harbour Crews wrote: “When the company fails, it talks about peace.”

When the company fails, it talks about "peace". ⛴ — Harbour Crews (@harbourcrews) May 9, 2022

Another person said: “It will not last.”

It won't last. https://t.co/abcDEF123 pic.twitter.com/xyz — Cy 🌊 (@cy_on_sea) May 9, 2022

Thanks for reading this article, do remember to come back and check The Harbour Post website, and follow us on Facebook.
"""


def read(text: str, options: Options | None = None) -> tuple[Document, tuple[Post, ...]]:
    return read_source(Source("a.txt", text.encode()), options or Options())


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.stop]) for block in document.blocks]


def test_an_article_as_extraction_leaves_it() -> None:
    document, posts = read(ARTICLE)
    assert document.text == ARTICLE
    assert [kind for kind, _ in shown(document)] == [
        "byline", "headline", "caption", "paragraph", "paragraph", "post", "signature", "paragraph", "post", "signature",
        "furniture",
    ]  # fmt: skip
    assert (document.title, document.authors, document.published, document.outlet, document.language) == (
        "BREAKING: Ferry crews ready to talk after harbour blockade",
        ("Ann Lee",),
        "2022-05-09T15:26",
        "The Harbour Post",
        "en",
    )
    assert shown(document)[2] == ("caption", "Image: Bo Ray/Shutterstock.com")
    first, second = posts
    assert (first.platform, first.author, first.handle, first.posted, first.posted_by) == (
        "x", "Harbour Crews", "harbourcrews", "2022-05-09", "printed",
    )  # fmt: skip
    assert first.text == 'When the company fails, it talks about "peace". ⛴'
    assert first.url is None
    assert second.links == ("https://t.co/abcDEF123", "pic.twitter.com/xyz")
    assert [block.post for block in document.blocks if block.post] == [first.id, first.id, second.id, second.id]


def test_the_post_is_where_its_span_says() -> None:
    document, posts = read(ARTICLE)
    for post in posts:
        assert post.span is not None
        assert document.text[post.span.start : post.span.stop] == post.span.text == post.text


STORY = (
    "The crews of all the ferries in the old harbour went on strike on Monday, and their union said it would last. " * 2
)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Ferry crews go on strike\n\n", "Ferry crews go on strike"),
        ("Ferry Crews Go On Strike In Old Harbour.\n\n", "Ferry Crews Go On Strike In Old Harbour"),
        ("Ferry crews on strike in harbour, union says.\n\n", "Ferry crews on strike in harbour, union says"),
        ("Will the ferries ever sail again?\n\n", "Will the ferries ever sail again?"),
        ("EXCLUSIVE: Ferry crews go on strike.\n\n", "EXCLUSIVE: Ferry crews go on strike"),
        ("By Ann Lee\n\nFerry crews go on strike\nBergen, 9 May 2022\n", "Ferry crews go on strike"),
        ("", None),
        ("It was a quiet morning on the quay.\n\n", None),
        ("OSLO (AP) — Nobody sails today\n\n", None),
        ("OSLO, NORWAY\n\n", None),
        ("LEE: We will not sail.\n\nRAY: Then we talk.\n\n", None),
        ("The union's statement:\n\n", None),
    ],
)
def test_headlines(head: str, title: str | None) -> None:
    assert read(head + STORY + "\n\n" + STORY)[0].title == title


def test_a_text_of_one_paragraph_has_no_headline() -> None:
    assert read("Ferry crews go on strike")[0].title is None


def test_a_picture_before_the_headline_is_its_caption() -> None:
    document, _ = read(f"The old harbour. Image: Bo Ray/AP\n\nFerry crews go on strike\n\n{STORY}\n\n{STORY}")
    assert [kind for kind, _ in shown(document)] == ["caption", "headline", "paragraph", "paragraph"]


WRAPPED = """\
The crews of the harbour ferries are ready to talk, their union said on
Monday, a week after they had blocked the port for the first time in over
thirty years.

“We were never asked,” said its chairwoman, who has sailed on the ferries
since she was sixteen years old, “and now we ask ourselves.”
"""


def test_wrapped_lines_make_paragraphs() -> None:
    assert [WRAPPED[a:b] for a, b in paragraphs(WRAPPED)] == WRAPPED.rstrip("\n").split("\n\n")


def test_indented_paragraphs_without_blank_lines() -> None:
    text = "".join("   " + part.replace("\n\n", "") + "\n" for part in WRAPPED.rstrip("\n").split("\n\n"))
    assert len(paragraphs(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "First line.\nSecond line of the text.\nThird.",
        f"{STORY}\n{STORY}\n{STORY}",
        "A headline\nBy Ann Lee\n9 May 2022\n",
        "LEE: Yes.\nRAY: No.\nLEE: Perhaps we should talk about it.\nRAY: We should.",
    ],
)
def test_a_line_is_a_paragraph_where_nothing_was_wrapped(text: str) -> None:
    assert [text[a:b] for a, b in paragraphs(text)] == [line.strip() for line in text.strip().split("\n")]


def test_more_lines_than_any_article_has_are_one_paragraph() -> None:
    text = "a\n" * MAX_LINES + "b\nc\n"
    found = paragraphs(text)
    assert len(found) == MAX_LINES + 1
    assert text[slice(*found[-1])] == "b\nc"


def posts_of(text: str) -> list[tuple[str | None, str | None]]:
    return [(post.handle, post.text) for post in read(text)[1]]


SIGNED = "— Bo (@bo) May 3, 2021"


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (f"Some prose here.\n\nWe sail. {SIGNED}", [("bo", "We sail.")]),
        (f"Some prose here.\n\nWe sail.\n{SIGNED}\n\nMore.", [("bo", "We sail.")]),
        (f"Some prose here.\n\nWe sail.\n\n{SIGNED}", [("bo", "We sail.")]),
        (f"He wrote on Monday:\n\n{SIGNED}", [("bo", None)]),
        (f"{SIGNED}", [("bo", None)]),
        (f"We sail. {SIGNED} He did not.", [("bo", "We sail.")]),
        (f"We sail. {SIGNED} So. — Cy (@cy) May 4, 2021", [("bo", "We sail."), ("cy", "So.")]),
        (f"Prose.\n\nWe sail. #ferry\n\npic.twitter.com/x {SIGNED}", [("bo", "We sail. #ferry\n\npic.twitter.com/x")]),
        (f"Prose.\n📌 One\n📌 Two {SIGNED}", [("bo", "📌 One\n📌 Two")]),
        (f"Prose without a sign.\nWe sail. {SIGNED}", [("bo", "We sail.")]),
        (f"We sail. {SIGNED}\n\nThen again:\n\nWe sail. {SIGNED}", [("bo", "We sail.")]),
        ("Follow Bo (@bo) since May 3, 2021.", []),
    ],
)
def test_posts_in_prose(text: str, posts: list[tuple[str | None, str | None]]) -> None:
    assert posts_of(text) == posts


def test_prose_after_a_signature_is_prose() -> None:
    document, _ = read(f"We sail. {SIGNED} He did not.")
    assert shown(document) == [("post", "We sail."), ("signature", SIGNED), ("paragraph", "He did not.")]


def test_a_printed_address_gives_the_posts_own_id() -> None:
    (post,) = read("We sail. — Bo (@bo) [May 3, 2021](https://twitter.com/bo/status/1389166012345678901)")[1]
    assert (post.id, post.posted_by, post.posted) == ("1389166012345678901", "id", "2021-05-03")
    assert post.url == "https://twitter.com/bo/status/1389166012345678901"


def test_a_cut_post_is_marked() -> None:
    assert read(f"We sail and we… https://t.co/a {SIGNED}")[1][0].truncated
    assert not read(f"We sail and we... {SIGNED}")[1][0].truncated


def test_a_handle_with_dots_is_blueskys() -> None:
    assert read("We sail. — Bo (@bo.example.org) May 3, 2024")[1][0].platform == "bluesky"


def test_agency_and_date_of_a_dateline() -> None:
    document, _ = read(f"Ferry crews go on strike\n\nOSLO, May 9, 2022 (Reuters) - {STORY}\n\n{STORY}")
    assert (document.agency, document.agency_sign) == ("Reuters", "OSLO, May 9, 2022 (Reuters)")
    assert document.published == "2022-05-09"


def test_options_fill_what_the_text_does_not_say() -> None:
    options = Options(published="2020-01-02", language="fr")
    document, _ = read("Nothing here says when.", options)
    assert (document.published, document.language) == ("2020-01-02", "fr")
    assert read(ARTICLE, options)[0].published == "2022-05-09T15:26"


def test_unknown_is_none() -> None:
    document, posts = read("Kherson.")
    assert (document.title, document.authors, document.published, document.outlet) == (None, (), None, None)
    assert (document.agency, document.modified, document.language, posts) == (None, None, None, ())


def test_the_same_text_has_the_same_ids_wherever_it_was_found() -> None:
    one, other = (read_source(Source(uri, ARTICLE.encode()), Options()) for uri in ("a.txt", "b.txt"))
    assert one[0].id == other[0].id
    assert [post.id for post in one[1]] == [post.id for post in other[1]]


def test_the_map_leads_to_the_source() -> None:
    document, _ = read("\ufeffOne.\r\nTwo.\r\n")
    assert document.text == "One.\nTwo.\n"
    assert document.origin is not None
    decoded = "One.\r\nTwo.\r\n"
    for start, source, length in document.origin.map:
        assert document.text[start : start + length] == decoded[source : source + length]


LANGUAGES = [
    (
        "The crews of the ferries said on Monday that they would not sail before the end of the talks with the company.",
        "en",
    ),
    (
        "Die Besatzungen der Fähren erklärten am Montag, dass sie nicht vor dem Ende der Gespräche auslaufen werden.",
        "de",
    ),
    (
        "Les équipages des ferries ont déclaré lundi qu'ils ne partiraient pas avant la fin des discussions avec la direction.",
        "fr",
    ),
    (
        "Las tripulaciones dijeron el lunes que no van a zarpar hasta el final de las conversaciones con la empresa.",
        "es",
    ),
    (
        "Gli equipaggi dei traghetti hanno detto che non partiranno prima della fine dei colloqui con la compagnia.",
        "it",
    ),
    ("As tripulações disseram na segunda-feira que não vão partir antes do fim das conversas com a empresa.", "pt"),
    (
        "De bemanning van de veerboten zegt dat ze niet zal varen voor het einde van de gesprekken met het bedrijf.",
        "nl",
    ),
    (
        "Załogi promów powiedziały w poniedziałek, że nie wypłyną przed końcem rozmów z firmą i że to jest ostateczne.",
        "pl",
    ),
    ("Экипажи паромов заявили в понедельник, что они не выйдут в море до конца переговоров с компанией.", "ru"),
    ("Besättningarna sade på måndagen att de inte kommer att segla före slutet av samtalen med bolaget.", "sv"),
    ("フェリーの乗組員は月曜日、会社との協議が終わるまで出航しないと述べた。", "ja"),
    ("渡轮船员周一表示，在与公司的会谈结束之前不会出航。", "zh"),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_languages(text: str, language: str) -> None:
    assert read(text)[0].language == language


PIECES = st.sampled_from(
    [
        "By Ann Lee", " • 09 May 2022", "\n", "\n\n", "\r\n", "We sail. ", SIGNED, " — Cy (@cy) ", "“Yes,” he said. ", "Image: Bo/AP",
        "© 2024 The Evening Post", "Read more: ", "OSLO (AP) — ", "#tag ", "https://t.co/a ", "🌊", "\x00", "\ufeff", "   ", "a" * 90,
        "BREAKING: ", "Follow us on ", "(", "@", "—", "</p>", "A headline",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join))
def test_any_text_gives_blocks_in_order_and_spans_that_fit(text: str) -> None:
    document, posts = read_plain(Decoded(text, "utf-8", False), Source("a.txt", b""), Options(language="en"))
    stop = 0
    ids = {post.id for post in posts}
    for block in document.blocks:
        assert stop <= block.start < block.stop <= len(document.text)
        assert block.post is None or block.post in ids
        stop = block.stop
    for post in posts:
        if post.span:
            assert document.text[post.span.start : post.span.stop] == post.span.text
