"""Gold speakers beside those of a reading → what is answered, right, recognised; the command line is ``eval.speakers``'s.

Gold is one row an attribution (``data/speakers/dev.jsonl``); a reading's statement stands for it that shares most of its
content and mention. Names are compared word by word, without titles, articles and possessives.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct, field

from onrecord.model import Reading, Relay, Speaker, Statement

Range = tuple[int, int]
Form = Literal["name", "description", "pronoun", "none"]
Outcome = Literal["right", "wrong", "declined", "not found"]
_PRONOUNS = frozenset(
    ["i", "we", "he", "she", "they", "it", "who", "you", "me", "us", "him", "her", "them", "my", "our", "his",
     "their", "its", "your", "himself", "herself", "themselves"]
)  # fmt: skip
_LEAVE = frozenset(
    ["the", "a", "an", "mr", "mrs", "ms", "miss", "dr", "sen", "rep", "gov", "president", "sir", "jr", "sr", "s",
     "of", "and"]
)  # fmt: skip
_BESIDE = 300
_NEAR_NAME = 60
"""Code points in which words count as standing beside a statement, or a name."""
_PLATFORMS = {"twitter": "x"}


class Gold(Struct, frozen=True):
    """One annotated attribution; ranges lie in the document's text."""

    file: str
    id: str
    speaker: str | None
    type: str
    roles: tuple[str, ...]
    relays: tuple[dict[str, str], ...]
    mention: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    act: str = "speech"
    sure: bool = True

    def form(self, text: str) -> Form:
        """How the annotated mention names: by name, by a description, by a pronoun, not at all."""
        shown = self.shown(text)
        if not shown:
            return "none"
        if shown.lower() in _PRONOUNS:
            return "pronoun"
        return "name" if set(words(shown)) & set(words(self.speaker or "")) else "description"

    def shown(self, text: str) -> str:
        """The annotated mention's words."""
        return " ".join(text[start:stop] for start, stop in self.mention)


class Row(Struct, frozen=True):
    """A gold row, what the reading says, and whether that is right; ``groups`` are the figures that it counts in."""

    gold: Gold
    mention: str
    form: Form
    outcome: Outcome
    ours: str
    reason: str
    groups: tuple[str, ...]


class Share(Struct):
    """Counts of outcomes."""

    of: Counter[str] = field(default_factory=Counter)

    @property
    def found(self) -> int:
        """Rows that a statement was found for."""
        return self.of.total() - self.of["not found"]

    @property
    def answered(self) -> float:
        """Share of those found that are not declined."""
        return (self.found - self.of["declined"]) / max(1, self.found)

    @property
    def precision(self) -> float:
        """Share right of those answered."""
        return self.of["right"] / max(1, self.of["right"] + self.of["wrong"])

    @property
    def right(self) -> float:
        """Share right of those found."""
        return self.of["right"] / max(1, self.found)


class Listed(Struct):
    """What is right of what is listed on each side, with the rows that are not."""

    right: int = 0
    gold: int = 0
    said: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    invented: list[tuple[str, str]] = field(default_factory=list)
    why: Counter[str] = field(default_factory=Counter)
    """How often each kind of what is missed."""

    @property
    def precision(self) -> float:
        """Right of what we say."""
        return self.right / max(1, self.said)

    @property
    def recall(self) -> float:
        """Right of what the gold says."""
        return (self.gold - len(self.missed)) / max(1, self.gold)


def words(name: str) -> list[str]:
    """A name's words in lower case, without titles, articles, possessive endings."""
    folded = re.sub(r"[’']s?\b", "", name.lower().replace(".", ""))
    return [word for word in re.findall(r"\w+", folded) if word not in _LEAVE]


def same_name(gold: str, ours: str, loose: bool = False) -> bool:
    """Whether two names are one: all of the gold's words are in ours; ``loose``: or the other way round."""
    a, b = words(gold), words(ours)
    return bool(a and b) and (set(a) <= set(b) or (loose and set(b) <= set(a)) or "".join(a) == "".join(b))


def same_phrase(gold: str, ours: str) -> bool:
    """Whether one role phrase holds the other's words, or they share most of them; "Rep." and "President" are words here."""
    a, b = (
        set(re.findall(r"\w+", re.sub(r"[’']s?\b", "", role.lower()))) - {"the", "a", "an", "of"}
        for role in (gold, ours)
    )
    return bool(a and b) and (a <= b or b <= a or len(a & b) / len(a | b) >= 0.6)


def overlap(a: Iterable[Range], b: Sequence[Range]) -> int:
    """Shared code points."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def pair(gold: Gold, statements: Sequence[Statement]) -> Statement | None:
    """The statement that shares most of the gold's content, cue and mention.

    None if it shares under a third of the content, or if both have a mention and these are different words.
    """
    best, best_score = None, 0.0
    size = sum(stop - start for start, stop in gold.content)
    for row in statements:
        spans = [(one.start, one.stop) for one in row.content]
        shared = overlap(gold.content, spans)
        other = gold.mention and row.mention and not overlap(gold.mention, [(row.mention.start, row.mention.stop)])
        if (
            row.kind == "post"
            or other
            or 3 * shared < min(size, sum(stop - start for start, stop in spans))
            or not shared
        ):
            continue
        score = shared / max(size, sum(stop - start for start, stop in spans)) - 0.1 * (row.within is not None)
        for ours, theirs in ((row.mention, gold.mention), (row.cue, gold.cue)):
            score += 0.5 if ours is not None and overlap([(ours.start, ours.stop)], theirs) else 0.0
        if score > best_score:
            best, best_score = row, score
    return best


def judged(gold: Gold, reading: Reading, row: Statement | None) -> Row:
    """One gold row beside the statement that stands for it."""
    text = reading.document.text
    form = gold.form(text)
    said = next((one for one in reading.attributions if row is not None and one.statement == row.id), None)
    who = next((one for one in reading.speakers if said is not None and one.id == said.speaker), None)
    shown = "–" if who is None else f"{who.name or '(unnamed ' + ' '.join(who.roles) + ')'} [{who.kind}]"
    reason = "" if said is None else f"{said.by}: {said.reason}"
    if row is not None and row.mention is not None and row.mention.text != gold.shown(text):
        reason += f"  (mention read: {row.mention.text})"
    outcome: Outcome = "not found" if row is None else _outcome(gold, who)
    return Row(gold, gold.shown(text), form, outcome, shown, reason, tuple(_groups(gold, form)))


def _outcome(gold: Gold, who: Speaker | None) -> Outcome:
    if gold.type == "none":
        return "right" if who is None or who.name is None or not who.mentions else "wrong"
    if who is None:
        return "declined"
    if gold.speaker is None:
        fits = who.kind == "document" if gold.type == "document" else who.anonymous and who.kind != "document"
        return "right" if fits else "wrong"
    loose = gold.type != "person"
    names = (who.name or "", *(who.aliases if loose else ()))
    if gold.type == "document" and who.kind == "document":
        return "right"
    return "right" if any(same_name(gold.speaker, name, loose) for name in names) else "wrong"


def _groups(gold: Gold, form: Form) -> Iterator[str]:
    if gold.type == "none":
        yield "nobody"
    elif gold.type == "document":
        yield "documents"
    elif gold.speaker is None:
        yield "unnamed"
        yield f"unnamed, {gold.type}"
    else:
        yield "named"
        yield f"named by {form}"
        yield f"named, {gold.type}"
    if form == "pronoun" and gold.type != "none":
        yield "pronouns"


def add_relays(into: Listed, gold: Gold, reading: Reading, row: Statement | None) -> None:
    """Relays of one attribution, by kind and name, in any order."""
    rows = [one for one in reading.relays if row is not None and one.statement == row.id]
    ours = [one for one in rows if one.span or one.name != reading.document.agency]  # gold lists no credit of the whole
    left = list(ours)
    into.gold += len(gold.relays)
    into.said += len(ours)
    where = f"{gold.file} {gold.id} “{gold.shown(reading.document.text)}”"
    for relay in gold.relays:
        hit = next((one for one in left if _same_relay(relay, one)), None)
        if hit is None:
            if row is None or not any(_same_relay(relay, one) for one in ours):
                into.missed.append((where, f"{relay['kind']} {relay['name']} — “{relay['words']}”"))
                into.why[_why_relay(gold, relay, row, reading.document.text)] += 1
        else:
            left.remove(hit)
            into.right += 1
    doubled = [one for one in left if any(_same_relay(relay, one) for relay in gold.relays)]
    into.right += len(doubled)
    into.invented.extend((where, f"{one.kind} {one.name}: {one.reason}") for one in left if one not in doubled)


def _same_relay(gold: dict[str, str], ours: Relay) -> bool:
    kinds = {"person": "speaker", "agency": "outlet", "organisation": "outlet"}
    if kinds.get(gold["kind"], gold["kind"]) != kinds.get(ours.kind, ours.kind):
        return False
    name = _PLATFORMS.get(gold["name"].lower(), gold["name"])
    return same_name(name, ours.name, loose=True)


def add_roles(into: Listed, rows: Sequence[tuple[Gold, Statement | None]], reading: Reading) -> None:
    """Roles of each annotated speaker of one document, wherever the document gives them."""
    gold: dict[str, set[str]] = {}
    for row, _ in rows:
        if row.speaker and row.roles:
            gold.setdefault(row.speaker, set()).update(row.roles)
    for name, roles in gold.items():
        ours = [one for one in reading.speakers if one.name and same_name(name, one.name, loose=True)]
        said = {role for one in ours for role in one.roles}
        into.gold += len(roles)
        into.said += len(said)
        into.right += sum(any(same_phrase(role, one) for role in roles) for one in said)
        missed = [role for role in sorted(roles) if not any(same_phrase(role, one) for one in said)]
        into.missed.extend((f"{rows[0][0].file} {name}", f"{role} — ours: {sorted(said)}") for role in missed)
        into.why.update(_why_role(name, role, reading) for role in missed)


def _why_relay(gold: Gold, relay: dict[str, str], row: Statement | None, text: str) -> str:
    """The kind of a relay that was missed: what it is, and where the document names it."""
    if row is None:
        return f"{relay['kind']}: statement not read"
    start, stop = min(a for a, _ in gold.content), max(b for _, b in gold.content)
    around = " ".join(text[max(0, start - _BESIDE) : stop + _BESIDE].split())
    beside = " ".join(relay["words"].split())[:40] in around
    return f"{relay['kind']}: named {'beside the words' if beside else 'elsewhere'}"


def _why_role(name: str, role: str, reading: Reading) -> str:
    """The kind of a role that was missed: where the document prints it."""
    if not any(one.name and same_name(name, one.name, loose=True) for one in reading.speakers):
        return "its bearer says nothing that was read"
    last = re.escape(name.split()[-1])
    printed = [match.span() for match in re.finditer(re.escape(role), reading.document.text)]
    if not printed:
        return "not printed in these words"
    near = (reading.document.text[max(0, a - _NEAR_NAME) : b + _NEAR_NAME] for a, b in printed)
    return "beside the name" if any(re.search(last, words) for words in near) else "away from the name"
