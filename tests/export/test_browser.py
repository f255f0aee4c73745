"""The report in a real browser: what a reader sees in narrow and wide windows, without a script or the network."""

import json
import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from onrecord.export.html import render

from .fixture import READING
from .test_html import evil_reading

pytestmark = pytest.mark.browser
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium(page: Path, *flags: str) -> str:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={page.parent / 'profile'}", *flags, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def measured(folder: Path, html: str, script: str, width: int = 1200) -> object:
    """Run a script in the report inside a window of some width; it returns something for JSON.

    The report's own policy would forbid the script, so that the copy under test goes without it.
    """
    without_policy = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", html)
    (folder / "report.html").write_text(without_policy, "utf-8")
    frame = folder / "frame.html"
    frame.write_text(
        f"<!doctype html><iframe id=f src=report.html style='width:{width}px;height:900px;border:0'></iframe>"
        "<pre id=out></pre><script>f.onload = () => { const win = f.contentWindow, doc = f.contentDocument;"
        f"out.textContent = JSON.stringify((() => {{ {script} }})()); }}</script>",
        "utf-8",
    )
    shown = chromium(frame, "--allow-file-access-from-files", "--virtual-time-budget=5000", "--dump-dom")
    found = re.search(r'<pre id="out">(.*?)</pre>', shown, re.DOTALL)
    assert found, shown[:500]
    assert found[1], "the script did not run"
    return json.loads(found[1].replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&"))


@pytest.mark.parametrize("width", [320, 375, 768, 1200])
def test_nothing_runs_off_the_side(tmp_path: Path, width: int) -> None:
    script = "return [doc.documentElement.scrollWidth, win.innerWidth];"
    for html in (render([READING]), render([READING, READING]), render([evil_reading()])):
        content, window = measured(tmp_path, html, script, width)  # type: ignore[misc]
        assert window == width
        assert content <= width


def test_details_show_when_the_words_have_the_focus(tmp_path: Path) -> None:
    script = """
      const note = doc.getElementById('d1-n4'), more = note.querySelector('.more');
      const inner = doc.getElementById('d1-n4.1').querySelector('.more');
      const seen = () => [more.offsetHeight > 20, inner.offsetHeight > 20];
      const at = id => doc.getElementById(id).querySelector('a.no');
      const before = seen(); at('d1-t4').focus(); const outside = seen(); at('d1-t4.1').focus(); const inside = seen();
      return [before, outside, inside];
    """
    for width in (375, 1200):
        shown = measured(tmp_path, render([READING]), script, width)
        assert shown == [[False, False], [True, False], [False, True]]


def test_notes_stand_beside_the_words_or_below_them(tmp_path: Path) -> None:
    script = """
      const box = id => doc.getElementById(id).getBoundingClientRect();
      return [box('d1-n4').left > box('d1-t4').right, box('d1-n4').top >= box('d1-t4').bottom];
    """
    beside, below = measured(tmp_path, render([READING]), script, 1200)  # type: ignore[misc]
    assert (beside, below) == (True, False)
    beside, below = measured(tmp_path, render([READING]), script, 375)  # type: ignore[misc]
    assert (beside, below) == (False, True)


def test_hostile_words_make_no_elements(tmp_path: Path) -> None:
    script = (
        "return [doc.scripts.length, doc.images.length, doc.querySelectorAll('iframe').length, doc.title.length > 50];"
    )
    assert measured(tmp_path, render([evil_reading()]), script) == [0, 0, 0, True]


@pytest.mark.parametrize(
    ("scheme", "ground"), [(1, (0xFB, 0xFA, 0xF7)), (0, (0x15, 0x17, 0x1A))], ids=["light", "dark"]
)
def test_the_policy_lets_the_style_sheet_through(tmp_path: Path, scheme: int, ground: tuple[int, int, int]) -> None:
    """The report as it is, policy and all: its ground has the colour of the style sheet."""
    page, picture = tmp_path / "report.html", tmp_path / "report.png"
    page.write_text(render([READING]), "utf-8")
    chromium(
        page, f"--blink-settings=preferredColorScheme={scheme}", f"--screenshot={picture}", "--window-size=800,600"
    )
    assert first_pixel(picture.read_bytes()) == ground


def first_pixel(png: bytes) -> tuple[int, int, int]:
    """Colour of the upper left corner; the first pixel of a PNG is the same under every filter but needs no other."""
    data, place = b"", 8
    while place < len(png):
        size, kind = int.from_bytes(png[place : place + 4]), png[place + 4 : place + 8]
        data += png[place + 8 : place + 8 + size] if kind == b"IDAT" else b""
        place += size + 12
    red, green, blue = zlib.decompress(data)[1:4]
    return red, green, blue
