"""The API against its own description, with requests that schemathesis makes up: no answer is a 500, each has the shape it says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis.errors import Unsatisfiable

from onrecord.web.serving import Serving
from tests.web.conftest import Browser, browsing, make_record

pytestmark = pytest.mark.slow
schemathesis = pytest.importorskip("schemathesis")


def test_no_request_makes_it_stumble(tmp_path: Path) -> None:
    """Requests that fit the description, and requests that do not; twenty for each route."""
    serving = Serving(record=make_record(tmp_path / "rec"), processes=0, model="fast", hosts=(), fetch_seconds=0.5)
    with browsing(serving) as client:
        Browser(client).get("/api/trails")
        schema = schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())
        routes = [found.ok() for found in schema.get_all_operations()]
        assert len(routes) == 14
        statuses: Counter[int] = Counter()
        for route in routes:
            for mode in schemathesis.GenerationMode:
                _stumbles_never(client, route, mode, statuses)
    assert statuses[200] > 20
    assert statuses[400] > 50


def _stumbles_never(client: Any, route: Any, mode: Any, statuses: Counter[int]) -> None:
    @settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=route.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        given = case.as_transport_kwargs(base_url="http://127.0.0.1")
        wanted = {
            name: given[name] for name in ("method", "url", "params", "headers", "json") if given.get(name) is not None
        }
        try:
            request = client.build_request(**wanted, content=given.get("data"))
        except (httpx.InvalidURL, UnicodeEncodeError, TypeError, ValueError):
            assume(False)  # no client can send this
        answer = client.send(request)
        statuses[answer.status_code] += 1
        assert answer.status_code not in (500, 502), (case, answer.text)
        if answer.status_code >= 400:
            assert set(answer.json()) == {"status", "reason", "message", "field"}, answer.text

    try:
        ask()
    except Unsatisfiable:
        return  # nothing about this route can be wrong


def test_it_is_openapi_3_1_and_names_every_route(tmp_path: Path) -> None:
    with browsing(Serving(record=make_record(tmp_path / "rec"), processes=0)) as client:
        told = client.get("/api/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    assert {path.split("/")[2] for path in told["paths"] if path != "/health"} == {
        "read", "check", "overview", "search", "statements", "judgements", "documents", "speakers", "speaker", "outlets", "outlet",
        "trails",
    }  # fmt: skip
    for methods in told["paths"].values():
        for route in methods.values():
            assert route["description"]
            assert "400" in route["responses"]
