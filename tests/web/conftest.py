"""A small record of invented documents, and servers of its pages in this process."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from onrecord.web.app import make_app
from onrecord.web.serving import Serving
from tests.record.made import keep, said

FULL = (
    "“We are ready to negotiate with the port workers about the winter shifts, but not about the 40 jobs in Westmere,”"
)
BENT = FULL.replace("40", "14")
EVIL = "“<script>alert(1)</script> & <b>bold</b> \u202e words stand here,”"
ARABIC = "“نحن مستعدون للتفاوض مع عمال الميناء,”"
TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')


def make_record(folder: Path) -> Path:
    """Six documents: three of one trail (one through an agency), an anonymous speaker, hostile words, right-to-left words."""
    return keep(
        folder,
        said(f"{FULL} said the mayor.", FULL, roles=("mayor",), published="2024-03-01", relays=("Reuters",)),
        said(f"Again: {FULL} said the mayor.", FULL, outlet="Northern Post", published="2024-03-02"),
        said(f"{BENT} said Dorn.", BENT, outlet="Tabloid", published="2024-03-05"),
        said("“The pier is rotten,” said one of them.", "“The pier is rotten,”", name=None, anonymous=True),
        said(f"{EVIL} said X.", EVIL, name="<img src=x onerror=alert(2)>", outlet="<i>Odd</i> Outlet"),
        said(f"{ARABIC} said Y.", ARABIC, name="ياسمين", outlet="البحر", published="2024-04-01", language="ar"),
    )


@pytest.fixture(scope="session", autouse=True)
def all_counted() -> Iterator[None]:
    """What is still being counted in the background ends before the interpreter does."""
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("onrecord-"):
            thread.join()


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("web") / "rec")


class Browser:
    """A client that sends forms as a browser does."""

    def __init__(self, client: TestClient[Any]) -> None:
        self.client = client

    def get(self, path: str, **more: Any) -> Any:
        """Ask for a page; one that is still being counted comes back by itself."""
        for _ in range(30):
            answer = self.client.get(path, **more)
            if answer.status_code != 503:
                break
            assert answer.headers["retry-after"]
        return answer

    def send(self, page: str, path: str, values: dict[str, str], **more: Any) -> Any:
        """Open a page with a form, and send one with its token."""
        found = TOKEN.search(self.get(page).text)
        assert found, f"{page} has no form"
        return self.client.post(path, data={"_csrf_token": found[1], **values}, **more)


def browsing(serving: Serving, **more: Any) -> TestClient[Any]:
    return TestClient(make_app(serving), base_url="http://127.0.0.1", **more)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A server without a record; it reads in its own process, with rules."""
    accept = tmp_path_factory.mktemp("accept") / "accepted.toml"
    with browsing(Serving(processes=0, model="fast", accept_file=accept)) as client:
        yield Browser(client)


@pytest.fixture(scope="session")
def site(record: Path) -> Iterator[Browser]:
    """A server over the record; its pages only look."""
    with browsing(Serving(record=record, processes=0, model="fast")) as client:
        yield Browser(client)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Browser]:
    """A server over a record of this test's own, which may be judged."""
    make_record(tmp_path / "rec")
    with browsing(Serving(record=tmp_path / "rec", processes=0, model="fast")) as client:
        yield Browser(client)
