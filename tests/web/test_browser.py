"""The pages in a real browser: each journey from an empty start to its result, accessibility, weight, and time."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.web.run import listening
from onrecord.web.serving import Serving
from tests.record.made import keep, said
from tests.web.conftest import FULL, make_record

pytestmark = pytest.mark.browser
CHROMIUM = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), "")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
TEXT = "Pier stays open\n\n“The pier stays open this winter,” said Jane Dorn, the mayor of Westmere.\n"
DRAFT = "Mayor Petra Lindqvist said: “We have paid twenty euros for every lamp in the tunnel.”\n"
ORIGINAL = "PETRA LINDQVIST: We have paid thirty euros for every lamp in the tunnel.\n\nJO ADE: And what then?\n"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3


class Server:
    """A server in a thread of its own."""

    def __init__(self, serving: Serving) -> None:
        import uvicorn

        from onrecord.web.app import make_app

        listener = listening("127.0.0.1", 0)
        assert listener
        self.address = f"http://localhost:{listener.getsockname()[1]}"
        config = uvicorn.Config(make_app(serving), log_level="warning")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([listener],), daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.05)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(20)


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
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("browser")
    make_record(folder / "rec")
    keep(folder / "rec", said(f"“{LONG} is a word,” said Z.", f"“{LONG} is a word,”", outlet=LONG, name=LONG))
    serving = Serving(record=folder / "rec", processes=1, model="fast", accept_file=folder / "accepted.toml")
    server = Server(serving)
    yield server
    server.stop()


@pytest.fixture
def window(chromium: Any, server: Server) -> Iterator[Any]:
    """A window without scripts of ours: every journey must work so."""
    context = chromium.new_context(java_script_enabled=False, base_url=server.address)
    yield context.new_page()
    context.close()


def opened(page: Any, path: str) -> Any:
    """Open a page, waiting while the record is being counted."""
    for _ in range(30):
        answer = page.goto(path)
        if answer and answer.status != 503:  # none where the page, which comes back by itself, did so at that moment
            return answer
        time.sleep(0.5)
    return answer


# Journeys --------------------------------------------------------------------------------------------------------------


def test_from_pasted_text_to_a_marked_up_article(window: Any) -> None:
    window.goto("/read")
    window.get_by_label("The article’s text").fill(TEXT)
    window.get_by_role("button", name="Read").click()
    assert window.locator("#d1-t1.direct").inner_text().endswith("“The pier stays open this winter,”")
    with window.expect_download() as started:
        window.get_by_role("link", name="Save the report").click()
    assert started.value.suggested_filename.endswith(".html")
    place = window.url
    window.get_by_role("link", name="Read another").click()
    window.go_back()
    assert window.url == place
    assert window.locator("#d1-t1").count() == 1


def test_from_a_file_to_a_marked_up_article(window: Any, tmp_path: Path) -> None:
    (tmp_path / "pier.txt").write_text(TEXT, "utf-8")
    window.goto("/read")
    window.get_by_label("or a file").set_input_files(tmp_path / "pier.txt")
    window.get_by_role("button", name="Read").click()
    assert "pier.txt" in window.content()


def test_a_file_can_be_dropped(chromium: Any, server: Server) -> None:
    page = chromium.new_page(base_url=server.address)
    page.goto("/read")
    data = page.evaluate_handle(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'dropped.txt', {type: 'text/plain'})); return data; }",
        TEXT,
    )
    page.dispatch_event("#text", "dragover", {"dataTransfer": data})
    page.dispatch_event("#text", "drop", {"dataTransfer": data})
    page.get_by_role("button", name="Read").click()
    page.wait_for_url("**/read/*")
    assert "dropped.txt" in page.content()
    page.close()


def test_a_private_address_is_told(window: Any, server: Server) -> None:
    window.goto("/read")
    window.get_by_label("or its address").fill(f"{server.address}/read")
    window.get_by_role("button", name="Read").click()
    assert "private or local address" in window.get_by_role("alert").inner_text()


def test_from_a_draft_to_a_decision_that_stays(window: Any) -> None:
    for failing in (1, 0):
        window.goto("/check")
        window.get_by_label("Its text").fill(DRAFT)
        window.get_by_label("A transcript, a release, a speech").fill(ORIGINAL)
        window.get_by_role("button", name="Check").click()
        assert window.locator(".card.failed").count() == failing
        if failing:
            assert "thirty" in window.locator(".card del").first.inner_text()
            window.get_by_text("Let it pass").click()
            window.get_by_label("Who accepts it").fill("Ines Halloran")
            window.get_by_label("Why it may pass").fill("heard on tape")
            window.get_by_role("button", name="Accept").click()
        assert "Ines Halloran" in window.locator(".card.accepted .outcome").inner_text()


def test_from_words_to_the_trail_and_the_article(window: Any) -> None:
    opened(window, "/overview")
    window.get_by_label("Words of a statement").fill("negotiate winter")
    window.get_by_role("button", name="Search").click()
    assert window.locator(".hit mark").count() == 6
    window.get_by_role("link", name="Tabloid").first.click()
    window.go_back()
    window.locator("aside").get_by_role("link", name="Tabloid").click()
    assert window.locator(".hit").count() == 1
    link = window.locator(".hit .words a").get_attribute("href")
    opened(window, link)
    assert window.locator("svg.time a").count() >= 2
    assert "meaning" in window.locator(".trail").inner_text()
    window.get_by_role("link", name="In the article").click()
    assert re.search(r"/document/d[0-9a-f]+#d1-t1$", window.url)
    assert "14 jobs" in window.locator("mark.st:target").inner_text()


def test_a_correction_is_shown_and_two_windows_do_not_overwrite_one_another(chromium: Any, server: Server) -> None:
    context = chromium.new_context(base_url=server.address)
    first, second = context.new_page(), context.new_page()
    opened(first, "/search?q=rotten")
    link = first.locator(".hit .words a").get_attribute("href")
    opened(first, f"{link}/judge")
    opened(second, f"{link}/judge")
    for page, who in ((first, "Ada"), (second, "Ben")):
        form = page.locator("form", has=page.get_by_role("button", name="No statement"))
        form.get_by_label("Who judges").fill(who)
        form.get_by_role("button").click()
        page.wait_for_load_state()
    assert "this is no statement" in first.content()
    assert "Somebody was faster" in second.content()
    assert "Ada judged" in second.get_by_role("alert").inner_text()
    opened(second, f"{link}/judge")
    back = second.locator("form", has=second.get_by_role("button", name="Take it back"))
    back.get_by_label("Who takes it back").fill("Ben")
    back.get_by_role("button").click()
    second.wait_for_load_state()
    assert "this is no statement" not in second.content()
    context.close()


# Every page ------------------------------------------------------------------------------------------------------------


def pages_of(chromium: Any, server: Server) -> list[str]:
    """One of each."""
    page = chromium.new_page(base_url=server.address)
    opened(page, "/search?q=negotiate")
    statement = page.locator(".hit .words a").last.get_attribute("href")
    opened(page, statement)
    article = page.get_by_role("link", name="In the article").get_attribute("href").split("?")[0]
    page.goto("/read")
    page.get_by_label("The article’s text").fill(TEXT)
    page.get_by_role("button", name="Read").click()
    page.wait_for_url("**/read/*")
    read = page.url.removeprefix(server.address)
    page.goto("/check")
    page.get_by_label("Its text").fill(DRAFT.replace("lamp", "light"))
    page.get_by_label("A transcript, a release, a speech").fill(ORIGINAL)
    page.get_by_role("button", name="Check").click()
    page.wait_for_url("**/check/*")
    checked = page.url.removeprefix(server.address)
    page.close()
    return [
        "/overview", "/search", "/search?q=negotiate", "/search?q=zzz", "/search?since=x", "/search?q=word&speaker=x", statement,
        f"{statement}/judge", f"{statement}/related", article, f"{article}/judge", "/speakers", "/outlets", "/trails",
        "/speaker?name=Jane+Dorn", "/outlet?name=Westmere+Echo", f"/outlet?name={LONG}", "/search?speaker=ياسمين", "/read", read,
        "/check", checked, "/nowhere",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def every(chromium: Any, server: Server) -> list[str]:
    return pages_of(chromium, server)


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier(chromium: Any, server: Server, every: list[str], scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    size = {"width": width, "height": 900}
    context = chromium.new_context(color_scheme=scheme, viewport=size, base_url=server.address, bypass_csp=True)
    page, faults = context.new_page(), []
    for path in every:
        opened(page, path)
        found = axe.run(
            page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        )
        faults += [f"{path}: {row['id']}: {row['nodes'][0]['html'][:160]}" for row in found.response["violations"]]
        over = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"{path}: {over} wide"] if over > width else []
    context.close()
    assert not faults, "\n".join(faults)


def test_nothing_is_refused_by_the_policy(chromium: Any, server: Server, every: list[str]) -> None:
    page, said = chromium.new_page(base_url=server.address), []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for path in every:
        opened(page, path)
    page.close()
    assert not [one for one in said if "404" not in one]


def test_the_first_page_is_light(chromium: Any, server: Server) -> None:
    page, weight = chromium.new_page(base_url=server.address), []
    page.on("response", lambda answer: weight.append(len(answer.body())))
    opened(page, "/overview")
    page.wait_for_load_state("networkidle")
    page.close()
    assert len(weight) >= 4
    assert sum(weight) <= 200_000


def test_a_trail_of_a_thousand_wordings_is_usable_within_a_second(chromium: Any, tmp_path: Path) -> None:
    stems = ("kel", "bor", "dan", "mip", "sul", "tov", "fen", "gar", "lin", "hux")
    adjectives = [a + b for a in stems for b in ("ish", "al", "ic", "y", "ous")]
    readings = []
    for number in range(1000):
        words = FULL.replace("winter", adjectives[number % 50]).replace("port", adjectives[number // 50])
        outlet = f"Outlet {number % 37}"
        readings.append(
            said(f"{number}: {words} said Dorn.", words, outlet=outlet, published=f"2024-03-{1 + number % 7:02}")
        )
    keep(tmp_path / "rec", *readings)
    server = Server(Serving(record=tmp_path / "rec", processes=0))
    page = chromium.new_page(base_url=server.address)
    opened(page, "/search?q=negotiate")
    link = page.locator(".hit .words a").first.get_attribute("href")
    opened(page, link)
    began = time.process_time()
    page.goto(f"{link}?again")
    timing = page.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
    spent = time.process_time() - began
    wordings = page.locator(".wording, .listing li").count()
    page.close()
    server.stop()
    assert wordings >= 900
    assert spent < 1.0, "the server’s own time"
    if os.getloadavg()[0] < 1:
        assert timing < 1000, "milliseconds until the page is whole"
