"""The examples of docs/verdicts.md: each printed quotation gets the verdict that the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import onrecord
from onrecord.model import VERDICTS

PAGE = Path(__file__).parent.parent.parent / "docs" / "verdicts.md"
ROWS = re.findall(r"^\| `([\w-]+)` \| (.+?) \| (“.+?”) \|$", PAGE.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("verdict", "original", "printed"), ROWS, ids=[row[0] for row in ROWS])
def test_example(verdict: str, original: str, printed: str, tmp_path: Path) -> None:
    words = re.sub(r"\(.+?\) ?", "", original)
    speaker = "SALO" if verdict in ("misattributed", "no-original") else "LIND"
    filler = "The meeting is open. Thank you all for coming to the harbour office this evening."
    turns = ["TRANSCRIPT OF THE COUNCIL", f"{speaker}: {words or filler}", f"BERG: {filler}"]
    if verdict == "misattributed":
        turns.append("LIND: The pumps are new, and the contract is clear about that.")
    (tmp_path / "council.txt").write_text(
        "\n\n".join([*turns, f"{speaker}: That is all I have to say tonight."]), "utf-8"
    )
    text = f"The council met on Monday.\n\n{printed} said Petra Lind, the mayor."
    checking = onrecord.check(text, [tmp_path / "council.txt"], options=onrecord.Options(model="fast"))
    assert [row.verdict for row in checking.reading.verdicts] == [verdict]


def test_every_verdict_has_an_example_in_order() -> None:
    assert [row[0] for row in ROWS] == list(VERDICTS)
