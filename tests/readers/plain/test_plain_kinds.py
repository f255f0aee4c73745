"""What a single paragraph is: furniture, captions, bylines, agency signs, crossheads; and the prose that resembles them."""

from __future__ import annotations

import pytest

from onrecord.readers.plain_byline import Byline, read_byline, read_closing_byline
from onrecord.readers.plain_kinds import is_caption, is_furniture, is_heading, trailing_credit
from onrecord.text.agency import agency_named, agency_of, credit_agency, dateline_agency


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Read more: Ferry strike enters third week",
        "Click here to read more",
        "All rights reserved.",
        "© 2024 The Evening Post",
        "Copyright 2024 Harbour News. All rights reserved.",
        "Follow us on Facebook",
        "Subscribe to our newsletter and get the latest in your inbox.",
        "Thanks for reading this article! Remember to come back and check our website, and follow us on Instagram.",
        "Lesen Sie auch: Der Streik geht weiter",
        "À lire aussi : La grève continue",
        "Riproduzione riservata",
        "Читайте также: Забастовка продолжается",
    ],
)
def test_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "“Follow us on Facebook and sign up for our newsletter,” the minister told the crowd.",
        "The company said users could contact it on Facebook or through its newsletter if they wished.",
        "Read more books, she told the pupils when she opened the library in the old harbour on Wednesday afternoon.",
        "He said the newsletter had been sent.",
        "More than thirty people were on board.",
        "Sorry!",
        "Thank you.",
        "Copyright is the issue here, the judge said.",
    ],
)
def test_prose_that_resembles_furniture(text: str) -> None:
    assert not is_furniture(text)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Image: Ann Lee/Shutterstock.com", "Image: Ann Lee/Shutterstock.com"),
        ("The harbour at dawn. Image: Ann Lee/Shutterstock.com", "Image: Ann Lee/Shutterstock.com"),
        ("The harbour at dawn (AP Photo/Ann Lee)", "(AP Photo/Ann Lee)"),
        ("The harbour. Photograph: Ann Lee/AP", "Photograph: Ann Lee/AP"),
        ("Police on the quay. REUTERS/Ann Lee", "REUTERS/Ann Lee"),
        ("Ann Lee/AFP via Getty Images", "Ann Lee/AFP via Getty Images"),
        ("The minister speaks. (Photo by Ann Lee/Getty Images)", "(Photo by Ann Lee/Getty Images)"),
        ("Der Hafen (Foto: Anna Müller/dpa)", "(Foto: Anna Müller/dpa)"),
        ("Foto: dpa", "Foto: dpa"),
        ("The quay. © AFP", "© AFP"),
    ],
)
def test_captions_and_their_credits(text: str, credit: str) -> None:
    assert is_caption(text)
    at = trailing_credit(text)
    assert at is not None
    assert text[at:] == credit


def test_captions_known_by_their_first_words() -> None:
    assert is_caption("FILE PHOTO: The minister at the harbour last year")
    assert is_caption("Image credit: Harbour Museum")


@pytest.mark.parametrize(
    "text",
    [
        "He showed a photo: it was his wife.",
        "Picture: the minister, alone on the quay, said nothing.",
        "She told the AP/Reuters",
        "The party (AP) said it would sue.",
        "The image: Russia's flag.",
        "The minister said: “Foto: nobody”",
        "The deal was signed, said Ann Lee/AP",
    ],
)
def test_prose_that_resembles_captions(text: str) -> None:
    assert not is_caption(text)


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("By Ann Lee", Byline(("Ann Lee",))),
        ("BY ANN LEE AND BO RAY", Byline(("ANN LEE", "BO RAY"))),
        ("By Ann Lee • 09 May 2022 • 15:26", Byline(("Ann Lee",), None, "2022-05-09T15:26")),
        ("By Ann Lee and Bo Ray, Harbour News", Byline(("Ann Lee", "Bo Ray"))),
        ("By Ann Lee in Oslo", Byline(("Ann Lee",))),
        ("By Ann Lee for the Evening Post", Byline(("Ann Lee",))),
        ("By Ann Lee, Chief Political Correspondent", Byline(("Ann Lee",))),
        ("By Ann Lee Published 9 May 2022", Byline(("Ann Lee",), None, "2022-05-09")),
        ("By Ann Lee | The Daily Post | 3 min read", Byline(("Ann Lee",))),
        ("By Ludwig van der Berg", Byline(("Ludwig van der Berg",))),
        ("Ann Lee | May 9, 2022 | 3:04 PM EDT", Byline(("Ann Lee",), None, "2022-05-09T15:04")),
        ("Ann Lee\n9 May 2022", Byline(("Ann Lee",), None, "2022-05-09")),
        ("Oslo, 9 May 2022", Byline((), None, "2022-05-09")),
        ("Published: 9 May 2022 15:26 GMT", Byline((), None, "2022-05-09T15:26+00:00")),
        ("Updated 3:04 PM EDT, May 9, 2022", Byline((), None, None, "2022-05-09T15:04")),
        ("Wednesday 9 November 2022", Byline((), None, "2022-11-09")),
        ("By The Associated Press", Byline((), "Associated Press")),
        ("By ANN LEE, Associated Press", Byline(("ANN LEE",), "Associated Press")),
        ("By Reuters Staff", Byline((), "Reuters")),
        ("Par Jean Dupont (avec AFP)", Byline(("Jean Dupont",))),  # AFP helped: the text is not its own
        ("Von Anna Müller, Berlin", Byline(("Anna Müller",))),
        ("Por María José García López", Byline(("María José García López",))),
        ("By Staff", Byline()),
        ("Staff Reports", Byline()),
    ],
)
def test_bylines(text: str, byline: Byline) -> None:
    assert read_byline(text, None) == byline


@pytest.mark.parametrize(
    "text",
    [
        "By Wednesday, the strike had spread.",
        "By then it was over",
        "By the numbers",
        "Von der Leyen in Kyjiw",
        "Di Maio resta",
        "Da Silva wins election",
        "Par le passé",
        "In November 2022 the strike began",
        "Ann Lee",
        "29 November 2018 | 20 January 2019",
        "“By Ann Lee,” it said, 9 May 2022",
        "Rep. Ann Lee (D-Ohio) — Announced March 23, 2015",
    ],
)
def test_what_is_no_byline(text: str) -> None:
    assert read_byline(text, None) is None


def test_a_bare_date_at_the_end_of_a_text_may_be_anything() -> None:
    assert read_closing_byline("Friday, December 4, 2015.", "en") is None
    assert read_closing_byline("Published 4 December 2015", "en") == Byline((), None, "2015-12-04")


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("KYIV, Nov 9 (Reuters) - The talks", "Reuters", "KYIV, Nov 9 (Reuters)"),
        ("WASHINGTON (AP) — The talks", "Associated Press", "WASHINGTON (AP)"),
        ("SAN JUAN, Puerto Rico (AP) _ The talks", "Associated Press", "SAN JUAN, Puerto Rico (AP)"),
        ("NEW YORK/LONDON, Nov 9 (Reuters) - The", "Reuters", "NEW YORK/LONDON, Nov 9 (Reuters)"),
        ("Paris (AFP) – Les", "AFP", "Paris (AFP)"),
        ("Berlin (dpa/lno) - Die", "dpa", "Berlin (dpa/lno)"),
        ("Lima, 9 nov (EFE).- El", "EFE", "Lima, 9 nov (EFE)"),
        ("(ANSA) - ROMA, 09 NOV - Il", "ANSA", "(ANSA)"),
        ("MOSCOW, November 9. /TASS/. The", "TASS", "MOSCOW, November 9. /TASS/"),
        ("МОСКВА, 9 ноя - РИА Новости. Министр", "RIA Novosti", "МОСКВА, 9 ноя - РИА Новости"),
        ("BEIJING, Nov. 9 (Xinhua) -- The", "Xinhua", "BEIJING, Nov. 9 (Xinhua)"),
    ],
)
def test_agencies_in_datelines(text: str, name: str, sign: str) -> None:
    assert dateline_agency(text) == (name, sign)


@pytest.mark.parametrize(
    "text",
    [
        "OSLO (Harbour News) — The talks",
        "The party (AP) said it would sue - and did.",
        "He told the news agency (Reuters) - which nobody believed",
        "Reuters reported that the talks had failed.",
        "OSLO - Seventy years ago a ship",
    ],
)
def test_datelines_without_an_agency(text: str) -> None:
    assert dateline_agency(text) is None


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("The talks go on. (AFP)", "AFP", "(AFP)"),
        ("(dpa)", "dpa", "(dpa)"),
        ("— Reuters", "Reuters", "— Reuters"),
        ("Source: AFP", "AFP", "Source: AFP"),
        ("© 2022 The Associated Press. All rights reserved.", "Associated Press", "© 2022 The Associated Press"),
    ],
)
def test_agencies_in_credits(text: str, name: str, sign: str) -> None:
    assert credit_agency(text) == (name, sign)


@pytest.mark.parametrize(
    "text",
    [
        "Reuters contributed to this report.",
        "With reporting by Reuters",
        "The minister spoke to Reuters.",
        "Die Gespräche gehen weiter (mit dpa)",
        "© 2022 Harbour News",
    ],
)
def test_a_share_in_a_text_is_no_credit_for_it(text: str) -> None:
    assert credit_agency(text) is None


def test_the_dateline_comes_before_the_credit() -> None:
    assert agency_of("OSLO (AP) — It", "(AFP)") == ("Associated Press", "OSLO (AP)")
    assert agency_of("It began in Oslo.", "(AFP)") == ("AFP", "(AFP)")
    assert agency_of("It began in Oslo.", "It ended in Bergen.") is None


def test_capitals_count_in_the_name_of_an_agency() -> None:
    assert agency_named("The Associated Press") == "Associated Press"
    assert agency_named("EUROPA PRESS") == "Europa Press"
    assert agency_named("ap") is None


@pytest.mark.parametrize("text", ["What happens next", "Neue Gespräche im Juni", "## A harbour divided", "THE STRIKE"])
def test_headings(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize("text", ["It was over.", "They said:", "“We go now”", "and so on", "- one item", "One,\ntwo"])
def test_no_headings(text: str) -> None:
    assert not is_heading(text)
