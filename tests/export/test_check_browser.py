"""The report of a check in a real browser: widths, filters without a script, jumps with it."""

import re
from pathlib import Path

import pytest

from onrecord.export.check_html import render

from .test_browser import chromium, first_pixel, measured
from .test_check_html import SHEET, evil_sheet

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_runs_off_the_side(tmp_path: Path, width: int) -> None:
    script = "return [doc.documentElement.scrollWidth, win.innerWidth];"
    for html in (render([SHEET]), render([SHEET, SHEET]), render([evil_sheet()])):
        content, window = measured(tmp_path, html, script, width)  # type: ignore[misc]
        assert window == width
        assert content <= width


def test_the_original_stands_beside_the_draft_or_below_it(tmp_path: Path) -> None:
    script = """
      const box = id => doc.getElementById(id).getBoundingClientRect();
      return [box('d1-q2').left > box('d1-t2').right, box('d1-q2').top > box('d1-t2').bottom];
    """
    assert measured(tmp_path, render([SHEET]), script, 1280) == [True, False]
    assert measured(tmp_path, render([SHEET]), script, 375) == [False, True]


def test_filters_need_no_script(tmp_path: Path) -> None:
    without = re.sub(r"<script>.*?</script>", "", render([SHEET]), flags=re.DOTALL)
    script = """
      const shown = () => [...doc.querySelectorAll('.card')].filter(card => card.offsetHeight).map(card => card.id);
      const rows = () => [...doc.querySelectorAll('.row')].filter(row => row.offsetHeight).length;
      const all = [shown().length, rows()];
      doc.getElementById('f-verbatim').click();
      const fewer = shown();
      doc.getElementById('r-failed').click();
      const failed = [shown(), rows()];
      return [all, fewer.includes('d1-q1'), failed, doc.querySelector('.jump').offsetHeight];
    """
    before, verbatim, failed, jump = measured(tmp_path, without, script)  # type: ignore[misc]
    assert before == [6, 17]
    assert verbatim is False
    assert failed == [["d1-q2", "d1-q4"], 2]
    assert jump == 0


def test_keys_jump_over_what_is_hidden(tmp_path: Path) -> None:
    script = """
      const press = key => win.dispatchEvent(new win.KeyboardEvent('keydown', {key}));
      const at = () => doc.activeElement.id;
      const seen = [];
      press('n'); seen.push(at()); press('n'); seen.push(at()); press('p'); seen.push(at());
      doc.getElementById('f-misattributed').click();
      press('n'); seen.push(at());
      doc.getElementById('r-failed').click();
      press('n'); seen.push(at());
      return seen;
    """
    assert measured(tmp_path, render([SHEET]), script) == ["d1-q1", "d1-q2", "d1-q1", "d1-q3", "d1-q4"]


@pytest.mark.parametrize(
    ("scheme", "ground"), [(1, (0xFB, 0xFA, 0xF7)), (0, (0x15, 0x17, 0x1A))], ids=["light", "dark"]
)
def test_the_policy_lets_style_and_script_through(tmp_path: Path, scheme: int, ground: tuple[int, int, int]) -> None:
    """The report as it is, policy and all: its ground has its colour, and the script has run."""
    page, picture = tmp_path / "report.html", tmp_path / "report.png"
    page.write_text(render([SHEET]), "utf-8")
    flags = (f"--blink-settings=preferredColorScheme={scheme}", "--window-size=800,600")
    chromium(page, *flags, f"--screenshot={picture}")
    assert first_pixel(picture.read_bytes()) == ground
    assert '<body class="scripted">' in chromium(page, *flags, "--dump-dom")
