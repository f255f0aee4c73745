"""The example's dozen articles, read and followed: posts, prose copies and quotations within contents take part."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from onrecord.cli.main import run
from onrecord.record.add import add
from onrecord.trail.ask import Trails
from onrecord.trail.story import Story

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "norda"
    add([str(ROOT / "examples" / "trail" / "articles.jsonl")], folder, workers=0)
    return folder


@pytest.fixture(scope="module")
def story(record: Path) -> Story:
    with Trails(record) as trails:
        return trails.tell(trails.holding("ready to negotiate")[0])


def outlets(story: Story, kind: str | None) -> set[str | None]:
    return {holder.outlet for v in story.variants if v.change == kind for holder in v.holders}


def test_who_had_it_first_and_how_far_it_went(story: Story) -> None:
    assert (story.first.outlet, story.first.agencies, (story.first.published or "")[:16]) == (
        "Norda Gazette", ("Reuters",), "2024-03-04T08:10",
    )  # fmt: skip
    assert story.documents == 11
    assert {"Norda Gazette", "Westmere Echo"} <= outlets(story, None)
    assert story.origins < story.documents, "wire copy is one origin"


def test_where_it_bent(story: Story) -> None:
    by_outlet = {holder.outlet: v for v in story.variants for holder in v.holders}
    assert {by_outlet[name].change for name in ("The Lookout", "Inland Courier")} == {"meaning"}
    assert [edit.what for edit in by_outlet["The Lookout"].edits] == ["number"]
    assert [edit.what for edit in by_outlet["Inland Courier"].edits] == ["negation"]
    assert (by_outlet["Daily Gull"].change, by_outlet["Northern Post"].change) == ("cut", "spliced")


def test_the_post_its_prose_copy_and_the_quotation_within_take_part(story: Story) -> None:
    kinds = {(holder.outlet, holder.kind) for v in story.variants for holder in v.holders}
    assert ("Harbour Times", "post") in kinds
    post = next(v for v in story.variants if any(holder.kind == "post" for holder in v.holders))
    assert "Quayside Blog" in {holder.outlet for holder in post.holders}, "the prose copy has the post's words"
    inner = [v for v in story.variants if any("Tomas Brandt" in holder.relays for holder in v.holders)]
    assert [v.change for v in inner] == ["cut"], "Varga’s words within Brandt’s"


def test_the_retelling_is_proposed(story: Story) -> None:
    assert [other.outlet for other in story.related] == ["Le Phare"]
    assert "Le Phare" not in story.outlets


def test_the_documentation_shows_what_is_printed(
    record: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    assert run(["trail", "-r", str(record), "ready to negotiate"]) == 0
    sys.stdout.flush()
    printed = capfd.readouterr()[0]
    found = re.search(r"```text\n(.*?)```", (ROOT / "docs" / "trail.md").read_text("utf-8"), re.DOTALL)
    assert found
    for part in found[1].split("…\n"):
        assert part in printed
