"""Links of the documentation, as far as they can be judged without a network."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "packaging"))

import links


def test_no_link_is_malformed_or_leads_nowhere() -> None:
    assert links.faults() == []
    assert any(address.startswith("https://doi.org/") for address in links.outside())


@pytest.mark.parametrize(
    ("link", "what"),
    [
        ("https://example.org/a?b#c", None), ("http://example.org/", "not https"),
        ("https://localhost/a", "no name of a host that others reach"),
        ("https://exa mple.org", "no name of a host that others reach"), ("there.md", None), ("there.md#part", None), ("#part", None),
        ("gone.md", "there is no such file"), ("/there.md", "leads to one machine"), ("file:///tmp/a", "leads to one machine"),
        ("mailto:a@example.org", None),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_link(link: str, what: str | None, tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# There\n", "utf-8")
    assert links.wrong(link, tmp_path / "here.md") == what


def test_links_are_found_but_not_in_code() -> None:
    page = (
        'A [b](c.md) and ![d](e.png "F") <https://g.example/> <a href="h.md">\n\n[i]: https://j.example/k\n\n'
        "`[l](m.md)`\n\n```\n[n](o.md)\n```\n"
    )
    assert set(links.links(page)) == {"c.md", "e.png", "https://g.example/", "h.md", "https://j.example/k"}
