"""The built documentation in a real browser, opened as files: narrow screens, search, accessibility, no network."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.test_browser import chromium

__all__ = ["chromium"]

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent.parent
PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}
_CUT = """() => [...document.querySelectorAll('.md-content *, .md-header *')].filter(element => {
    if (element.closest('.md-typeset__scrollwrap, pre, .md-search')) return false;
    const place = element.getBoundingClientRect();
    return place.width > 0 && place.right > innerWidth + 1;
}).map(element => element.outerHTML.slice(0, 200))"""
"""What sticks out on the right and cannot be scrolled into view by itself, as tables and code can."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=True)
    return folder


@pytest.fixture
def asked(chromium: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page on a phone, and all addresses that it asked a network for."""
    context = chromium.new_context(viewport=PHONE)
    page, addresses = context.new_page(), []
    page.on("request", lambda request: addresses.append(request.url) if request.url.startswith("http") else None)
    yield page, addresses
    context.close()


def test_every_page_fits_a_phone_and_asks_no_network(site: Path, asked: tuple[Any, list[str]]) -> None:
    page, addresses = asked
    files = sorted(site.rglob("*.html"))
    assert len(files) > 20
    for file in files:
        page.goto(file.as_uri())
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"], file.name
        assert page.evaluate(_CUT) == [], file.name
    assert addresses == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_search_works_where_pages_are_files(site: Path, chromium: Any, size: dict[str, int]) -> None:
    page = chromium.new_page(viewport=size)
    page.goto((site / "start.html").as_uri())
    if size is PHONE:
        page.locator("label.md-header__button[for=__search]").click()
    page.get_by_role("textbox", name="Search").press_sequentially("misattributed")
    page.locator(".md-search-result__link").first.wait_for()
    found = page.locator(".md-search-result__link").evaluate_all("links => links.map(link => link.href)")
    assert any("verdicts.html" in link for link in found)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "tutorials/editor"])
def test_no_serious_fault_of_accessibility(site: Path, chromium: Any, name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = chromium.new_page(viewport=DESK, color_scheme=scheme)
    page.goto((site / f"{name}.html").as_uri())
    found = axe.run(page, options={"resultTypes": ["violations"]})
    grave = [rule for rule in found.response["violations"] if rule["impact"] in ("serious", "critical")]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:3]) for rule in grave] == []
    page.close()
