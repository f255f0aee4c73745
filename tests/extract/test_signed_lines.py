"""Quotations set off as paragraphs belong to whom the line behind them names; labels before a colon are names whole."""

from __future__ import annotations

import pytest

from onrecord import Options, read_bytes

BOTH = ("fast", "accurate")


def said(text: str, model: str) -> list[tuple[str, str | None]]:
    """The direct statements of a text: first content and mention."""
    options = Options(model="fast" if model == "fast" else "accurate", language="en")
    rows = read_bytes(text.encode(), options=options).statements
    return [(row.content[0].text, row.mention.text if row.mention else None) for row in rows if row.kind == "direct"]


@pytest.mark.parametrize("model", BOTH)
def test_a_line_that_names_somebody_signs_the_quotation_before_it(model: str) -> None:
    text = (
        "The strike entered its third week on Tuesday.\n\n"
        "“We are not going back for the same money,” said Dora Keane, who leads the union.\n\n"
        "“Our door is open, and it has been open since April.”\n\n"
        "Paul Renner, managing director of Orrin Ferries\n\n"
        "Renner said the company had offered 4 percent.\n"
    )
    found = said(text, model)
    assert [words for words, _ in found] == [
        "“We are not going back for the same money,”",
        "“Our door is open, and it has been open since April.”",
    ]
    assert (found[0][1] or "").startswith("Dora Keane")
    assert (found[1][1] or "").startswith("Paul Renner")


@pytest.mark.parametrize("model", BOTH)
@pytest.mark.parametrize("heading", ["Bridge Closed", "Old Mill, New Money", "What happens next", "The ferry, again."])
def test_a_heading_signs_nothing(heading: str, model: str) -> None:
    text = (
        "“The harbour is shut,” Mayor Jane Dorn said on Monday.\n\n"
        f"“Nobody will sail from here before the storm is over.”\n\n{heading}\n\n"
        "The bridge over the Tarrant was shut to lorries in the night.\n"
    )
    mentions = [mention for _, mention in said(text, model)]
    assert heading not in mentions
    assert not any(heading.split(",")[0] in (mention or "") for mention in mentions)


@pytest.mark.parametrize("model", BOTH)
def test_names_before_their_quotations_sign_nothing_behind(model: str) -> None:
    text = (
        "The council was asked about the bridge, and this is what its members said.\n\n"
        "Paul Renner, head of finance\n\n“We cannot pay for another bridge this year.”\n\n"
        "Nora Quill, head of works\n\n“The old bridge will not last for another winter.”\n"
    )
    given = dict(said(text, model))
    assert "Nora" not in (given.get("“We cannot pay for another bridge this year.”") or "")


@pytest.mark.parametrize("model", BOTH)
def test_a_label_is_a_name_and_what_its_bearer_is(model: str) -> None:
    text = (
        "Reaction to the budget, in their own words:\n\n"
        "Nora Quill, finance minister: “This is a budget for people who work.”\n\n"
        "Sister Agnes Brody, Poor Relief: “Nobody asked us, as usual.”\n"
    )
    assert dict(said(text, model)) == {
        "“This is a budget for people who work.”": "Nora Quill, finance minister",
        "“Nobody asked us, as usual.”": "Sister Agnes Brody, Poor Relief",
    }
