"""Quotations set off as paragraphs belong to whom the line behind them names; labels before a colon are names whole."""

from __future__ import annotations

import re

import pytest

from onrecord import Options, read_bytes

Said = list[tuple[str, str]]
"""Words in quote marks, in the order of the text, with the kind of their statement and its mention as a pattern."""

HEADINGS = ("Bridge Closed", "Old Mill, New Money", "What happens next", "The ferry, again.")
CASES: dict[str, tuple[str, Said]] = {
    "a line that names somebody signs the quotation before it": (
        "The strike entered its third week on Tuesday.\n\n"
        "“We are not going back for the same money,” said Dora Keane, who leads the union.\n\n"
        "“Our door is open, and it has been open since April.”\n\n"
        "Paul Renner, managing director of Orrin Ferries\n\n"
        "Renner said the company had offered 4 percent.\n",
        [
            ("“We are not going back for the same money,”", "direct: Dora Keane.*"),
            ("“Our door is open, and it has been open since April.”", "direct: Paul Renner.*"),
        ],
    ),
    "names before their quotations sign nothing behind": (
        "The council was asked about the bridge, and this is what its members said.\n\n"
        "Paul Renner, head of finance\n\n“We cannot pay for another bridge this year.”\n\n"
        "Nora Quill, head of works\n\n“The old bridge will not last for another winter.”\n",
        [
            ("“We cannot pay for another bridge this year.”", "(?:direct|mixed): (?!.*Nora).*"),
            ("“The old bridge will not last for another winter.”", "direct: (?!.*Paul).*"),
        ],
    ),
    "a label is a name and what its bearer is": (
        "Reaction to the budget, in their own words:\n\n"
        "Nora Quill, finance minister: “This is a budget for people who work.”\n\n"
        "Sister Agnes Brody, Poor Relief: “Nobody asked us, as usual.”\n",
        [
            ("“This is a budget for people who work.”", "direct: Nora Quill, finance minister"),
            ("“Nobody asked us, as usual.”", "direct: Sister Agnes Brody, Poor Relief"),
        ],
    ),
} | {
    f"a heading signs nothing: {heading}": (
        "“The harbour is shut,” Mayor Jane Dorn said on Monday.\n\n"
        f"“Nobody will sail from here before the storm is over.”\n\n{heading}\n\n"
        "The bridge over the Tarrant was shut to lorries in the night.\n",
        [
            ("“The harbour is shut,”", "direct: Mayor Jane Dorn"),
            ("“Nobody will sail from here before the storm is over.”", "direct: Mayor Jane Dorn"),
        ],
    )
    for heading in HEADINGS
}


@pytest.mark.parametrize("model", ["fast", "accurate"])
@pytest.mark.parametrize("name", CASES)
def test_whose_words(name: str, model: str) -> None:
    text, expected = CASES[name]
    options = Options(model="fast" if model == "fast" else "accurate", language="en")
    found = [
        (part.text, f"{row.kind}: {row.mention.text if row.mention else ''}")
        for row in read_bytes(text.encode(), options=options).statements
        for part in row.content
        if part.text.startswith("“")
    ]
    assert [words for words, _ in found] == [words for words, _ in expected]
    assert [one for (_, one), (_, whose) in zip(found, expected, strict=True) if not re.fullmatch(whose, one)] == []
