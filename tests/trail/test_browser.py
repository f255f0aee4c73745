"""The page of a trail in Chromium: light and dark, wide and 375 pixels, without a script, and to axe-core's rules."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.export.trail_html import render
from tests.trail.made import FULL, held, told
from tests.trail.test_html import STORY

pytestmark = pytest.mark.browser

CHROMIUM = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), "")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Addresses of pages: an ordinary trail, one of long words, one of 1,000 wordings."""
    folder = tmp_path_factory.mktemp("pages")
    long = told(
        held("s1", "w" * 900, outlet="o" * 300, speaker="n" * 200), held("s2", f"{'w' * 900} and more", "2024-03-09")
    )
    rows = [
        held(f"s{n:04}", FULL.replace("40", str(1000 + n)), f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}")
        for n in range(1_000)
    ]
    made = {"plain": STORY, "long": long, "many": told(*rows)}
    for name, story in made.items():
        (folder / f"{name}.html").write_text(render([story]), "utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in made}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 375])
@pytest.mark.parametrize("name", ["plain", "long"])
def test_nothing_is_cut_off_and_axe_finds_nothing(
    chromium: Any, pages: dict[str, str], name: str, width: int, scheme: str, tmp_path: Path
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(pages[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()


def test_it_works_without_a_script(chromium: Any, pages: dict[str, str]) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 375, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(pages["plain"])
    page.get_by_role("link", name="wording 3, meaning").click()
    assert page.url.endswith("#t1-v3")
    assert page.locator("#t1-v3").is_visible()
    assert page.locator("svg.time circle, svg.time rect, svg.time polygon").count() == 3
    assert complaints == [], "its policy lets its own style through"
    context.close()


def test_a_thousand_wordings_are_there_within_a_second(chromium: Any, pages: dict[str, str]) -> None:
    page = chromium.new_page()
    page.goto(pages["many"])
    spent = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert spent < 1_000
    assert page.locator(".wording").count() == 200
    assert page.locator("ol.listing[start] > li").count() == 800
