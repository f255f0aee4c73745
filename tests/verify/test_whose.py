from __future__ import annotations

import pytest

from onrecord.model import Speaker
from onrecord.verify.whose import known, whose


def speaker(name: str | None, roles: str = "", handle: str = "", kind: str = "person") -> Speaker:
    handles = (handle,) if handle else ()
    return Speaker("s", name, tuple(filter(None, roles.split(";"))), (), handles, False, (), kind)  # type: ignore[arg-type]


TABLE = """
same | ABRAHAM LINCOLN | Abraham Lincoln
same | LINCOLN | Abraham Lincoln
same | Abraham Lincoln | Lincoln
same | SEN. BERNIE SANDERS (I-VT) | Bernie Sanders
same | MR. SPICER | Sean Spicer
same | Senator Brandt | Lukas Brandt
same | SEN. LUKAS BRANDT | Sen. Lukas Brandt
same | Anna Weber, mayor of Kiel | Anna Weber
same | SMITH, JOHN | John Smith
same | JOE BIDEN | Joseph R. Biden Jr.
same | BILL CLINTON | William Clinton
same | J. CALLAHAN | June Callahan
same | ROBERT F. KENNEDY | Robert Kennedy
same | LARRY KING | Larry King
same | KING | Larry King
same | ZELENSKY | Volodymyr Zelenskyy
same | VAN DER BERG | Piet van der Berg
same | Erdoğan | Recep Tayyip Erdogan
same | HILLARY | Hillary Clinton
same | XI | Xi Jinping
same | TRUMP AND PENCE | Mike Pence
other | HILLARY CLINTON | Bill Clinton
other | JOHN MILLER | John Smith
other | HELEN ABARA | Amara Diallo
other | GEORGE TANAKA | Peter Okafor
other | TANAKA | Peter Okafor
other | MR. TANAKA | Marta Lindqvist
other | Q | Sofia Marinescu
other | REPORTER | Sofia Marinescu
other | QUESTION | Anna Weber
unsure | Q | Jim Foster ; reporter
unsure | THE PRESIDENT | Anna Weber
unsure | MODERATOR | Anna Weber
unsure | SPEAKER 2 | Anna Weber
unsure | UNIDENTIFIED MALE | Anna Weber
unsure | MAN | Anna Weber
unsure | SPEAKER_00 | Anna Weber
unsure | Spk 1 | Anna Weber
unsure | S2 | Anna Weber
unsure | THE COURT | Anna Weber
unsure | UNKNOWN SPEAKER (via telephone) | Anna Weber
other | Q1 | Anna Weber
same | AOC | Alexandria Ocasio-Cortez
same | MS. OCASIO-CORTEZ | Alexandria Ocasio-Cortez
same | O'BRIEN | Conan O’Brien
same | VICE PRESIDENT HARRIS | Kamala Harris
other | VICE PRESIDENT HARRIS | Mike Pence
unsure | WHITE HOUSE | Sean Spicer
same | Netanyahu | Benjamin Netanyahou
unsure | Владимир Путин | Vladimir Putin
same | THE PRESIDENT | Anna Weber ; president
same | THE MAYOR | Anna Weber ; the mayor of Kiel
"""


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_whose_turn_it_is(row: str) -> None:
    wanted, label, who = (part.strip() for part in row.split(" | "))
    name, _, roles = who.partition(" ; ")
    assert whose(label, known(speaker(name, roles))) == wanted


def test_a_role_is_another_where_the_speaker_has_a_name_of_his_own() -> None:
    weber = known(speaker("Anna Weber"))
    assert whose("THE PRESIDENT", weber, ("ANNA WEBER", "THE PRESIDENT")) == "other"
    assert whose("MODERATOR", weber, ("MODERATOR", "WEBER")) == "other"
    assert whose("SPEAKER 2", weber, ("ANNA WEBER", "SPEAKER 2")) == "unsure"


def test_handles() -> None:
    weber = known(speaker("Anna Weber", handle="@AnnaW"))
    assert whose("@annaw", weber) == "same"
    assert whose("@realannaweber", weber) == "same"
    assert whose("@petra", weber) == "unsure"


def test_a_body_may_speak_through_a_person() -> None:
    ministry = known(speaker("the Foreign Ministry", kind="organisation"))
    assert whose("MARIA SANDER", ministry) == "unsure"
    assert whose(None, ministry) == "unsure"
