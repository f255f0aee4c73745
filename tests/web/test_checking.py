"""Checking: a draft beside its originals; a decision is kept as the command line keeps it, and never twice."""

from __future__ import annotations

import re

import pytest

from onrecord.acceptance import parse
from onrecord.web.serving import Serving
from onrecord.web.work import Given, names_of
from tests.web.conftest import Browser, browsing

DRAFT = "Mayor Petra Lindqvist said: “We have paid twenty euros for every lamp in the tunnel.”\n"
ORIGINAL = "PETRA LINDQVIST: We have paid thirty euros for every lamp in the tunnel.\n\nJO ADE: And what then?\n"


def checked(browser: Browser) -> str:
    answer = browser.send("/check", "/check", {"text": DRAFT, "original": ORIGINAL})
    assert answer.status_code == 200, answer.text
    return str(answer.url)


def test_a_changed_number_is_shown(bare: Browser) -> None:
    page = bare.get(checked(bare)).text
    assert "meaning" in page
    assert "<del" in page
    assert "thirty" in page


def test_a_decision_is_kept_and_shown(tmp_path: pytest.TempPathFactory) -> None:
    accept = tmp_path / "accepted.toml"  # type: ignore[operator]
    with browsing(Serving(processes=0, model="fast", accept_file=accept)) as client:
        browser = Browser(client)
        place = checked(browser)
        [id] = re.findall(r'name="id" value="([0-9a-f]+)"', browser.get(place).text)
        values = {"id": id, "by": "Ines Halloran", "reason": "heard on tape"}
        answer = browser.send(place, f"{place}/accept", values)
        assert "Accepted by" in answer.text
        assert "Ines Halloran" in answer.text
        [entry] = parse(accept.read_text("utf-8"))
        assert (entry.key.id, entry.by, entry.reason) == (id, "Ines Halloran", "heard on tape")

        twice = browser.send("/check", f"{place}/accept", values | {"by": "Somebody else"})
        assert twice.status_code == 409
        assert "Ines Halloran accepted" in twice.text
        assert len(parse(accept.read_text("utf-8"))) == 1
        assert "Accepted by" in browser.get(checked(browser)).text, "a later check honours it"


def test_a_decision_wants_a_name_and_a_reason(bare: Browser) -> None:
    place = checked(bare)
    answer = bare.send(place, f"{place}/accept", {"id": "0123456789", "by": " ", "reason": "x"})
    assert answer.status_code == 400
    answer = bare.send(place, f"{place}/accept", {"id": "0123456789", "by": "I", "reason": "x"})
    assert answer.status_code == 404


def test_originals_are_files_too(bare: Browser) -> None:
    answer = bare.send(
        "/check", "/check", {"text": DRAFT}, files=[("originals", ("council.txt", ORIGINAL.encode(), "text/plain"))]
    )
    assert "council.txt, line 1" in answer.text


def test_without_originals_there_is_nothing_to_compare(bare: Browser) -> None:
    answer = bare.send("/check", "/check", {"text": DRAFT})
    assert answer.status_code == 400
    assert "No originals were given" in answer.text


def test_programs_check_with_json(bare: Browser) -> None:
    sent = {"draft": {"text": DRAFT}, "originals": [{"name": "council.txt", "text": ORIGINAL}]}
    answer = bare.client.post("/api/check", json=sent).json()
    assert [row["outcome"] for row in answer["checked"]] == ["failed"]
    assert [row["verdict"] for row in answer["verdicts"]] == ["meaning"]
    broken = bare.client.post("/api/check", json=sent | {"originals": [{"name": "a.pdf", "base64": "%%"}]})
    assert (broken.status_code, broken.json()["reason"]) == (400, "base64")


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["../../etc/passwd"], ["passwd"]),
        (["..\\..\\boot.ini"], ["boot.ini"]),
        ([".hidden", "..", ""], ["hidden", "original", "original 2"]),
        (["a.txt", "A.txt"], ["a.txt", "A 2.txt"]),
        (["speech\x00<b>.txt"], ["speech__b_.txt"]),
        (["x" * 300 + ".txt"], ["x" * 120 + ".txt"]),
        (["Rede des Bürgermeisters.txt"], ["Rede des Bürgermeisters.txt"]),
    ],
)
def test_names_of_uploads_are_never_paths(given: list[str], names: list[str]) -> None:
    assert names_of([Given(name, b"") for name in given]) == names
