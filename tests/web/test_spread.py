"""Many who ask at once: processes that write pages, their pages the same as the server's own, none lost when one dies."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from onrecord.record.judgements import Judgements, speaker
from onrecord.web.app import make_app, make_pages
from onrecord.web.serving import Serving
from onrecord.web.spread import _WRITTEN, Answer, Asked, Spread, _ask
from tests.web.conftest import make_record


@pytest.mark.parametrize(
    "path", ["/overview", "/search", "/statement/s1", "/statement/s1/related", "/document/d1", "/document/d1/report.html",
             "/speaker", "/outlets", "/trails", "/api/search", "/api/statements/s1", "/api/documents/d1"]
)  # fmt: skip
def test_what_hangs_on_the_record_alone(path: str) -> None:
    assert _WRITTEN.fullmatch(path)


@pytest.mark.parametrize(
    "path", ["/", "/read", "/read/abc", "/check/abc", "/statement/s1/judge", "/document/d1/judge", "/api/read", "/health",
             "/api/judgements", "/api/openapi.json", "/static/site.css", "/statement/", "/overview/x"]
)  # fmt: skip
def test_what_the_server_answers_itself(path: str) -> None:
    assert not _WRITTEN.fullmatch(path)


def spread_of(app: Any) -> Spread:
    spread: Spread = app.app
    return spread


def crowd(client: TestClient[Any], paths: list[str]) -> dict[str, Any]:
    """Ask for all of them at once."""
    found: dict[str, Any] = {}
    threads = [threading.Thread(target=lambda path=path: found.update({path: client.get(path)})) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def pids(spread: Spread) -> list[int]:
    return [process._process.pid for process in list(spread._processes._free.queue) if process]


def eventually(holds: Any) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it never did")


@pytest.mark.slow
def test_a_crowd(tmp_path: Path) -> None:
    folder = make_record(tmp_path / "rec")
    app = make_app(Serving(record=folder, processes=0, writers=2))
    spread = spread_of(app)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        hits = client.get("/api/search?q=pier").json()["hits"]
        paths = [f"/statement/{hits[0]['statement']}", f"/document/{hits[0]['document']}", "/search?q=negotiate", "/overview", "/trails",
                 "/statement/none", "/speaker?name=Jane+Dorn", "/search?q=%22", "/api/search?q=pier&since=never"]  # fmt: skip
        eventually(lambda: all(client.get(path).status_code != 503 for path in paths))
        alone = {path: client.get(path) for path in paths}
        assert pids(spread) == []
        assert not spread._started
        crowd(client, paths)
        eventually(lambda: spread._ready)
        assert len(pids(spread)) == 2
        crowded = crowd(client, paths)
        for path in paths:
            assert (crowded[path].status_code, crowded[path].text) == (alone[path].status_code, alone[path].text), path
            assert (
                crowded[path].headers.get("content-security-policy") == alone[path].headers["content-security-policy"]
            )
        for pid in pids(spread):
            os.kill(pid, signal.SIGKILL)
        again = crowd(client, paths)
        assert [again[path].status_code for path in paths] == [alone[path].status_code for path in paths]
        eventually(lambda: [client.get(path).text for path in paths] == [alone[path].text for path in paths])
        Judgements(folder).add(speaker(hits[0]["statement"], "Jane Dorn"), True, by="an editor")
        many = [f"{paths[0]}?n={number}" for number in range(8)]
        eventually(lambda: all("Jane Dorn" in found.text for found in crowd(client, many).values()))


def test_one_visitor_starts_no_process(tmp_path: Path) -> None:
    app = make_app(Serving(record=make_record(tmp_path / "rec"), processes=0, writers=2))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        eventually(lambda: client.get("/overview").status_code == 200)
        assert pids(spread_of(app)) == []
        assert not spread_of(app)._started


def test_a_process_writes_what_it_is_asked_for(tmp_path: Path) -> None:
    app = make_pages(Serving(record=make_record(tmp_path / "rec")))

    async def asked() -> list[int]:
        async with app.lifespan():
            return [(await _ask(app, Asked(path))).status for path in ("/overview", "/document/none", "/nowhere")]

    assert asyncio.run(asked()) == [200, 404, 404]


class Opening(Spread):
    """Its processes take so long to open the record that they ask for patience."""

    def _written(self, asked: Asked) -> Answer:
        return Answer(503, (), asked.path.encode())


def test_where_a_process_is_not_ready_the_server_answers(tmp_path: Path) -> None:
    serving = Serving(record=make_record(tmp_path / "rec"), writers=1)
    app = make_pages(serving)
    spread = Opening(app, serving)
    spread._ready = True

    async def asked() -> tuple[Answer, Answer]:
        async with app.lifespan():
            return await _ask(spread, Asked("/overview")), await _ask(app, Asked("/overview"))

    shown, own = asyncio.run(asked())
    assert (shown.status, shown.body) == (200, own.body)
