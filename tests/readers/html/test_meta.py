"""What a page says of itself: each table row is a page's head or markup and the field that must come of it."""

# ruff: noqa: E501 (one row a case)
import pytest

from tests.readers.html.pages import OPENING, page, read


def ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


ARTICLE = '{"@context":"https://schema.org","@type":"NewsArticle","headline":"Bridge closes",%s}'

AUTHORS = {
    "json-ld object": (ld(ARTICLE % '"author":{"@type":"Person","name":"Ann Lee"}'), ("Ann Lee",)),
    "json-ld list": (ld(ARTICLE % '"author":[{"@type":"Person","name":"Ann Lee"},{"@type":"Person","name":"Bo Ray"}]'), ("Ann Lee", "Bo Ray")),
    "json-ld string": (ld(ARTICLE % '"author":"Ann Lee and Bo Ray"'), ("Ann Lee", "Bo Ray")),
    "json-ld by reference": (
        ld('{"@graph":[' + ARTICLE % '"author":{"@id":"#ann"}' + ',{"@type":"Person","@id":"#ann","name":"Ann Lee"}]}'),
        ("Ann Lee",),
    ),
    "json-ld organisation": (ld(ARTICLE % '"author":{"@type":"Organization","name":"Mirefield Post"}'), ()),
    "json-ld with a trailing comma": (ld(ARTICLE % '"author":{"name":"Ann Lee",},'), ("Ann Lee",)),
    "json-ld with line breaks in a string": (ld(ARTICLE % '"description":"one\ntwo","author":{"name":"Ann Lee"}'), ("Ann Lee",)),
    "json-ld in a comment": (ld("<!--" + ARTICLE % '"author":{"name":"Ann Lee"}' + "-->"), ("Ann Lee",)),
    "meta": ('<meta name="author" content="By Ann Lee">', ("Ann Lee",)),
    "meta with an address": ('<meta property="article:author" content="https://www.facebook.com/ann.lee">', ()),
    "meta, several": ('<meta name="author" content="Ann Lee, Bo Ray &amp; Cy Ode">', ("Ann Lee", "Bo Ray", "Cy Ode")),
    "meta, surname first": ('<meta name="author" content="Lee, Ann">', ("Ann Lee",)),
    "meta, content first": ("<META content='Ann Lee' name='author'>", ("Ann Lee",)),
    "meta, a role": ('<meta name="author" content="Ann Lee, Staff Writer">', ("Ann Lee",)),
    "meta, nobody": ('<meta name="author" content="admin">', ()),
    "the outlet itself": ('<meta property="og:site_name" content="Mirefield Post"><meta name="author" content="Mirefield Post">', ()),
}  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), AUTHORS.values(), ids=AUTHORS.keys())
def test_authors(head, expected):
    assert read(page(head=head))[0].authors == expected


PRINTED = {
    "rel": ('<p>By <a rel="author" href="/ann">Ann Lee</a></p>', ("Ann Lee",)),
    "itemprop": ('<span itemprop="author"><span itemprop="name">Ann Lee</span></span>', ("Ann Lee",)),
    "class": ('<div class="article-byline">By Ann Lee and Bo Ray</div>', ("Ann Lee", "Bo Ray")),
    "german": ('<span class="author">Von Ann Lee</span>', ("Ann Lee",)),
    "with a date": ('<div class="byline">By Ann Lee November 9, 2022</div>', ("Ann Lee",)),
    "author box": ('<div class="author-bio">Ann Lee grew up by the sea and writes.</div>', ()),
}


@pytest.mark.parametrize(("markup", "expected"), PRINTED.values(), ids=PRINTED.keys())
def test_printed_authors(markup, expected):
    assert read(page(before=markup))[0].authors == expected


PUBLISHED = {
    "json-ld": (ld(ARTICLE % '"datePublished":"2022-11-09T15:26:00+01:00"'), "2022-11-09T15:26:00+01:00"),
    "meta": ('<meta property="article:published_time" content="2022-11-09T15:26:00Z">', "2022-11-09T15:26:00Z"),
    "zone without a colon": ('<meta property="article:published_time" content="2022-11-09T15:26:00+0100">', "2022-11-09T15:26:00+01:00"),
    "fractions of a second": ('<meta name="date" content="2022-11-09T15:26:00.123Z">', "2022-11-09T15:26:00Z"),
    "a space for the T": ('<meta name="pubdate" content="2022-11-09 15:26:00">', "2022-11-09T15:26:00"),
    "date only": ('<meta itemprop="datePublished" content="2022-11-09">', "2022-11-09"),
    "compact": ('<meta name="date" content="20221109">', "2022-11-09"),
    "printed": ('<meta name="date" content="9 November 2022">', "2022-11-09"),
    "address": ('<link rel="canonical" href="https://www.mirefieldpost.example/2022/11/09/bridge.html">', "2022-11-09"),
    "no date": ('<meta name="date" content="yesterday">', None),
    "a month that is none": ('<meta name="date" content="2022-13-09">', None),
}  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), PUBLISHED.values(), ids=PUBLISHED.keys())
def test_published(head, expected):
    assert read(page(head=head))[0].published == expected


def test_time_element_dates_a_page():
    assert (
        read(page(before='<time datetime="2022-11-09T15:26" class="updated">9 Nov</time>'))[0].published
        == "2022-11-09T15:26"
    )


def test_modified():
    head = ld(ARTICLE % '"datePublished":"2022-11-09","dateModified":"2022-11-10T08:00:00Z"')
    document = read(page(head=head))[0]
    assert (document.published, document.modified) == ("2022-11-09", "2022-11-10T08:00:00Z")


def test_what_the_user_declares_fills_gaps_only():
    dated = '<meta name="date" content="2022-11-09">'
    assert read(page(), published="2020-01-01")[0].published == "2020-01-01"
    assert read(page(head=dated), published="2020-01-01")[0].published == "2022-11-09"
    assert read(page(), language="fr")[0].language == "en"


TITLES = {
    "og, the site behind a dash": ('<meta property="og:title" content="Bridge &amp; ferry - Mirefield Post"><meta property="og:site_name" content="Mirefield Post">', "Bridge & ferry"),
    "og, the site before a bar": ('<meta property="og:title" content="Mirefield Post | Bridge"><meta property="og:site_name" content="Mirefield Post">', "Bridge"),
    "a dash that is part of it": ('<meta property="og:title" content="Bridge – the end"><meta property="og:site_name" content="Mirefield Post">', "Bridge – the end"),
    "more behind the site": (
        '<meta property="og:title" content="Bridge - Mirefield Post | News and more"><meta property="og:site_name" content="Mirefield Post">',
        "Bridge",
    ),
    "json-ld": (ld('{"@type":["NewsArticle"],"headline":"Ferry &quot;soon&quot;"}'), 'Ferry "soon"'),
    "heading": ("", "Bridge closes"),
}  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), TITLES.values(), ids=TITLES.keys())
def test_title(head, expected):
    assert read(page(head=head))[0].title == expected


OUTLETS = {
    "publisher": (ld(ARTICLE % '"publisher":{"@type":"Organization","name":"Mirefield Post"}'), "Mirefield Post"),
    "site name": ('<meta property="og:site_name" content="Mirefield Post">', "Mirefield Post"),
    "known domain": ('<link rel="canonical" href="https://www.theguardian.com/world/bridge"><meta property="og:site_name" content="the Guardian">', "The Guardian"),
    "title spelled as the domain": ('<link rel="canonical" href="https://www.mirefieldpost.example/bridge">', "Mirefield Post"),
    "unknown": ("", None),
    "an agency that the page reprints": (
        ld(ARTICLE % '"publisher":{"name":"Associated Press"}') + '<link rel="canonical" href="https://www.mirefieldpost.example/b">'
        '<meta property="og:site_name" content="Mirefield Post">', "Mirefield Post",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), OUTLETS.values(), ids=OUTLETS.keys())
def test_outlet(head, expected):
    assert read(page(head=head))[0].outlet == expected


LANGUAGES = {
    'lang="pt-br"': "pt-BR",
    'lang="de"': "de",
    'lang="zh-hans-cn"': "zh-Hans-CN",
    'lang="en_US"': "en-US",
    "": "en",
}


@pytest.mark.parametrize(("attribute", "expected"), LANGUAGES.items())
def test_language(attribute, expected):
    assert read(page().replace('lang="en"', attribute))[0].language == expected


def test_language_by_locale():
    head = '<meta property="og:locale" content="nl_BE">'
    assert read(page(head=head).replace('<html lang="en">', "<html>"))[0].language == "nl-BE"


AGENCIES = {
    "dateline": (page().replace(OPENING, "MIREFIELD (Reuters) - " + OPENING), "Reuters", "MIREFIELD (Reuters)"),
    "json-ld author": (page(head=ld(ARTICLE % '"author":{"@type":"Organization","name":"The Associated Press"}')), "Associated Press",
                       "JSON-LD author: The Associated Press"),
    "json-ld credit": (page(head=ld(ARTICLE % '"creditText":"AFP","publisher":{"name":"Mirefield Post"}')), "AFP", "JSON-LD creditText: AFP"),
    "byline": (page(before='<p class="byline">By Reuters</p>'), "Reuters", "byline: Reuters"),
    "among the authors": (page(head='<meta name="author" content="Ann Lee, Reuters">'), "Reuters", "meta author: Reuters"),
    "credit at the end": (page("<p>(dpa)</p>").replace("<p>(dpa)</p>", "").replace("</article>", "<p>(AFP)</p></article>"), "AFP", "(AFP)"),
    "merely cited": (page().replace(OPENING, OPENING + " Reuters reported the vote first, and AFP had seen the report."), None, None),
    "none": (page(), None, None),
}  # fmt: skip


@pytest.mark.parametrize(("html", "agency", "sign"), AGENCIES.values(), ids=AGENCIES.keys())
def test_agency(html, agency, sign):
    document = read(html)[0]
    assert (document.agency, document.agency_sign) == (agency, sign)


def test_address_of_the_page():
    assert (
        read(page(head='<meta property="og:url" content="https://mirefieldpost.example/b">'))[0].url
        == "https://mirefieldpost.example/b"
    )
    assert read(page(head='<link rel="canonical" href="/relative">'))[0].url is None
