"""The text of a page: its paragraphs in order, each with its kind, without furniture, and led back to the source."""

# ruff: noqa: E501 (one row a case)
import gzip
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import UnreadableError
from onrecord.readers.body import Piece
from onrecord.readers.furniture import drop_furniture
from onrecord.readers.html import read_html
from onrecord.readers.markup import split_markup
from onrecord.readers.origin import align
from onrecord.readers.types import Decoded, Source
from onrecord.settings import Options
from tests.readers.html.pages import CLOSING, MIDDLE, OPENING, page, read


@pytest.mark.parametrize("fast", [False, True])
def test_paragraphs_are_parted_by_an_empty_line(fast):
    document, _ = read(page(), fast)
    assert document.text.split("\n\n")[-3:] == [OPENING, MIDDLE, CLOSING]
    assert [document.text[block.start : block.stop] for block in document.blocks] == document.text.split("\n\n")
    assert {block.kind for block in document.blocks} <= {"headline", "paragraph"}


def test_headings_and_the_headline_are_told_apart():
    document, _ = read(page(f"<h2>What comes next</h2><p>{MIDDLE[::-1]}</p>"))
    kinds = {document.text[block.start : block.stop]: block.kind for block in document.blocks}
    assert kinds["What comes next"] == "heading"
    assert kinds.get("Bridge closes", "headline") == "headline"


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("line", [
    "Read more: Ferry talks fail again", "Advertisement", "Lesen Sie auch: Die Brücke", "Lire aussi : Le pont", "Sign up for our newsletter to get the news.",
    "We use cookies to improve your visit.", "Follow us on Facebook and Instagram.", "Image: Lightspring/Shutterstock.com", "© 2022 Mirefield Post. All rights reserved.",
    "Читайте также: Мост закрыт", "Share this article", "Leia também: A ponte",
    '<a href="/other">Mayor of Mirefield opens the new school</a>',
])  # fmt: skip
def test_furniture_goes(line, fast):
    document, _ = read(page(f"<p>{line}</p>"), fast)
    assert document.text.endswith(f"{MIDDLE}\n\n{CLOSING}")


@pytest.mark.parametrize("line", [
    "“Read more books,” the clerk said.", "Advertisement is all that counts, she told them.", "He said: “Follow us on the bridge, and see.”",
    "The photo shows the bridge.", "Watch out for the gap, they wrote.", "Related talks failed in May.", "Images of the bridge were sold, the mayor said.",
    'The <a href="/x">report</a> was <a href="/y">read</a> aloud to everybody who had come to the hall that evening, the clerk among them.', '<a href="/x">The clerk refused to answer our questions.</a>',
])  # fmt: skip
def test_prose_that_looks_like_furniture_stays(line):
    document, _ = read(page(f"<p>{line}</p>"))
    plain = line.replace('<a href="/x">', "").replace('<a href="/y">', "").replace("</a>", "")
    assert plain in document.text


def test_lists_of_other_articles_end_the_text():
    pieces = [Piece("paragraph", text) for text in (OPENING, MIDDLE, CLOSING)]
    other = [
        Piece("heading", "You may also like"),
        Piece("paragraph", "Five bridges to see"),
        Piece("paragraph", "Our best ferries"),
    ]
    assert drop_furniture(pieces + other) == pieces
    assert drop_furniture([*pieces, *other[:1], *pieces])[-1] == pieces[-1]


def test_caption_by_its_credit():
    assert drop_furniture([Piece("paragraph", "The bridge at dusk (Photo: Ann Lee)")]) == [
        Piece("caption", "The bridge at dusk (Photo: Ann Lee)")
    ]


def test_line_breaks():
    document, _ = read(page(f"<p>{MIDDLE[::-1]}<br>second line</p>"))
    assert f"{MIDDLE[::-1]}\nsecond line\n\n" in document.text


def test_article_given_by_script_only():
    html = (
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge","articleBody":'
        f'"{OPENING}\\n\\n{MIDDLE}"}}</script></head><body><div id="root"></div></body></html>'
    )
    assert read(html)[0].text == f"{OPENING}\n\n{MIDDLE}"


def test_no_article():
    with pytest.raises(UnreadableError) as caught:
        read("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    assert caught.value.reason == "no-article"


def test_page_of_nothing_but_a_post():
    html = '<html><body><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></body></html>'
    document, posts = read(html)
    assert (document.text, len(posts)) == ("", 1)


@pytest.mark.parametrize("soup", ["<div>" * 100_000, "</x><div>" * 50_000, "<span><div></span>" * 50_000, "<ul><li>" * 50_000,
                                  "<p>" + "".join(f"<b id={n}>" for n in range(1500)) + "</p>" + "<div>x</div>" * 3000])  # fmt: skip
def test_nesting_is_refused_before_it_costs(soup):
    start = time.process_time()
    with pytest.raises(UnreadableError) as caught:
        read(page(soup))
    assert caught.value.reason == "too-deep"
    assert time.process_time() - start < 2


@pytest.mark.parametrize("soup", [
    "<meta content='" * 20_000, "<" * 100_000, "&" * 100_000, "<!--" * 50_000, "<script>" * 20_000, "<style " * 20_000, "<time " * 20_000,
    '<script type="application/ld+json">' + "[" * 200_000 + "</script>", '<div class="' + "a " * 100_000 + '">', "<h1>" * 30_000,
    '<script>\\u003cblockquote class=\\"twitter-tweet\\"' * 3_000, '<p class="author">' * 5_000, "<iframe src='https://t.me/abcdef/1'></iframe>" * 3_000,
    '<blockquote class="twitter-tweet">' * 900, "<p>a b</p>" * 10_000, "<br>x" * 10_000, "<p>" + "\0" * 50_000, "<p>" + "\ud800" * 50_000,
], ids=lambda soup: soup[:24].replace("\0", "NUL").replace("\ud800", "half"))  # fmt: skip
def test_hostile_markup_is_bounded(soup):
    start = time.process_time()
    try:
        read(page(after=soup))
    except UnreadableError as error:
        assert error.reason in ("too-deep", "no-article")  # noqa: PT017
    assert time.process_time() - start < 8


def led_back(document, html):
    """The code points of the text that the map leads back, each checked."""
    count, done = 0, 0
    for start, source, length in document.origin.map:
        assert start >= done
        assert length > 0
        assert document.text[start : start + length] == html[source : source + length]
        done, count = start + length, count + length
    return count


def test_map_leads_back_through_tags_entities_and_white_space():
    words = "caf&eacute; &amp; <b>bar</b>, a <a href='/x'>quiet  place</a>\n   by the <i>river</i> &mdash; &#8220;closed&#8221; since May, they say here"
    html = page(
        f"<!-- a note --><p>{words}</p><script>var x = 'a quiet place by the river';</script><p>{words[::-1].replace('<', '').replace('>', '')}</p>"
    )
    document, _ = read(html)
    text = "café & bar, a quiet place by the river — “closed” since May, they say here"
    at = document.text.index(text)
    assert led_back(document, html) > 0.9 * len(document.text)
    starts = {source: start for start, source, _ in document.origin.map}
    assert starts[html.index("bar</b>")] == at + text.index("bar")
    assert starts[html.index("river</i>")] == at + text.index("river")


def test_map_prefers_the_article_to_its_copies():
    copy = f'<meta name="description" content="{OPENING}">' + f'<script>var d = "{OPENING}"</script>'
    html = page(head=copy)
    document, _ = read(html)
    starts = {start: source for start, source, _ in document.origin.map}
    assert starts[document.text.index(OPENING)] == html.index(f"<p>{OPENING}") + 3


def test_origin_says_what_was_read():
    html = page()
    origin = read(html)[0].origin
    assert (origin.media_type, origin.encoding, origin.size) == ("text/html", "utf-8", len(html.encode()))
    assert len(origin.sha256) == 64


def test_scripts_are_taken_out_and_offsets_kept():
    html = "<p>one</p><script>var a = '<p>no</p>'</script><p>two</p><!-- <script> --><style>p{}</style><svg><title>x</title></svg><p>three"
    markup = split_markup(html)
    assert markup.text == "<p>one</p><p>two</p><!-- <script> --><p>three"
    assert [script.body for script in markup.scripts] == ["var a = '<p>no</p>'"]
    for start, source, length in markup.source_runs(0, len(markup.text)):
        assert markup.text[start : start + length] == html[source : source + length]


TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("<>&;\"' \n\0\ud800"), max_size=40)
TAGS = st.sampled_from([
    "<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "</b>", "<script>", "</script>", "<!--", "-->", "<blockquote class='twitter-tweet'>", "</blockquote>",
    "<a href='https://twitter.com/a/status/1590374251862691841'>", "</a>", "&amp;", "&#x41;", "&bogus;", "<h1>", "<table><tr><td>", "</table>", "<ul><li>", "</ul>",
    "<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ'>", "<meta name=author content='A B'>", "<article>", "</article>", "<template>", "</template>", "— A (@a) ",
    "<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":[1,{}],", "<svg>", "</svg>", "<time datetime=2022-11-09>", OPENING, MIDDLE,
])  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TAGS | TEXT, max_size=40).map("".join), st.booleans())
def test_tag_soup_never_breaks_the_rules(soup, fast):
    html = f"<html><body>{soup}<p>{CLOSING}</p>"
    try:
        document, posts = read_html(Decoded(html, "utf-8", True), Source("soup.html", b""), Options(fast=fast))
    except UnreadableError:
        return
    stop = 0
    for block in document.blocks:
        assert stop <= block.start < block.stop <= len(document.text)
        words = document.text[block.start : block.stop]
        assert words == words.strip()
        stop = block.stop
    assert "postmark" not in document.text
    for post in posts:
        assert post.span is None or document.text[post.span.start : post.span.stop] == post.span.text == post.text
    led_back(document, html)


@given(st.lists(st.text("ab <&>", max_size=30), max_size=8), st.text("ab <&>/p;", max_size=200))
def test_runs_always_hold(blocks, markup):
    kept = [block.strip() for block in blocks if block.strip()]
    text, spans, at = "\n\n".join(kept), [], 0
    for block in kept:
        spans.append((at, at + len(block)))
        at += len(block) + 2
    for start, source, length in align(text, spans, markup):
        assert text[start : start + length] == markup[source : source + length]


def test_pages_are_read_the_same_twice():
    html = page(
        '<blockquote class="twitter-tweet"><p>Hi</p>&mdash; A (@a) <a href="https://twitter.com/a/status/1590374251862691841">x</a></blockquote>'
    )
    assert read(html) == read(html)
    assert len(gzip.compress(html.encode())) > 0
