"""Pairing of quote marks: tables of marked-up text, where ⟦ ⟧ stand around what must come out as a quotation."""

from __future__ import annotations

import re
import time

import pytest

from onrecord.text.quotes import Quoted, pair_quotes

PARAGRAPH = re.compile(r"[^\n]+")


def pairs(text: str, language: str | None = None) -> tuple[Quoted, ...]:
    return pair_quotes(text, [match.span() for match in PARAGRAPH.finditer(text)], language)


def marked(text: str, quoted: tuple[Quoted, ...]) -> str:
    """The text with ⟦ ⟧ around every part of every quotation."""
    brackets = []
    for one in quoted:
        for start, stop in one.parts:
            brackets += [(start, 1, -stop, "⟦"), (stop, 0, -start, "⟧")]
    out, at = "", 0
    for place, _, _, bracket in sorted(brackets):
        out += text[at:place] + bracket
        at = place
    return out + text[at:]


def check(expected: str, language: str | None = None) -> tuple[Quoted, ...]:
    text = re.sub("[⟦⟧]", "", expected)
    quoted = pairs(text, language)
    assert marked(text, quoted) == expected
    return quoted


BALANCED = [
    "⟦“A b,”⟧ he said. ⟦“C d.”⟧",
    '⟦"A b,"⟧ he said. ⟦"C d."⟧',
    "⟦‘A b’⟧, he said. ⟦‘C d’⟧.",
    "⟦“Go, ⟦‘stay’⟧ or ⟦‘run,’⟧”⟧ he said.",
    "⟦“⟦‘Go,’⟧ she said.”⟧ ⟦“She said, ⟦‘Go.’⟧”⟧",
    "⟦“She said, ⟦‘Go.’⟧\u202f”⟧",
    "⟦“one ⟦“two”⟧ three ⟦“four.”⟧”⟧",
    "⟦\"⟦'A'⟧ is one, ⟦'B'⟧ another,\"⟧",
    "(⟦“A b”⟧) [⟦“C”⟧] —⟦“D e”⟧— he ⟦“F”⟧s. ⟦“I was—”⟧ he said.",
    "⟦``A b,''⟧ he said. ⟦``C d.''⟧",
    "⟦''A b,''⟧ he said. ⟦''So ⟦'C d.'⟧''⟧",
    "⟦„A b“⟧ und ⟦„C ⟦‚d‘⟧ e“⟧ oder ⟦„F”⟧",
    "⟦,,A b”⟧, ⟦,,C d”⟧",
    "⟦«A b»⟧ ⟦« C d »⟧ ⟦«\u00a0E ⟦“f”⟧\u00a0»⟧ l’⟦«homme»⟧ ⟦‹G›⟧",
    "⟦「はい」⟧と言った。⟦「彼は⟦『いいえ』⟧と言った」⟧",
    '⟦“A b,"⟧ he said. ⟦"C d.”⟧',
    "⟦“We go.”⟧She left. ⟦“B.”⟧⟦“C.”⟧",
    "said:⟦“We go,”⟧said he.⟦“B.”⟧",
    'A: ⟦" We go "⟧ and ⟦" B "⟧.',
    "⟦”Hello there,“⟧ he said.",
    "⟦”A b”⟧, said he. ⟦”C d.”⟧",
    '⟦““Hi you.””⟧ ⟦""Hi him.""⟧',
]


@pytest.mark.parametrize("expected", BALANCED)
def test_balanced(expected: str) -> None:
    assert all(one.opened and one.closed for one in check(expected))


LANGUAGES = [
    ("de", "⟦»A b«⟧, sagte er. ⟦»Er rief ⟦›Halt!‹⟧«⟧"),
    ("da", "⟦»A b,«⟧ siger hun."),
    ("sv", "⟦”A ⟦’b’⟧ c”⟧, sade han."),
    ("sv", "⟦”A b”⟧, sade ⟦“han”⟧. ⟦”C.”⟧"),
    ("es", "⟦—Hola⟧ —dijo Juan—. ⟦¿Qué tal?⟧\n⟦—Bien.⟧"),
    ("es", "⟦«No vamos.⟧\n⟦»Otra cosa»⟧, dijo."),
    ("ru", "⟦— Привет⟧, — сказал он. — ⟦Москва — столица.⟧"),
    ("fr", "⟦— Bonjour⟧, dit-il."),
    ("en", "— Voss, the mayor"),
    ("es", "— Marta Gil (@marta) 3 de mayo de 2023"),
]


@pytest.mark.parametrize(("language", "expected"), LANGUAGES)
def test_languages(language: str, expected: str) -> None:
    check(expected, language)


APOSTROPHES = [
    "’Tis the season of rock ’n’ roll; the ’90s, the dogs’ home, James’s and James’ car, O’Neil.",
    "'Tis the season of rock 'n' roll; the '90s, the dogs' home, James's and James' car, O'Neil.",
    "⟦‘It’s the dogs’ dinner,’⟧ he said. ⟦‘We can’t.’⟧",
    "⟦'It's the dogs' dinner,'⟧ he said. ⟦'We can't.'⟧",
    "He likes ⟦‘the workers’⟧ and left. ‘Tis true.",
    "⟦‘’Tis true,’⟧ he said.",
    "⟦‘He said ⟦“go”⟧ to the boys’ mother,’⟧ Jane’s dogs’ owner said.",
    "⟦“We were goin’ and singin’ ‘em all,”⟧ he said.",
    "l’école d’Arles, aujourd’hui, it´s",
    'He is 6\'2" on a 5′ 11″ ladder with a 27" screen. ⟦"The 6" knife,"⟧ he said. The 30" one.',
    '⟦"I\'m 5\'11"."⟧ ⟦"OK"⟧',
    '26° 30\' 15" N is ⟦"here."⟧',
    "Dwayne ⟦“The Rock”⟧ Johnson",
]


@pytest.mark.parametrize("expected", APOSTROPHES)
def test_apostrophes_inches_and_nicknames(expected: str) -> None:
    check(expected)


# expected text, and how often it has a quotation without closing and without opening mark
DAMAGED = [
    ("⟦“A b,”⟧ he said. ⟦“C d.⟧", 1, 0),
    ("⟦A b,”⟧ he said. ⟦“C d.”⟧", 0, 1),
    ("⟦He left. A b,”⟧ he said. ⟦“C d.”⟧", 0, 1),
    ("⟦“A b,”⟧ he said. It rained hard. ⟦So it did,”⟧ she said.", 0, 1),
    ("⟦“A b,”⟧ he said.”", 0, 0),
    ('⟦"A b,"⟧ he said. It was 6 feet " tall. ⟦"C d,"⟧ she said.', 0, 0),
    ('⟦"A b, he said.⟧ ⟦"C d,"⟧ she said. ⟦"E f."⟧', 1, 0),
    ("⟦“We won’t go, Smith said.⟧ ⟦“We stay.”⟧ He left.", 1, 0),
    ("⟦“I went away, he told me,⟧ ⟦“and I left.”⟧ She agreed.", 1, 0),
    ("⟦“He told me, ⟦“Go away. I left.⟧”⟧ She agreed.", 1, 0),
    ("⟦“He told me, ⟦“Go away,⟧”⟧ she said.", 1, 0),
    ("⟦“He said ⟦‘go away,⟧”⟧ she said. ⟦“Go.”⟧", 1, 0),
    ("He called it ⟦“a disgrace.⟧ The mayor left. ⟦“I like it,”⟧ he said.", 1, 0),
    ("⟦“One fails and claims it is ready ⟦“with regard to things.⟧ Any talks can wait for now.”⟧", 1, 0),
    ("⟦“They beg for more.⟦”We are ready to talk, you see,”⟧ – Ann Lee. Indeed, they are.”⟧", 0, 0),
    ("⟦‘We stay,’⟧ he said. ⟦‘We never left.⟧", 1, 0),
    ("⟦We won’t go,’⟧ he said. ⟦‘We stay.’⟧", 0, 1),
    ("⟦“Let’s go. We stay.’⟧ Ann left.", 0, 0),
    ("⟦“A b.⟧\nNo mark here.\n⟦“C d.”⟧", 1, 0),
    ('A lone " in the text.', 0, 0),
    ("Nothing “” inside. ⟦“A b.”⟧", 0, 0),
]


@pytest.mark.parametrize(("expected", "unclosed", "unopened"), DAMAGED)
def test_damage_stays_where_it_is(expected: str, unclosed: int, unopened: int) -> None:
    quoted = check(expected)
    assert sum(not one.closed for one in quoted) == unclosed
    assert sum(not one.opened for one in quoted) == unopened


PARAGRAPHS = [
    ("⟦“One.⟧\n⟦“Two.⟧\n⟦“Three,”⟧ he said. ⟦“Four.”⟧\nNo.", [3, 1]),
    ("⟦‘One.⟧\n⟦‘Two’s here,’⟧ he said.", [2]),
    ('⟦"One ⟦"word"⟧ here.⟧\n⟦"Two,"⟧ he said.', [2, 1]),
    ("⟦“One. She said, ⟦‘Two.⟧⟧\n⟦“ ⟦‘Three.’⟧ Four.”⟧ Five", [2, 2]),
    ("He called it ⟦“a disgrace.⟧ The mayor left.\n⟦“Two.”⟧", [1, 1]),
    ("⟦“One.”⟧\n⟦“Two.”⟧", [1, 1]),
]


@pytest.mark.parametrize(("expected", "parts"), PARAGRAPHS)
def test_paragraphs(expected: str, parts: list[int]) -> None:
    assert [len(one.parts) for one in check(expected)] == parts


def test_fields() -> None:
    text = "“One ‘two’.\n“Three.”"
    outer, inner = pairs(text)
    assert outer == Quoted(0, 20, 1, 19, 0, None, True, True, ((0, 11), (12, 20)), "“")
    assert inner == Quoted(5, 10, 6, 9, 1, 0, True, True, ((5, 10),), "‘")


def test_text_outside_the_blocks_is_not_read() -> None:
    text = "“A.” “B.” “C.”"
    assert [text[one.start : one.stop] for one in pair_quotes(text, [(5, 9)])] == ["“B.”"]


def test_offsets_count_code_points() -> None:
    text = "🚫🇷🇺 “A 🚢,” he said."
    (one,) = pairs(text)
    assert text[one.start : one.stop] == "“A 🚢,”"


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["“a b,” ", "“a ", '"', '"a', " '", "’ ", "“‘", "words go on and on. ", " “abc de fg hi jk. ", "«", "— a "],
)
def test_time_is_linear_in_any_text(unit: str) -> None:
    """Five million characters of one line; the bound is generous, a quadratic step would take hours."""
    text = unit * (5_000_000 // len(unit))
    started = time.process_time()
    pair_quotes(text, [(0, len(text))])
    assert time.process_time() - started < 30


def test_ten_thousand_marks_in_one_paragraph() -> None:
    text = "“a b,” " * 5_000
    quoted = pair_quotes(text, [(0, len(text))])
    assert [(one.start, one.stop) for one in quoted] == [(7 * n, 7 * n + 6) for n in range(5_000)]


def test_marks_nested_ten_thousand_deep() -> None:
    text = "“a " * 10_000 + "b” " * 10_000
    quoted = pair_quotes(text, [(0, len(text))])
    assert max(one.depth for one in quoted) == 9_999
