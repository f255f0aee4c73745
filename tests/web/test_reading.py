"""Reading: from an empty form to a marked-up article, and everything that can be wrong with what is given."""

from __future__ import annotations

import json

import pytest

from onrecord.web.serving import Serving
from tests.web.conftest import Browser, browsing

TEXT = "Pier stays open\n\n“The pier stays open this winter,” said Jane Dorn, the mayor of Westmere.\n"


def test_a_pasted_text_is_marked_up(bare: Browser) -> None:
    answer = bare.send("/read", "/read", {"text": TEXT})
    assert answer.status_code == 200
    assert "/read/" in str(answer.url)
    assert "Jane Dorn" in answer.text
    assert '<mark class="st direct' in answer.text


def test_a_file_is_read_under_its_name(bare: Browser) -> None:
    page = b"<html><body><article><h1>T</h1><p>" + TEXT.encode() * 5 + b"</p></article></body></html>"
    answer = bare.send("/read", "/read", {}, files={"file": ("pier.html", page, "text/html")})
    assert answer.status_code == 200
    assert "pier.html" in answer.text


def test_the_report_and_the_json_can_be_saved(bare: Browser) -> None:
    place = str(bare.send("/read", "/read", {"text": TEXT}).url)
    report = bare.get(f"{place}/report.html")
    assert "attachment" in report.headers["content-disposition"]
    assert "default-src 'none'; sandbox" in report.headers["content-security-policy"]
    assert "<style>" in report.text, "the report stands alone"
    found = json.loads(bare.get(f"{place}/reading.json").content)
    assert found["statements"][0]["content"][0]["text"] == "“The pier stays open this winter,”"


def test_going_back_or_reloading_sends_nothing_twice(bare: Browser) -> None:
    answer = bare.send("/read", "/read", {"text": TEXT})
    assert [one.status_code for one in answer.history] == [303]
    assert bare.get(str(answer.url)).text.count("Jane Dorn") == answer.text.count("Jane Dorn")


@pytest.mark.parametrize(
    ("values", "status", "words"),
    [
        ({}, 400, "Nothing was given"),
        ({"text": "   "}, 400, "Nothing was given"),
        ({"text": "x", "url": "https://news.example/a"}, 400, "More than one"),
        ({"url": "ftp://news.example/a"}, 400, "begins with http"),
        ({"url": "file:///etc/passwd"}, 400, "begins with http"),
        ({"text": "\x00\x01\x02"}, 422, "neither text nor HTML"),
        ({"text": "x" * 2_000_001}, 413, "2,000,001 bytes"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(
    bare: Browser, values: dict[str, str], status: int, words: str
) -> None:
    answer = bare.send("/read", "/read", values)
    assert answer.status_code == status
    assert words in answer.text


def test_ten_megabytes_are_refused_in_a_sentence(bare: Browser) -> None:
    answer = bare.send("/read", "/read", {"text": "words " * 1_700_000})
    assert answer.status_code == 413
    assert "Cut the article out of it" in answer.text


def test_an_upload_beyond_all_limits_is_refused() -> None:
    with browsing(Serving(processes=0, request_bytes=100_000)) as client:
        answer = Browser(client).send("/read", "/read", {"text": "words " * 50_000})
        assert answer.status_code == 413
        assert "too large" in answer.text


def test_a_result_that_is_kept_no_longer_says_so(bare: Browser) -> None:
    answer = bare.get("/read/never-was")
    assert answer.status_code == 404
    assert "no longer kept" in answer.text


def test_programs_read_with_json(bare: Browser) -> None:
    answer = bare.client.post("/api/read", json={"text": TEXT, "published": "2024-03-01"})
    assert answer.status_code == 200
    assert answer.json()["document"]["published"] == "2024-03-01"
    assert answer.json()["statements"][0]["speaker"] == answer.json()["speakers"][0]["id"]


@pytest.mark.parametrize(
    ("sent", "status", "reason"),
    [
        ({}, 400, "nothing"),
        ({"text": "a", "url": "b"}, 400, "nothing"),
        ({"texts": "a"}, 400, "bad-request"),
        ({"text": 5}, 400, "bad-request"),
        ({"text": ""}, 422, "empty"),
        ({"text": "a", "model": "best"}, 400, "bad-request"),
        ({"url": "gopher://x"}, 400, "unsupported-url"),
    ],
)
def test_errors_of_the_api_have_one_shape(bare: Browser, sent: dict[str, object], status: int, reason: str) -> None:
    answer = bare.client.post("/api/read", json=sent)
    assert (answer.status_code, answer.json()["reason"]) == (status, reason)
    assert set(answer.json()) == {"status", "reason", "message", "field"}


def test_lone_surrogates_come_through(bare: Browser) -> None:
    answer = bare.client.post(
        "/api/read", content=b'{"text": "\\"We \\ud800 go,\\" she said."}', headers={"content-type": "application/json"}
    )
    assert answer.status_code in (200, 400)


def test_without_a_record_there_are_no_pages_over_one(bare: Browser) -> None:
    assert str(bare.get("/").url).endswith("/read")
    for path in ("/search", "/overview", "/statement/s1", "/api/search"):
        assert bare.get(path).status_code == 404
    assert "/api/search" not in bare.get("/api/openapi.json").json()["paths"]
