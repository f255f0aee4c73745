"""A sentence of the material → printed words that differ from it in a known way: expected verdict, edits and passage.

Everything expected follows from how a case was made and from DESIGN's lines between the verdicts; nothing is read from
the program's output. Seeded: the same seed gives the same cases.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

from eval import check_words as words
from eval.check_material import Sentence
from onrecord.model import VERDICTS, EditWhat, OriginalText, VerdictName


class Change(NamedTuple):
    """Original ``start:stop`` becomes ``text``. ``printed`` lies in ``text``, ``original`` in the original: the edit's sides."""

    start: int
    stop: int
    text: str
    verdict: VerdictName
    what: EditWhat | None
    printed: tuple[int, int] | None
    original: tuple[int, int] | None
    op: str | None = None


class Wanted(NamedTuple):
    """An expected edit: op, what, and both sides as offsets in the printed words and in the original."""

    op: str
    what: str
    printed: tuple[int, int] | None
    original: tuple[int, int] | None


class Case(NamedTuple):
    """Printed words and what must come out; ``allowed`` are verdicts as right as the first, ``parts`` cuts the print."""

    kind: str
    printed: str
    speaker: str
    verdict: VerdictName
    allowed: tuple[VerdictName, ...] = ()
    edits: tuple[Wanted, ...] | None = None
    at: int | None = None
    start: int = 0
    stop: int = 0
    parts: int | None = None


Found = list[Change]
Maker = Callable[[Random, Sentence], "Found | None"]


def _pick(
    random: Random, sentence: Sentence, table: Mapping[str, str], flags: int = 0
) -> tuple[re.Match[str], str] | None:
    pattern = "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
    found = list(re.finditer(rf"(?<![\w’'$€-])(?<!\d[.,])(?:{pattern})(?![\w’'-])(?![.,]\d)", sentence.text, flags))
    if not found:
        return None
    match = random.choice(found)
    return match, table[match[0]]


def _swap(
    verdict: VerdictName, what: EditWhat, table: Mapping[str, str], what_of: Mapping[str, EditWhat] | None = None
) -> Maker:
    """A word for another one; the edit shows both words."""

    def make(random: Random, sentence: Sentence) -> Found | None:
        found = _pick(random, sentence, table)
        if found is None or found[0][0] == found[1]:
            return None
        match, new = found
        a, b = sentence.start + match.start(), sentence.start + match.end()
        return [Change(a, b, new, verdict, (what_of or {}).get(match[0], what), (0, len(new)), (a, b))]

    return make


def number(random: Random, sentence: Sentence) -> Found | None:
    """Another value; the edit shows the whole quantity."""
    table = words.NUMBERS | words.WORD_NUMBERS
    found = _pick(random, Sentence(*sentence[:3], re.sub(r"[$€]", " ", sentence.text), *sentence[4:]), table)
    if found is None or (found[0][0] in ("second",) and "second debate" not in sentence.text):
        return None
    match, new = found
    start, stop = _quantity(sentence.text, match.start(), match.end())
    a, b = sentence.start + start, sentence.start + stop
    text = sentence.text[start : match.start()] + new + sentence.text[match.end() : stop]
    return [Change(a, b, text, "meaning", "number", (0, len(text)), (a, b))]


def _quantity(text: str, start: int, stop: int) -> tuple[int, int]:
    """The whole quantity around a number word: sign, scale, unit of money, percent, the day of a month."""
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    number = r"(?:\d[\d,.]*\d|\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|forty|fifty|ninety)\b)"
    pattern = (
        rf"(?:{months}) \d{{1,2}}\b(?!,?\d)|\d{{1,2}} (?:{months})|"
        rf"[$€]?{number}(?:[ -](?:one|hundred|thousand|million|billion))*(?: (?:percent|dollars))?"
    )
    for match in re.finditer(pattern, text):
        if match.start() <= start and stop <= match.end():
            return match.span()
    return start, stop


def rounding(random: Random, sentence: Sentence) -> Found | None:
    """A number rounded, and said to be: it is still another number."""
    rounded = {"$48 million": "nearly $50 million", "23,000": "more than 20,000", "€420 million": "over €400 million",
               "31 percent": "about 30 percent", "62 percent": "some 60 percent", "1.2 million": "roughly a million",
               "5,200": "more than 5,000", "2,700": "almost 3,000", "$38 million": "around $40 million", "310": "about 300"}  # fmt: skip
    return _swap("meaning", "number", rounded)(random, sentence)


def negation_dropped(random: Random, sentence: Sentence) -> Found | None:
    """``not``, ``never`` or ``n't`` left out."""
    found = list(re.finditer(r"(?<=\w)(?<!ca)(?<!wo)n't\b|\b(?:not|never) ", sentence.text))
    if not found:
        return None
    match = random.choice(found)
    a, b = sentence.start + match.start(), sentence.start + match.end()
    return [Change(a, b, "", "meaning", "negation", None, (a, b - match[0].endswith(" ")))]


_AUXILIARIES = "is|are|was|were|will|would|could|has|have|had|should|must|did|do|does"


def negation_added(random: Random, sentence: Sentence) -> Found | None:
    """``not`` or ``never`` put behind an auxiliary, or ``n't`` to its end."""
    found = list(
        re.finditer(
            r"\b(?:is|are|was|were|will|would|could|has|have|had|should|must|did|do|does) (?!not|never|no\b)(?=[a-z])",
            sentence.text,
        )
    )
    if not found:
        return None
    match = random.choice(found)
    a = sentence.start + match.end()
    verb = match[0].strip()
    if random.random() < 0.3 and verb in (
        "is",
        "are",
        "was",
        "were",
        "would",
        "could",
        "has",
        "have",
        "should",
        "did",
        "do",
    ):
        return [Change(a - 1, a - 1, "n't", "meaning", "negation", (0, 3), None)]
    new = random.choice(["not", "never"])
    return [Change(a, a, new + " ", "meaning", "negation", (0, len(new)), None)]


def quantifier_dropped(random: Random, sentence: Sentence) -> Found | None:
    """A word that bounds a number or a claim left out."""
    pattern = "|".join(word for word in words.DROPPED_QUANTIFIERS)
    found = list(re.finditer(rf"(?<=[a-z,] )(?:{pattern})(?=[\w$€])", sentence.text))
    if not found:
        return None
    match = random.choice(found)
    if match[0] == "about " and not re.match(r"[\d$€]|twenty|eight|a third", sentence.text[match.end() :]):
        return None
    if match[0] in ("more than ", "almost ") and re.match(r"\w+ (?:see|before|we|ever)", sentence.text[match.end() :]):
        return None
    a, b = sentence.start + match.start(), sentence.start + match.end()
    return [Change(a, b, "", "meaning", "quantifier", None, (a, b - 1))]


def added_word(random: Random, sentence: Sentence) -> Found | None:
    """An adverb that the speaker did not say."""
    found = list(re.finditer(r"(?<=[a-z]{2} )(?:[a-z]{4,})", sentence.text))
    if not found:
        return None
    match = random.choice(found)
    new = random.choice(("really ", "plainly ", "simply ", "sadly "))
    a = sentence.start + match.start()
    return [Change(a, a, new, "reworded", "word", (0, len(new) - 1), None)]


def nouns_swapped(random: Random, sentence: Sentence) -> Found | None:
    """Two common nouns change places: who does what is another thing."""
    nouns = list(re.finditer(rf"\b(?:{'|'.join(words.SYNONYMS)})\b", sentence.text))
    nouns = [
        m
        for m in nouns
        if m[0] not in ("big", "help", "told", "begin", "start", "close", "quickly", "talk", "hire", "bold")
    ]
    if len({m[0] for m in nouns}) < 2:
        return None
    first, second = sorted(random.sample(nouns, 2), key=lambda m: m.start())
    between = sentence.text[first.end() : second.start()].split()
    if first[0] == second[0] or len(between) < 2 or ({"and", "or"} & set(between) and len(between) < 4):
        return None
    a, b, c, d = (sentence.start + at for at in (*first.span(), *second.span()))
    return [
        Change(a, b, second[0], "meaning", "word", (0, len(second[0])), (a, b)),
        Change(c, d, first[0], "meaning", "word", (0, len(first[0])), (c, d)),
    ]


# Faithful ------------------------------------------------------------------------------------------------------------


def nothing(random: Random, sentence: Sentence) -> Found | None:
    """The words as they are."""
    return []


def lower(random: Random, sentence: Sentence) -> Found | None:
    """The first letter made small, as within a sentence of the writer's."""
    match = re.match(r"(?:We|The|It|They|This|That|You|My|Our|There|If|Every|But|What|She|He)[\w']*", sentence.text)
    if not match:
        return None
    a, b = sentence.start, sentence.start + match.end()
    return [Change(a, b, match[0].lower(), "typographic", "case", (0, b - a), (a, b))]


def apostrophes(random: Random, sentence: Sentence) -> Found | None:
    """Straight apostrophes made curly, as print does."""
    found = []
    for match in re.finditer(r"\b\w+'\w+\b", sentence.text):
        a, b = sentence.start + match.start(), sentence.start + match.end()
        found.append(Change(a, b, match[0].replace("'", "’"), "typographic", "punctuation", (0, b - a), (a, b)))
    return found or None


def dash(random: Random, sentence: Sentence) -> Found | None:
    """Another dash, or a dash for a comma."""
    found = list(
        re.finditer(r" (—) | (?=\0)|(?<=[a-z])(,) (?=(?:and|but|because|which|although|where)\b)", sentence.text)
    )
    if not found:
        return None
    match = random.choice(found)
    at = 1 if match[1] else 2
    a, b = sentence.start + match.start(at), sentence.start + match.end(at)
    new = "–" if match[1] else " –"
    return [Change(a, b, new, "typographic", "punctuation", (len(new) - 1, len(new)), (a, b))]


def comma_dropped(random: Random, sentence: Sentence) -> Found | None:
    """A comma left out."""
    found = list(re.finditer(r"(?<=[a-z]),(?= (?:and|but|because|which|although|where|I|so|if)\b)", sentence.text))
    if not found:
        return None
    a = sentence.start + random.choice(found).start()
    return [Change(a, a + 1, "", "typographic", "punctuation", None, (a, a + 1))]


def final_mark(random: Random, sentence: Sentence) -> Found | None:
    """Another mark at the end."""
    if not sentence.text.endswith("."):
        return None
    a = sentence.stop - 1
    return [Change(a, a + 1, "!", "typographic", "punctuation", (0, 1), None)]


def emoji(random: Random, sentence: Sentence) -> Found | None:
    """An emoji at the end."""
    new = " " + random.choice("🙂🔥🌊")
    return [Change(sentence.stop, sentence.stop, new, "typographic", "emoji", (1, 2), None)]


def spelling(random: Random, sentence: Sentence) -> Found | None:
    """British for American, one word for two."""
    found = _swap("typographic", "spelling", words.SPELLINGS)(random, sentence)
    if found and found[0].text in ("per cent", "cannot", "battlefield", "tonnes"):
        return None
    return found


def figures(random: Random, sentence: Sentence) -> Found | None:
    """One value in words and in figures; the edit shows the whole quantity."""
    found = _pick(random, sentence, words.FIGURES)
    if not found:
        return None
    match, new = found
    start, stop = _quantity(sentence.text, match.start(), match.end())
    if (start, stop) != match.span():
        return None
    a, b = sentence.start + start, sentence.start + stop
    return [Change(a, b, new, "typographic", "number", (0, len(new)), (a, b))]


def ellipsis(random: Random, sentence: Sentence) -> Found | None:
    """Words in the middle left out behind an ellipsis."""
    tokens = list(re.finditer(r"\S+", sentence.text))
    if len(tokens) < 8:
        return None
    size = random.randint(1, min(12, len(tokens) - 6))
    first = random.randint(3, len(tokens) - size - 3)
    gone = tokens[first : first + size]
    around = sentence.text[tokens[first - 1].start() : tokens[min(len(tokens) - 1, first + size)].end()]
    if re.search(
        r"\b(?:not|no|never|nor|n't|none|nobody|neither|without|nothing|only|few|deny)\b|n't|cannot|un",
        around,
        re.IGNORECASE,
    ):
        return None
    left, right = gone[0].start(), gone[-1].end()
    inner = re.sub(r"^\W+|\W+$", "", sentence.text[left:right])
    before, after = tokens[first - 1][0], tokens[first + size][0]
    keys = [re.sub(r"\W", "", t[0]).lower() for t in tokens]
    repeated = keys[first] == keys[first + size] or keys[first - 1] == keys[first + size - 1]
    if not inner or "—" in sentence.text[left - 2 : right + 2] or repeated or before in "—–" or after in "—–":
        return None
    if (
        before.lower() in words.DANGER
        or sentence.text[left] in "$€"
        or re.search(r"\d|million|billion", before + after + gone[0][0] + gone[-1][0])
    ):
        return None
    mark = random.choice(("…", "...", "[…]", "…" if before.endswith(".") else ". . ."))
    a = sentence.start + left
    at = sentence.start + left + sentence.text[left:right].index(inner)
    return [Change(a, sentence.start + right, mark, "trimmed", "ellipsis", (0, len(mark)), (at, at + len(inner)))]


def filler(random: Random, sentence: Sentence) -> Found | None:
    """Fillers and false starts left out."""
    for pattern in words.FILLERS:
        match = re.search(pattern, sentence.text)
        if match and match.start() and len(sentence.text.split()) > 5:
            inner = re.sub(r"^\W+|\W+$", "", match[0])
            a, b = sentence.start + match.start(), sentence.start + match.end()
            at = a + match[0].index(inner)
            if "(?=" in pattern and "(?<=" not in pattern:
                return [Change(a, b, "", "cleaned", "filler", None, None, "any")]
            if "(?<=" in pattern:
                following = re.match(r"[\w']+", sentence.text[match.end() :])
                if not following:
                    return None
                new = following[0][:1].upper() + following[0][1:]
                changes = [Change(a, b, "", "cleaned", "filler", None, (at, at + len(inner)))]
                if new != following[0]:
                    changes.append(
                        Change(b, b + len(new), new, "typographic", "case", (0, len(new)), (b, b + len(new)))
                    )
                return changes
            return [Change(a, b, "", "cleaned", "filler", None, (at, at + len(inner)))]
    return None


def bracket(random: Random, sentence: Sentence) -> Found | None:
    """A pronoun explained by the editor."""
    found = _pick(random, sentence, words.BRACKETS)
    if not found:
        return None
    match, inner = found
    a, b = sentence.start + match.start(), sentence.start + match.end()
    return [Change(a, b, f"[{inner}]", "bracketed", "bracket", (1, 1 + len(inner)), (a, b))]


def bracket_letter(random: Random, sentence: Sentence) -> Found | None:
    """The first letter of a part of a sentence raised in brackets."""
    match = re.match(r"(?:we|the|it|they|this|that|you|my|our|there|if|every|but|what|she|he)[\w']*", sentence.text)
    if not match:
        return None
    a, b = sentence.start, sentence.start + match.end()
    new = f"[{match[0][0].upper()}]{match[0][1:]}"
    return [Change(a, b, new, "bracketed", "bracket", (0, len(new)), (a, b))]


# In between ----------------------------------------------------------------------------------------------------------


_PHRASE = r"(?<=[a-z]{2} )(?:in|on|at|with|for|from) (?:the|this|my|our|their|his) (?:[a-z]+ )?[a-z]+ (?=[a-z])"


def cut(random: Random, sentence: Sentence) -> Found | None:
    """One to eight words that bear nothing left out unmarked."""
    pattern = "|".join(words.HARMLESS)
    found = list(re.finditer(rf"(?<=[a-z] )(?:{pattern})(?=[a-z])", sentence.text))
    phrases = re.finditer(
        r"(?<=[a-z]{2} )(?:in|on|at|with|for|from) (?:the|this|my|our|their|his) (?:[a-z]+ )?[a-z]+ (?=[a-z])",
        sentence.text,
    )
    found += [m for m in phrases if not {*m[0].split()} & words.DANGER]
    if not found:
        return None
    match = random.choice(found)
    behind = sentence.text[match.end() :].split()[0]
    if behind.strip(",.") in words.DANGER or behind.startswith(match[0].split()[0]):
        return None
    before = sentence.text[: match.start()].split()[-1]
    keys, gone = (before.lower(), behind.lower().strip(",.")), match[0].lower().split()
    if before in ("not", "all", "is", "of", "a") or keys[0] == gone[-1] or keys[1] == gone[0]:
        return None
    if len(sentence.text.split()) - len(gone) < 6:
        return None
    a, b = sentence.start + match.start(), sentence.start + match.end()
    return [Change(a, b, "", "cut", "cut", None, (a, b - 1))]


_WHAT_OF: dict[str, EditWhat] = {
    "more": "quantifier",
    "less": "quantifier",
    "every": "quantifier",
    "Every": "quantifier",
}
MAKERS: dict[str, Maker] = {
    "none": nothing,
    "case": lower, "apostrophes": apostrophes, "dash": dash, "comma": comma_dropped, "final mark": final_mark, "emoji": emoji,
    "spelling": spelling, "figures": figures,
    "ellipsis": ellipsis, "filler": filler, "bracket": bracket, "bracket letter": bracket_letter, "cut": cut,
    "synonym": _swap("reworded", "word", words.SYNONYMS),
    "added word": added_word,
    "tense": _swap("reworded", "word", words.TENSES),
    "contraction": _swap("reworded", "contraction", words.CONTRACTIONS),
    "number": number, "rounding": rounding,
    "negation dropped": negation_dropped, "negation added": negation_added,
    "negation replaced": _swap("meaning", "negation", words.NEGATIONS),
    "name": _swap("meaning", "name", words.NAMES),
    "modal": _swap("meaning", "modal", words.MODALS),
    "quantifier": _swap("meaning", "quantifier", words.QUANTIFIERS),
    "quantifier dropped": quantifier_dropped,
    "direction": _swap("meaning", "word", words.DIRECTIONS, _WHAT_OF),
    "nouns swapped": nouns_swapped,
}  # fmt: skip


def applied(sentence: Sentence, changes: Found, text: str) -> tuple[str, tuple[Wanted, ...], VerdictName]:
    """The print, the edits with their offsets in it, and the worst verdict."""
    pieces: list[str] = []
    wanted: list[Wanted] = []
    done, size = sentence.start, 0
    for change in sorted(changes, key=lambda c: (c.start, c.stop)):
        kept = text[done : change.start]
        size += len(kept)
        printed = (size + change.printed[0], size + change.printed[1]) if change.printed else None
        if change.what:
            op = change.op or ("replace" if printed and change.original else "insert" if printed else "delete")
            wanted.append(Wanted(op, change.what, printed, change.original))
        pieces += [kept, change.text]
        size += len(change.text)
        done = change.stop
    verdicts: list[VerdictName] = ["verbatim", *(change.verdict for change in changes)]
    worst = max(verdicts, key=VERDICTS.index)
    return "".join(pieces) + text[done : sentence.stop], tuple(wanted), worst


def overlapping(changes: Found) -> bool:
    """Whether two changes touch one another."""
    rows = sorted((change.start, change.stop) for change in changes)
    return any(first[1] + 8 > second[0] for first, second in itertools.pairwise(rows))


def joined(first: Sentence, second: Sentence, rows: list[OriginalText]) -> Sentence:
    """Two sentences of one turn and what stands between them as one."""
    return Sentence(
        first.at, first.start, second.stop, rows[first.at].text[first.start : second.stop], first.turn, first.speaker
    )
