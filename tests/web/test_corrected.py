"""What people correct on the pages is shown by all of them at once, with what was read, and can be taken back there."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import BENT, FULL, Browser

pytestmark = pytest.mark.slow  # a server looks every two seconds whether there is something new

_ID = re.compile(r"/statement/(s[0-9a-f]+)")


def found(own: Browser, **asked: str) -> dict[str, Any]:
    answer: dict[str, Any] = own.get("/api/search", params=asked).json()
    return answer


def soon(look: Callable[[], object]) -> bool:
    """Whether it comes true within some seconds: a server looks every two whether there is something new."""
    for _ in range(150):
        if look():
            return True
        time.sleep(0.1)
    return False


def test_a_speaker_is_corrected_and_taken_back(own: Browser) -> None:
    before = found(own, q="negotiate", outlet="Tabloid")
    (hit,) = before["hits"]
    page = f"/statement/{hit['statement']}/judge"
    sent = {"kind": "speaker", "answer": "yes", "name": "Ewa Linde", "by": "Ann", "seen": ""}
    assert own.send(page, page.replace("/judge", "/judgements"), sent).status_code == 200
    after = found(own, q="negotiate", speaker="Linde")
    assert [(one["name"], one["judged"], one["judged_by"], one["read_name"]) for one in after["hits"]] == [
        ("Ewa Linde", "speaker", "Ann", "Jane Dorn")
    ]
    assert [row["value"] for row in after["tallies"]["speakers"]] == ["Ewa Linde"]
    shown = own.get("/search", params={"speaker": "Linde"}).text
    assert "Judged by <bdi>Ann</bdi>" in shown
    assert "read as <bdi>Jane Dorn</bdi>" in shown
    assert "Read as <bdi>Jane Dorn</bdi>" in own.get(f"/statement/{hit['statement']}").text
    document = f"/api/documents/{hit['document']}"
    assert soon(lambda: [row["by"] for row in own.get(document).json()["attributions"]] == ["person"])
    assert soon(lambda: "Ewa Linde" in own.get("/speakers").text), "counts follow"
    standing = own.get("/api/judgements").json()
    back = {"kind": "speaker", "answer": "back", "name": "Ewa Linde", "by": "Bob", "seen": standing[0]["id"]}
    own.send(page, page.replace("/judge", "/judgements"), back)
    assert found(own, q="negotiate", outlet="Tabloid") == before


def test_what_is_no_statement_is_hidden_and_its_own_page_brings_it_back(own: Browser) -> None:
    before = found(own, q="negotiate")
    hit = next(one for one in before["hits"] if one["words"] == BENT)
    page = f"/statement/{hit['statement']}/judge"
    sent = {"kind": "statement", "answer": "no", "by": "Ann", "seen": ""}
    assert own.send(page, page.replace("/judge", "/judgements"), sent).status_code == 200
    assert found(own, q="negotiate")["total"] == before["total"] - 1
    document = f"/document/{hit['document']}"
    assert soon(lambda: hit["statement"] not in own.get(document).text)
    assert own.get(f"/statement/{hit['statement']}").status_code == 200
    shown = own.get(page)
    assert shown.status_code == 200
    seen = next(row["id"] for row in own.get("/api/judgements").json())
    own.send(page, page.replace("/judge", "/judgements"), sent | {"answer": "back", "seen": seen})
    assert found(own, q="negotiate") == before


def test_a_missed_statement_is_found_by_its_words(own: Browser) -> None:
    hit = next(one for one in found(own, q="negotiate")["hits"] if one["words"] == FULL)
    document = f"/document/{hit['document']}"
    words = "said the mayor"
    assert own.send(f"{document}/judge", f"{document}/judgements", {"words": words, "by": "Ann"}).status_code == 200
    (one,) = found(own, q='"said the mayor"')["hits"]
    assert (one["words"], one["judged"], one["kind"], one["name"]) == (words, "statement", "indirect", None)
    assert soon(lambda: one["statement"] in own.get(document).text)
    assert soon(lambda: own.get(f"/statement/{one['statement']}").status_code == 200)
    assert one["statement"] in _ID.findall(own.get("/search", params={"q": words}).text)
