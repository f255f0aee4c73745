"""Forms of wording, one sentence each → the chain, nearest to the speaker first; the last of them have none."""

from __future__ import annotations

import pytest

from onrecord import Options, read_bytes

Chain = list[tuple[str, str]]

# sentence, words of the statement, relays; the speaker is Mara Lindqvist
FORMS: tuple[tuple[str, str, Chain], ...] = (
    (
        "Mara Lindqvist said in comments to Reuters that the port was closed.",
        "port was closed",
        [("agency", "Reuters")],
    ),
    (
        "“The port is closed,” Mara Lindqvist said in remarks carried by Xinhua.",
        "port is closed",
        [("agency", "Xinhua")],
    ),
    (
        "In a televised interview on Rossiya 1, Mara Lindqvist said the port was closed.",
        "port was closed",
        [("outlet", "Rossiya 1")],
    ),
    (
        "“The port is closed,” Mara Lindqvist said in an email to NPR.",
        "port is closed",
        [("document", "email"), ("outlet", "NPR")],
    ),
    (
        "“The port is closed,” Mara Lindqvist wrote in a text message to CNN.",
        "port is closed",
        [("document", "text message"), ("outlet", "CNN")],
    ),
    (
        "“The port is closed,” Mara Lindqvist said in a statement to Bloomberg.",
        "port is closed",
        [("document", "statement"), ("agency", "Bloomberg")],
    ),
    (
        "“The port is closed,” Mara Lindqvist said in a statement sent to AFP.",
        "port is closed",
        [("document", "statement"), ("agency", "AFP")],
    ),
    (
        "“The port is closed,” Mara Lindqvist said in a statement provided to Politico.",
        "port is closed",
        [("document", "statement"), ("outlet", "Politico")],
    ),
    ("Mara Lindqvist confirmed to ABC News that the port was closed.", "port was closed", [("outlet", "ABC News")]),
    (
        "Mara Lindqvist warned that the port was unsafe, according to an email reviewed by The New York Times.",
        "port was unsafe",
        [("document", "email"), ("outlet", "The New York Times")],
    ),
    ("“The port is closed,” Mara Lindqvist said, as quoted by Interfax.", "port is closed", [("agency", "Interfax")]),
    ("The port was closed, Mara Lindqvist said, per CNN.", "port was closed", [("outlet", "CNN")]),
    ("CNN reported that Mara Lindqvist said the port was closed.", "the port was closed", [("outlet", "CNN")]),
    (
        "Mara Lindqvist said on the podcast “Harbour Talk” that the port was closed.",
        "port was closed",
        [("outlet", "Harbour Talk")],
    ),
    (
        "“The port is closed,” Mara Lindqvist wrote in an Instagram story.",
        "port is closed",
        [("platform", "instagram")],
    ),
    ("“The port is closed,” Mara Lindqvist said in a YouTube video.", "port is closed", [("platform", "youtube")]),
    (
        "Mara Lindqvist said in a livestream on Facebook that the port was closed.",
        "port was closed",
        [("platform", "facebook")],
    ),
    ("“The port is closed,” Mara Lindqvist said via Twitter.", "port is closed", [("platform", "x")]),
    ("Mara Lindqvist took to Twitter to say that the port was closed.", "port was closed", [("platform", "x")]),
    (
        "“The port is closed,” Mara Lindqvist said in a video posted to TikTok.",
        "port is closed",
        [("document", "video"), ("platform", "tiktok")],
    ),
    (
        "In an open letter published in Le Monde, Mara Lindqvist wrote that the port was closed.",
        "port was closed",
        [("document", "open letter"), ("outlet", "Le Monde")],
    ),
    (
        "In court documents, Mara Lindqvist said the port was closed.",
        "port was closed",
        [("document", "court documents")],
    ),
    ("“The port is closed,” Judge Mara Lindqvist wrote in her ruling.", "port is closed", [("document", "ruling")]),
    (
        "Mara Lindqvist said in a sworn affidavit that the port was closed.",
        "port was closed",
        [("document", "sworn affidavit")],
    ),
    (
        "“The port is closed,” Mara Lindqvist wrote in a memo leaked to the BBC.",
        "port is closed",
        [("document", "memo"), ("outlet", "BBC")],
    ),
    (
        "“The port is closed,” Mara Lindqvist said in a press release.",
        "port is closed",
        [("document", "press release")],
    ),
    (
        "Mara Lindqvist issued a statement saying that the port was closed.",
        "port was closed",
        [("document", "statement")],
    ),
    (
        "“The port is closed,” Mara Lindqvist said in a statement on Facebook.",
        "port is closed",
        [("document", "statement"), ("platform", "facebook")],
    ),
    (
        "In an exclusive interview with Sky News, Mara Lindqvist said the port was closed.",
        "port was closed",
        [("outlet", "Sky News")],
    ),
    (
        "Speaking on Fox News on Sunday, Mara Lindqvist said the port was closed.",
        "port was closed",
        [("outlet", "Fox News")],
    ),
    (
        "“The port is closed,” Mara Lindqvist told Iranian state television.",
        "port is closed",
        [("outlet", "Iranian state television")],
    ),
    (
        "“The port is closed,” Mara Lindqvist told the newspaper Kvällsnytt.",
        "port is closed",
        [("outlet", "Kvällsnytt")],
    ),
    (
        "“The port is closed,” Mara Lindqvist told Ann Poe, a reporter for The Guardian.",
        "port is closed",
        [("outlet", "The Guardian")],
    ),
    ("“The port is closed,” Mara Lindqvist told CNN host Jake Tapper.", "port is closed", [("outlet", "CNN")]),
    (
        "“The port is closed,” Mara Lindqvist told Interfax, Reuters reported.",
        "port is closed",
        [("agency", "Interfax"), ("agency", "Reuters")],
    ),
    ("Mara Lindqvist said she would send a letter to the ministry.", "send a letter", []),
    (
        "Mara Lindqvist filed a lawsuit against CNN, saying the port was closed.",
        "port was closed",
        [("document", "lawsuit")],
    ),
    ("Mara Lindqvist criticized a report in The Guardian and said the port was closed.", "port was closed", []),
    ("Mara Lindqvist, a former reporter for The Guardian, said the port was closed.", "port was closed", []),
    ("“The port is closed,” said Mara Lindqvist, who is a lawyer for The New York Times.", "port is closed", []),
    ("Mara Lindqvist said on the phone that the port was closed.", "port was closed", []),
    ("Mara Lindqvist said on Monday that the port was closed.", "port was closed", []),
    ("“The port is closed,” Mara Lindqvist told Parliament.", "port is closed", []),
    (
        "“The port is closed,” Mara Lindqvist told The Times of London.",
        "port is closed",
        [("outlet", "The Times of London")],
    ),
)


@pytest.mark.parametrize(("text", "words", "expected"), FORMS)
def test_form(text: str, words: str, expected: Chain) -> None:
    reading = read_bytes(text.encode(), options=Options(language="en"))
    rows = [row for row in reading.statements if any(words in one.text for one in row.content)]
    row = min(rows, key=lambda one: sum(len(span.text) for span in one.content))
    found = [(one.kind, one.listed or one.name) for one in reading.relays if one.statement == row.id]
    assert found == expected, [(one.name, one.reason) for one in reading.relays]
    said = next(one.speaker for one in reading.attributions if one.statement == row.id)
    assert next(one.name for one in reading.speakers if one.id == said) == "Mara Lindqvist"


def test_nobody_named_told_an_agency() -> None:
    reading = read_bytes(
        b"The port was closed, a person familiar with the matter told Bloomberg.", options=Options(language="en")
    )
    assert [(one.kind, one.name) for one in reading.relays] == [("agency", "Bloomberg")]
