"""A reading → the view for a terminal: the article with its statements marked in place, and below each who said it.

Colour is never the only sign: without it every statement stands between ``[3: … :3]``, and changed words are always
``[-left out-]{+put in+}``. Wrapping and character sets are left to ``canvas``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.text import Text

from onrecord.export.canvas import GLUE, Canvas
from onrecord.export.changes import Change, Run, merged, original_side, printed_side
from onrecord.export.facts import Entry, Facts, identified, name_of, named_here, roles_of, signed, who
from onrecord.export.marks import Mark, Paragraph, Piece, paragraphs
from onrecord.export.safe import line, visible
from onrecord.export.words import KEPT, KINDS, VERDICTS, counted, day
from onrecord.model import Post, Reading

COLOURS = {"direct": "green", "mixed": "cyan", "indirect": "yellow", "post": "magenta", "headline": "bright_blue"}
LEFT_OUT, PUT_IN = "red strike", "bold green"
_CONTEXT = 5
"""Equal words shown on each side of a change."""
_MARKS = re.compile(r"\[(?=\d+(?:\.\d+)*:)|:(?=\d+(?:\.\d+)*\])|\[(?=-)|\{(?=\+)")
"""What in a document looks like a mark of ours."""


def render(reading: Reading, *, width: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    """Write the whole view, ending in a line break.

    :param width: columns of the terminal; 24 at least and 100 at most are used.
    """
    return _View(reading, Canvas(width, colour=colour, encoding=encoding)).written()


class _View:
    def __init__(self, reading: Reading, canvas: Canvas) -> None:
        self.reading, self.canvas = reading, canvas
        self.facts = Facts(reading)

    def written(self) -> str:
        self.header()
        for post, parts in groupby(paragraphs(self.reading), key=lambda part: part.post):
            self.block(post, list(parts))
        self.loose_posts()
        self.conflicts()
        self.speakers()
        self.legend()
        return self.canvas.text()

    def header(self) -> None:
        document = self.reading.document
        self.canvas.put(Text(line(document.title or "Untitled"), "bold"))
        facts = [document.outlet, ", ".join(document.authors), document.published and day(document.published)]
        facts += [
            document.agency and f"credits {document.agency}",
            document.language and f"language {document.language}",
        ]
        self._plain(" · ".join(line(fact) for fact in facts if fact))
        self._plain("standard input" if document.uri == "-" else line(document.uri))
        self._plain(self._counts())
        self.canvas.rule()

    def _counts(self) -> str:
        kinds = Counter[str](row.kind for row in self.reading.statements)
        listed = ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kinds[kind])
        parts = [counted(len(self.reading.statements), "statement") + (f" ({listed})" if listed else "")]
        parts += [counted(len(self.reading.posts), "post"), counted(len(self.reading.speakers), "speaker")]
        parts += [counted(len(self.reading.conflicts), "conflict")] if self.reading.conflicts else []
        verdicts = Counter[str](row.verdict for row in self.reading.verdicts if row.verdict != "no-original")
        if verdicts:
            parts.append(
                "words compared: " + ", ".join(f"{verdicts[name]} {name}" for name in VERDICTS if verdicts[name])
            )
        return " · ".join(parts)

    def block(self, post: str | None, parts: list[Paragraph]) -> None:
        """Write paragraphs that belong together, then a note for each statement that begins in them."""
        self.canvas.gap()
        bar = Text("  │ ", "magenta") if post else "  "
        known = self.facts.posts.get(post or "")
        if known:
            self.canvas.put(Text(line(signed(known)), "bold magenta"), bar, bar)
        for place, part in enumerate(parts):
            if place and not post:
                self.canvas.gap()
            self.canvas.put(self._marked(part), bar, bar)
            if not post:
                self._notes(part.start, part.stop)
        if post:
            self._notes(parts[0].start, parts[-1].stop)

    def _marked(self, part: Paragraph) -> Text:
        written = Text()
        before: list[Mark] = []
        for piece in part.pieces:
            now = [mark for mark in piece.marks if mark.role == "content" and mark.statement in self.facts.by_id]
            self._turn(written, before, now)
            words = visible(piece.text)
            written.append(words if self.canvas.colour else _escaped(words), self._style(part, piece, now))
            before = now
        self._turn(written, before, [])
        return written

    def _turn(self, written: Text, before: list[Mark], now: list[Mark]) -> None:
        """Write the ends of the marks that stop here and the beginnings of those that start."""
        for mark in reversed(before):
            if mark not in now and not self.canvas.colour:
                written.append(f"{GLUE}:{self.facts.numbers[mark.statement]}]")
        for mark in now:
            if mark not in before:
                written.append_text(self._label(self.facts.by_id[mark.statement], "[{}:"))
                written.append(GLUE)

    def _label(self, entry: Entry, plain: str) -> Text:
        colour = COLOURS[entry.statement.kind]
        if self.canvas.colour:
            return Text(f"{GLUE}{entry.number}{GLUE}", f"bold reverse {colour}")
        return Text(plain.format(entry.number))

    def _style(self, part: Paragraph, piece: Piece, now: list[Mark]) -> str:
        roles = {mark.role for mark in piece.marks}
        style = "italic " * ("cue" in roles) + "bold " * ("mention" in roles) + "underline " * ("relay" in roles)
        if now:
            return style + COLOURS[self.facts.by_id[now[-1].statement].statement.kind]
        if part.kind in ("heading", "headline"):
            return style + "bold"
        quiet = part.kind in ("furniture", "caption", "byline", "signature") or len(part.pieces) == 1
        return style + "dim" if quiet and not roles else style.strip()

    def _notes(self, start: int, stop: int) -> None:
        for entry in self.facts.beginning(start, stop):
            self._note(entry)

    def _note(self, entry: Entry) -> None:
        label = Text.assemble("    ", self._label(entry, "[{}]"), " ")
        indent = " " * len(label.plain)
        self.canvas.put(self._headline(entry), label, indent)
        for said in self._details(entry):
            self.canvas.put(said, indent, indent)
        self._verdict(entry, indent)

    def _headline(self, entry: Entry) -> Text:
        row = entry.statement
        text = Text.assemble((row.kind, COLOURS[row.kind]), " · ", (line(who(entry)), "bold"))
        roles = ", ".join(roles_of(entry.speaker).split(", ")[:2]) if entry.speaker and row.kind != "post" else ""
        text.append(f" ({line(roles)})" if roles else "")
        if row.stance != "neutral":
            text.append(f" · {row.stance}" + (f" “{line(row.cue.text)}”" if row.cue else ""))
        text.append(f" · said {day(row.said)}" if row.said and row.kind != "post" else "")
        return text

    def _details(self, entry: Entry) -> Iterator[Text]:
        reason = named_here(entry)
        if reason:
            yield Text(line(reason), "dim")
        if entry.chain:
            yield Text(line(" → ".join(entry.chain)), "bold" if self.canvas.colour else "")
        for kin in entry.kin:
            if not (entry.original and kin.kind == "copy"):
                yield Text(f"{kin.kind}: [{kin.number}]", "dim")
        for number in entry.conflicts:
            yield Text(f"! conflict {number}, see below", "bold red")

    def _verdict(self, entry: Entry, indent: str) -> None:
        verdict, original = entry.verdict, entry.original
        if verdict is None or verdict.verdict == "no-original":
            return
        sign, style = ("=", "bold green") if verdict.verdict in KEPT else ("≠", "bold red")
        against = f" · compared with {self._named(original)}" if original else ""
        said = Text.assemble((f"{sign} {verdict.verdict}", style), f": {line(verdict.reason)}{against}")
        self.canvas.put(said, indent, indent + "  ")
        if verdict.edits and original and original.text:
            self._changes(entry, original.text, indent + "  ")

    def _named(self, post: Post) -> str:
        entry = self.facts.by_post.get(post.id)
        return f"[{entry.number}]" if entry else f"the post of {line(signed(post))}"

    def _changes(self, entry: Entry, original: str, indent: str) -> None:
        assert entry.verdict is not None
        text = self.reading.document.text
        changes = merged(entry.statement, entry.verdict, text, original)
        if changes is not None:
            self.canvas.put(together(changes), indent, indent)
            return
        printed = side(printed_side(entry.statement, entry.verdict.edits, text), "{+", "+}", PUT_IN)
        self.canvas.put(printed, indent + "printed: ", indent + "  ")
        posted = side(original_side(entry.verdict.edits, original), "[-", "-]", LEFT_OUT)
        self.canvas.put(posted, indent + "post:    ", indent + "  ")

    def loose_posts(self) -> None:
        if self.facts.loose_posts:
            self._heading("Posts whose words are not on the page")
        for post in self.facts.loose_posts:
            self.canvas.put(line(" · ".join(part for part in (signed(post), post.url) if part)), "  ", "    ")

    def conflicts(self) -> None:
        if self.reading.conflicts:
            self._heading("Conflicts")
        for number, conflict in self.facts.numbered_conflicts:
            where = " ".join(f"[{name}]" for name in self.facts.numbers_of(conflict.statements))
            text = Text.assemble((f"{number}", "bold red"), f" {line(conflict.reason)}", f" {where}" if where else "")
            self.canvas.put(text, "  ! ", "      ")

    def speakers(self) -> None:
        if self.reading.speakers:
            self._heading("Speakers")
        for speaker in self.reading.speakers:
            numbers = " ".join(f"[{entry.number}]" for entry in self.facts.by_speaker.get(speaker.id, ()))
            text = Text.assemble((line(name_of(speaker)), "bold"))
            roles = line(roles_of(speaker))
            text.append(f" ({roles})" if roles else "")
            text.append(f" {numbers}" if numbers else "")
            self.canvas.put(text, "  ", "      ")
            known = line(identified(self.facts.identities.get(speaker.id)))
            if known:
                self.canvas.put(Text(known, "dim"), "      ", "      ")

    def legend(self) -> None:
        """Say what the marks mean, but only those that stand in this view."""
        if not self.reading.statements:
            return
        self.canvas.gap()
        self.canvas.rule()
        kinds = {row.kind for row in self.reading.statements}
        for kind, meaning in KINDS.items():
            if kind in kinds:
                self.canvas.put(f"{meaning}", Text(f"{kind:<9}", COLOURS[kind]))
        if not self.canvas.colour:
            self.canvas.put("statement 3; 3.1 stands within it", "[3: :3]  ")
        compared = {row.verdict for row in self.reading.verdicts} - {"no-original"}
        for name in (name for name in VERDICTS if name in compared):
            self.canvas.put(VERDICTS[name], f"{'=' if name in KEPT else '≠'} {name:<11} ")
        if any(row.edits for row in self.reading.verdicts):
            self.canvas.put(Text.assemble(("[-left out-]", LEFT_OUT), ("{+put in+}", PUT_IN), " by the article"))

    def _heading(self, words: str) -> None:
        self.canvas.gap()
        self.canvas.put(Text(words, "bold"))

    def _plain(self, words: str) -> None:
        if words:
            self.canvas.put(Text(words, "dim"))


def _escaped(words: str) -> str:
    return _MARKS.sub(lambda found: "\\" + found[0], words)


def together(changes: Iterable[Change]) -> Text:
    """Both sides in one line, ``[-left out-]{+put in+}``; equal words far from a change are left out."""
    written = Text()
    listed = list(changes)
    for place, change in enumerate(listed):
        if change.edit is None:
            words = f" <{line(change.text)}> " if change.aside else visible(change.text)
            written.append(_shortened(words, place == 0, place == len(listed) - 1), "dim" if change.aside else "")
            continue
        written.append(f"[-{visible(change.left_out)}-]" if change.left_out else "", LEFT_OUT)
        written.append(f"{{+{visible(change.put_in)}+}}" if change.put_in else "", PUT_IN)
    return written


def _shortened(words: str, first: bool, last: bool) -> str:
    """Keep the equal words that stand next to a change."""
    found = list(re.finditer(r"\S+", words))
    kept = _CONTEXT * (1 if first or last else 2)
    if len(found) <= kept + 2:
        return words
    head = "" if first else words[: found[_CONTEXT - 1].end()] + " "
    tail = "" if last else " " + words[found[-_CONTEXT].start() :]
    return f"{head}…{tail}"


def side(runs: Iterable[Run], opening: str, closing: str, style: str) -> Text:
    """One side alone, its changes between two signs."""
    written = Text()
    for run in runs:
        words = visible(run.text)
        if run.aside:
            written.append(f" <{line(words)}> ", "dim")
        elif run.edit:
            written.append(f"{opening}{words}{closing}", style)
        else:
            written.append(words)
    return written
