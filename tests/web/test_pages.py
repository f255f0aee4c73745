"""Pages over a record: what a visitor finds, how pages hang together, and what they say where there is nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.record.search import Search
from onrecord.web.serving import Serving
from tests.record.made import keep, said
from tests.web.conftest import ARABIC, BENT, FULL, Browser, browsing

pytestmark = pytest.mark.slow  # the loops that follow statements are compiled the first time


def id_of(record: Path, words: str) -> str:
    with Search(record) as search:
        return search.find(words).hits[0].statement


def test_the_overview_counts(site: Browser) -> None:
    page = site.get("/").text
    assert "<b>6</b> documents" in page
    assert "<b>6</b> statements" in page
    assert 'href="/speaker?name=Jane+Dorn"' in page
    assert re.search(r"Reuters</bdi></a></th><td class=\"amount\"><span>1</span>", page)


def test_search_marks_the_words_and_keeps_the_question(site: Browser) -> None:
    page = site.get("/search", params={"q": "negotiate port", "speaker": "dorn"}).text
    assert page.count("<mark>negotiate</mark>") == 3
    assert 'value="negotiate port"' in page
    assert 'name="speaker" value="dorn"' in page
    assert "3 statements" in page


def test_facets_narrow_the_search_and_can_be_taken_away(site: Browser) -> None:
    page = site.get("/search?q=negotiate").text
    narrowed = "/search?q=negotiate&amp;outlet=Northern+Post"
    assert narrowed in page
    found = site.get(narrowed.replace("&amp;", "&")).text
    assert "1 statement<" in found
    assert 'aria-label="leave out: outlet Northern Post"' in found
    assert 'href="/search?q=negotiate"' in found


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("q=zzzz", "Nothing on record has these words"),
        ("q=pier&since=2030", "filters above can be taken away"),
        ("q=-pier", "name a word to look for"),
        ("since=yesterday", "“yesterday” is not a date"),
        ("until=2024-02-31", "is not a date"),
        ("kind=rumour", "kind is one of"),
        ("page=0", "page is a number from 1 to 100"),
        ("page=abc", "page is a number"),
        ("q=negotiate&page=9", "fewer pages than that"),
        ("q=%00%FF%E2%80%AE", "no word in it"),
    ],
)
def test_a_search_that_finds_nothing_says_why(site: Browser, asked: str, words: str) -> None:
    answer = site.get(f"/search?{asked}")
    assert answer.status_code == 200
    assert words in answer.text


def test_a_statement_tells_its_trail(site: Browser, record: Path) -> None:
    page = site.get(f"/statement/{id_of(record, 'negotiate 14')}").text
    assert "3 documents" in page
    assert "meaning" in page
    assert 'href="/outlet?name=Northern+Post"' in page
    assert "Reuters" in page
    assert re.search(r'<svg class="time"', page)


def test_a_statement_leads_to_its_place_in_the_article(site: Browser, record: Path) -> None:
    id = id_of(record, "negotiate 14")
    [place] = set(
        re.findall(r'href="(/document/[^"]+)"', site.get(f"/statement/{id}").text.split("In the article")[0])[-1:]
    )
    answer = site.get(place.replace("&amp;", "&"))
    assert answer.status_code == 200
    assert str(answer.history[0].headers["location"]).endswith("#d1-t1")
    assert 'id="d1-t1"' in answer.text
    assert BENT[1:20] in answer.text


def test_statements_of_an_article_lead_to_their_pages(site: Browser, record: Path) -> None:
    id = id_of(record, "pier rotten")
    document = re.findall(r'href="(/document/[^"?]+)', site.get(f"/statement/{id}").text)[0]
    assert f'href="/statement/{id}"' in site.get(document).text


def test_a_statement_that_stands_alone_says_so(site: Browser, record: Path) -> None:
    page = site.get(f"/statement/{id_of(record, 'pier rotten')}").text
    assert "No other document on record has this statement" in page
    assert "somebody unnamed" in page


def test_a_speaker_and_an_outlet(site: Browser) -> None:
    speaker = site.get("/speaker?name=Jane+Dorn").text
    assert "<b>3</b> statements" in speaker
    assert "mayor" in speaker
    assert "<svg" in speaker
    assert "All of it in Mar 2024" in speaker
    outlet = site.get("/outlet?name=Westmere+Echo").text
    assert "anonymous <b>50%</b>" in outlet


def test_right_to_left_words_are_set_so(site: Browser) -> None:
    page = site.get("/search?speaker=ياسمين").text
    assert 'dir="auto"' in page
    assert ARABIC in page
    assert 'href="/outlet?name=%D8%A7%D9%84%D8%A8%D8%AD%D8%B1"' in page


@pytest.mark.parametrize(
    "path",
    ["/statement/s0", "/statement/..%2f..%2fetc", "/document/d0", "/document/x?at=s0", "/speaker?name=Nobody", "/outlet?name=",
     "/speaker", "/speakers?page=9", "/nowhere", "/static/../app.py", "/static/%2e%2e%2fapp.py", "/read/x/y/z"],
)  # fmt: skip
def test_what_is_not_there_is_a_page_too(site: Browser, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert 'role="alert"' in answer.text


def test_every_page_is_there_as_json(site: Browser, record: Path) -> None:
    id = id_of(record, "negotiate 14")
    api = lambda path: site.get(f"/api/{path}").json()  # noqa: E731
    assert api("overview")["summary"]["documents"] == 6
    assert api("search?q=negotiate")["total"] == 3
    found = api(f"statements/{id}")
    assert found["trail"]["documents"] == 3
    assert api(f"documents/{found['statement']['document']}")["statements"][0]["id"] == id
    assert api("speakers")["total"] >= 3
    assert api("speaker?name=Jane+Dorn")["tallies"]["counted"] == 3
    assert api("outlets")["rows"]
    assert api("trails")[0]["documents"] == 3
    assert api("judgements") == []


def test_an_empty_record_says_what_to_do(tmp_path: Path) -> None:
    from onrecord.record.store import writing

    with writing(tmp_path / "rec"):
        pass
    with browsing(Serving(record=tmp_path / "rec", processes=0)) as client:
        for path in ("/overview", "/search", "/search?q=x", "/speakers", "/outlets", "/trails"):
            assert Browser(client).get(path).status_code == 200, path
        assert "onrecord add" in client.get("/overview").text


def test_a_record_that_grows_is_shown_as_it_is(tmp_path: Path) -> None:
    folder = keep(tmp_path / "rec", said(f"{FULL} said Dorn.", FULL))
    with browsing(Serving(record=folder, processes=0)) as client:
        assert Browser(client).get("/api/search?q=negotiate").json()["total"] == 1
        keep(folder, said(f"News: {BENT} said Dorn.", BENT, outlet="Tabloid"))
        import time

        for _ in range(100):
            if client.get("/api/search?q=negotiate").json()["total"] == 2:
                break
            time.sleep(0.1)
        assert client.get("/api/search?q=tabloid&outlet=tabloid").status_code == 200
        assert client.get("/api/search?outlet=tabloid").json()["total"] == 1


def test_a_record_of_another_version_is_told_at_once(tmp_path: Path) -> None:
    from onrecord.errors import RecordError
    from onrecord.web.app import make_app

    (tmp_path / "record.json").write_text('{"format": 999, "made_by": "9.9"}')
    with pytest.raises(RecordError, match="newer"):
        make_app(Serving(record=tmp_path, processes=0))
