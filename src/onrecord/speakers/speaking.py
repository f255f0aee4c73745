"""A document → who speaks at an offset outside quotation: whose turn it is, who signs the letter, who wrote the article."""

from __future__ import annotations

from onrecord.model import Document, Span
from onrecord.speakers.actors import Actor
from onrecord.speakers.cast import Cast
from onrecord.speakers.voice import author_of, signed


class Speaking:
    """Whose "I" it is, for one document."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self.cast = cast
        author = author_of(document, [b for b in document.blocks if b.kind == "paragraph"])
        self.author = self._named(author) if author else None
        self._voices = signed(cast.text, [b for b in document.blocks if b.kind in ("paragraph", "signature")])
        self._answers = self._answering()

    def at(self, offset: int) -> Actor | None:
        """Whoever "my" belongs to there."""
        return self.turn(offset) or self.voice(offset) or self.author

    def voice(self, offset: int) -> Actor | None:
        """Who signs the letter that an offset lies in."""
        name = next((voice.name for voice in self._voices if voice.start <= offset < voice.stop), None)
        if name is None:
            return None
        bare = name.removeprefix("@")
        handle = Actor(f"handle:{bare.lower()}", bare, "person", handles=[bare])
        return self._named(name) if bare == name else self.cast.actor(handle)

    def labelled(self, mention: Span) -> Actor | None:
        """Whose turn it is, where the mention is the label "Q" or "A" of it."""
        turn = self.cast.turns.at(mention.start)
        label = turn is not None and (turn.answers or turn.asks) and turn.label_start <= mention.start
        return (
            self.turn(mention.start) if turn and label and mention.stop <= turn.label_start + len(turn.label) else None
        )

    def turn(self, offset: int) -> Actor | None:
        """Whose turn of the conversation it is."""
        turn = self.cast.turns.at(offset)
        if turn is None:
            return None
        if turn.answers:
            return self._answers
        if turn.asks:
            asking = Actor("turn:asking", None, "person", True, head="interviewer", roles=["interviewer"])
            return self.cast.actor(asking)
        named = self.cast.people.at(turn.label_start, turn.label_start + len(turn.label))
        return self.cast.of_entity(named[-1][1]) if named else None

    def _answering(self) -> Actor | None:
        """Who answers under ``A:``: the person whom the document names most before the first answer."""
        answers = [turn for turn in self.cast.turns.rows if turn.answers]
        if not answers:
            return None
        named = [e for _, e in self.cast.people.at(0, answers[0].start) if e.person]
        most = max(named, key=lambda e: (named.count(e), len(e.places)), default=None)
        return self.cast.of_entity(most) if most else None

    def _named(self, name: str) -> Actor:
        entity = self.cast.people.find(name.split())
        return (
            self.cast.of_entity(entity) if entity else self.cast.actor(Actor(f"author:{name.lower()}", name, "person"))
        )
