"""The chain: short articles, each statement with the relays that the article's own words give it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord import Options, read_bytes
from onrecord.errors import OutletsFileError
from onrecord.model import Reading
from onrecord.speakers.bodies import bodies, packaged, shaped
from onrecord.speakers.carriers import carriers

Chain = list[tuple[str, str]]


def read(text: str, outlets: str | None = None) -> Reading:
    return read_bytes(text.encode(), options=Options(language="en", model="fast", outlets=outlets))


def chains(reading: Reading) -> list[Chain]:
    """Relays of each outermost statement that is no headline, in text order."""
    rows = [row for row in reading.statements if row.within is None and row.kind != "headline"]
    return [[(r.kind, r.name) for r in reading.relays if r.statement == row.id] for row in rows]


IN_ITS_SENTENCE: dict[str, tuple[str, Chain]] = {
    "told an outlet": ("Jane Dorn told CNN that the harbour would stay open.", [("outlet", "CNN")]),
    "told a programme behind its outlet": (
        'Jane Dorn told MSNBC\'s "Morning Joe" that the harbour would stay open.',
        [("outlet", "MSNBC")],
    ),
    "told a programme": ("“It stays open,” Jane Dorn told “Meet the Press.”", [("outlet", "Meet the Press")]),
    "told a journalist of an outlet": (
        "“It stays open,” Jane Dorn told Peter Haddad of Fox News.",
        [("outlet", "Fox News")],
    ),
    "interview": (
        "“It stays open,” Jane Dorn said in an interview with The Washington Post.",
        [("outlet", "The Washington Post")],
    ),
    "interview of an outlet": ("In a CNN interview, Jane Dorn said it stays open.", [("outlet", "CNN")]),
    "op-ed": ("“It stays open,” Jane Dorn wrote in an op-ed in The Boston Globe.", [("outlet", "The Boston Globe")]),
    "agency that cites": ("TASS, citing Jane Dorn, wrote: “The harbour stays open.”", [("agency", "TASS")]),
    "outlet that reported it": (
        "“It stays open,” Jane Dorn said on Monday, the Associated Press reported.",
        [("agency", "Associated Press")],
    ),
    "according to an outlet": (
        "“It stays open,” Jane Dorn told the crowd, according to Reuters.",
        [("agency", "Reuters")],
    ),
    "on a channel": ("Jane Dorn said on CNN that the harbour would stay open.", [("outlet", "CNN")]),
    "platform": ("“The harbour stays open,” Jane Dorn wrote on Telegram.", [("platform", "telegram")]),
    "platform in the cue": ("“The harbour stays open,” Jane Dorn tweeted.", [("platform", "x")]),
    "document": ("“The harbour stays open,” Jane Dorn said in a statement.", [("document", "statement")]),
    "document and who obtained it": (
        "“The harbour stays open,” Jane Dorn wrote in an email obtained by Reuters.",
        [("document", "email"), ("agency", "Reuters")],
    ),
    "newspaper that nobody lists": (
        "“It stays open,” Jane Dorn told the Skane Evening Herald.",
        [("outlet", "Skane Evening Herald")],
    ),
    "station that nobody lists": ("“It stays open,” Jane Dorn told WKOW-TV.", [("outlet", "WKOW-TV")]),
    "journalist with the outlet": (
        "“It stays open,” wrote Ann Poe for The Boston Globe.",
        [("outlet", "The Boston Globe")],
    ),
    "a person": ("Jane Dorn told Peter Haddad that the harbour would stay open.", []),
    "a crowd": ("Jane Dorn told the crowd that the harbour would stay open.", []),
    "a body that is no outlet": ("Jane Dorn told the FBI that the harbour would stay open.", []),
    "a word that is also an outlet": ("Jane Dorn told people that in time the harbour would stay open.", []),
    "what is said about an outlet": ("Jane Dorn said the attack on CNN was wrong.", []),
    "an outlet in the words": ("“I told CNN so,” Jane Dorn said.", []),
    "a server is no email": ("Jane Dorn said she had used a private email server.", []),
    "a request is no order": ("Jane Dorn said in order to leave one must ask.", []),
}


@pytest.mark.parametrize("name", IN_ITS_SENTENCE)
def test_what_a_sentence_says(name: str) -> None:
    text, expected = IN_ITS_SENTENCE[name]
    reading = read(text)
    words = [row for row in reading.statements if "open" in row.content[0].text or expected == []]
    innermost = min(words, key=lambda row: len(row.content[0].text))
    found = [(row.kind, row.name) for row in reading.relays if row.statement == innermost.id]
    assert found == expected, [(row.name, row.reason) for row in reading.relays]


LONG = (
    "Harbour.\n\nThe harbour has been the pride of the town for many years, and boats "
    "have come and gone there every single day of the year."
)

GOING_ON: dict[str, tuple[str, list[Chain]]] = {
    "an interview goes on": (
        "“It stays open,” Jane Dorn told CNN.\n\nPeter Haddad said he was glad.\n\n“We need it,” Dorn added.",
        [[("outlet", "CNN")], [], [("outlet", "CNN")]],
    ),
    "until another occasion": (
        "“It stays open,” Jane Dorn told CNN.\n\nAt a rally in Lund, Dorn said the town was hers.\n\n“We need it,” Dorn said.",
        [[("outlet", "CNN")], [], []],
    ),
    "a statement ends where somebody else speaks": (
        "“It stays open,” Jane Dorn said in a statement.\n\n“We need it,” Dorn added.\n\n“Good,” said Peter Haddad.\n\n"
        "“The town is ours,” Dorn said.",
        [[("document", "statement")], [("document", "statement")], [], []],
    ),
    "named behind the first words": (
        f"{LONG} Jane Dorn said it would stay open.\n\n“We need it,” Dorn told USA Today.",
        [[("outlet", "USA Today")], [("outlet", "USA Today")]],
    ),
    "a year ago is another time": (
        f"{LONG} Jane Dorn said it would stay open.\n\n“We need it,” Dorn told USA Today last year.",
        [[], [("outlet", "USA Today")]],
    ),
    "what somebody has said is from any time": (
        "“It stays open,” Jane Dorn told CNN.\n\nDorn has said the town was hers.",
        [[("outlet", "CNN")], []],
    ),
    "states of mind are told nobody": (
        "“It stays open,” Jane Dorn told CNN.\n\nDorn believes that the town is hers.",
        [[("outlet", "CNN")], []],
    ),
    "an outlet stands for its programme": (
        "“It stays open,” Jane Dorn told Capital Download.\n\nDorn told USA Today’s weekly series that it was cold.\n\n"
        "“We need it,” Dorn said.",
        [[("outlet", "Capital Download")], [("outlet", "USA Today")], [("outlet", "Capital Download")]],
    ),
    "the Post is the one named in full": (
        "The Washington Post asked.\n\n“It stays open,” Jane Dorn told the Post.",
        [[("outlet", "The Washington Post")]],
    ),
}


@pytest.mark.parametrize("name", GOING_ON)
def test_how_long_it_holds(name: str) -> None:
    text, expected = GOING_ON[name]
    reading = read(text)
    assert chains(reading) == expected, [(row.name, row.reason) for row in reading.relays]


def test_shares_of_people_answered_the_poll_named_before() -> None:
    text = (
        f"{LONG} The harbour is liked, according to a new Lund Post/Nordpol opinion poll.\n\n"
        "Some 46 percent said they would keep it."
    )
    reading = read(text)
    assert chains(reading)[-1] == [("document", "Lund Post/Nordpol opinion poll")]


def test_words_within_words_were_carried_by_their_speaker() -> None:
    reading = read("“Peter Haddad said that the harbour is closed,” Jane Dorn told CNN.")
    inner = next(row for row in reading.statements if row.within)
    found = [(row.position, row.kind, row.name) for row in reading.relays if row.statement == inner.id]
    assert found == [(0, "speaker", "Jane Dorn"), (1, "outlet", "CNN")]


def test_relays_show_the_printed_name_and_keep_the_listed_one() -> None:
    row = read("“It stays open,” Jane Dorn told the AP.").relays[0]
    assert (row.kind, row.name, row.listed) == ("agency", "AP", "Associated Press")
    row = read("“It stays open,” Jane Dorn said on “Meet the Press.”").relays[0]
    assert (row.name, row.of) == ("Meet the Press", "NBC News")


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "de",
            "„Der Hafen bleibt offen“, sagte Jana Dorn der Süddeutschen Zeitung. Das sagte sie dem Spiegel.",
            "Der Spiegel",
        ),
        ("fr", "« Le port reste ouvert », a déclaré Jeanne Dorn au Monde, hier.", "Le Monde"),
    ],
)
def test_other_languages(language: str, text: str, name: str) -> None:
    found = carriers(text, 0, len(text), packaged(), language)
    assert name in [row.name for row in found]


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[outlet]]\nname = "Harbour Gull"\naliases = ["the Gull"]\n\n[[agency]]\nname = "Nordwire"\n', "utf-8"
    )
    text = "LUND (Nordwire) — “It stays open,” Jane Dorn told Harbour Gull."
    assert chains(read(text)) == [[]]
    reading = read(text, str(file))
    assert chains(reading) == [[("outlet", "Harbour Gull"), ("agency", "Nordwire")]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("outlet = [", "at end of document|line 1"),
        ('\n[[outlets]]\nname = "A"', "line 2: unknown table"),
        ('[[outlet]]\nname = "A"\n[[outlet]]\naliases = []', "line 3: outlet 2: no name"),
        ('[[agency]]\nname = "A"\naliases = "B"', "line 1: agency 1: aliases must be a list"),
        ('[[outlet]]\nname = "A"\nalias = ["B"]', "line 1: outlet 1: unknown field alias"),
        ('[[outlet]]\nname = "A"\ncommon = "yes"', "line 1: outlet 1: common must be true or false"),
        ('outlet = [\n  { name = "A {" }, # {\n  { name = 3 },\n]', "line 3: outlet 2: no name"),
        ('outlet = "A"', "line 1: outlet 1: no name"),
        ('[[outlet]]\n[[outlet]]\nname = " "', "line 1: outlet 1: no name; line 2: outlet 2: no name"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(tmp_path: Path, words: str, said: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(words, "utf-8")
    with pytest.raises(OutletsFileError, match=said):
        bodies(str(file))


def test_of_many_faults_ten_are_told(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[[outlet]]\n" * 13, "utf-8")
    with pytest.raises(OutletsFileError) as caught:
        bodies(str(file))
    assert caught.value.detail.count("no name") == 10
    assert caught.value.detail.endswith("; and 3 more")


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(OutletsFileError, match="No such file"):
        bodies("nowhere.toml")


@pytest.mark.parametrize("name", ["Skane Evening Herald", "WKOW-TV", "Fox 35", "tchadinfos.com", "InsideSources"])
def test_shapes_of_outlets(name: str) -> None:
    assert shaped(name) is not None


@pytest.mark.parametrize("name", ["Jane Dorn", "FBI", "Congress", "McDonald", "Herald", "New York", "Trump Tower"])
def test_shapes_of_others(name: str) -> None:
    assert shaped(name) is None


PIECES = (
    "Jane Dorn",
    " told ",
    "CNN",
    "’s",
    " “",
    " in an email",
    " to ",
    "The Washington Post",
    ",” ",
    ". ",
    "\n",
    "\0",
    " the ",
    "Je",
)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@example("Jane Dorn told CNN in an email to The Washington Post. ")
def test_carriers_lie_in_the_text(text: str) -> None:
    for row in carriers(text, 0, len(text), packaged(), "en"):
        assert 0 <= row.start < row.stop <= len(text)
        assert row.kind != "document" or "email" in text[row.start : row.stop]


def test_every_relay_is_numbered_without_gaps_and_shows_its_words() -> None:
    text = "“It stays open,” Jane Dorn wrote in an email obtained by Reuters. “We need it,” Dorn told CNN."
    reading = read(text)
    assert [one.name for one in reading.relays] == ["email", "Reuters", "CNN"]
    for row in reading.statements:
        own = [one for one in reading.relays if one.statement == row.id]
        assert [one.position for one in own] == list(range(len(own)))
        for one in own:
            assert one.span is not None
            assert one.span.text == reading.document.text[one.span.start : one.span.stop]
