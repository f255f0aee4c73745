"""Statements and the posts of their document → which post a statement copies, and the verdict of every quotation.

``match_posts`` goes by words alone, so that ``speakers`` can learn from it who "another person" is; ``judge`` then
knows who speaks. Comparing the words is left to ``compare``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from onrecord.model import VERDICTS, Document, Original, Post, Span, Statement, Verdict
from onrecord.text.words import fold, tokens
from onrecord.verify.compare import Comparison, compare
from onrecord.verify.parts import in_quote_marks, inside_post, quoted_parts
from onrecord.verify.whose import own_words
from onrecord.verify.wordlists import DEFAULT, guess, language

_SHARE = 0.65
"""Share of a statement's words that must stand in a post, in order, for the post to bear them."""
_SCORE = 0.55
"""The same with what lies between them counted in: words strewn over a long post are no copy."""
_RARE = 2.5
"""Weight of the words found by which a statement is matched without knowing its speaker: "it is true" is anybody's."""
_TIE = 0.02
_CANDIDATES = 4
_POSTINGS = 64
_OWN_POSTS = 64
_SECOND_HAND = VERDICTS.index("cut")
"""Worst verdict worth telling of words that another's post quotes: it is a print too, not their original."""


class Match(Struct, frozen=True):
    """The post whose words a statement copies, and where in ``post.text`` they stand; ``score`` is 0 to 1."""

    post: str
    score: float
    span: Span


class _Bearing(Struct, frozen=True):
    post: Post
    text: str
    found: Comparison

    @property
    def original(self) -> Original:
        start, stop = self.found.span or (0, 0)
        return Original("post", self.post.id, Span(start, stop, self.text[start:stop]))

    @property
    def rank(self) -> tuple[float, float]:
        """Sort key: the mildest verdict of the most words first."""
        return (VERDICTS.index(self.found.verdict) - 8 * self.found.share, -self.found.score)


def match_posts(statements: Sequence[Statement], posts: Sequence[Post], document: Document) -> dict[str, Match]:
    """Statement id → the post that a direct or mixed statement copies, by its words alone.

    Declined: words too few or too common to tell, and words that two posts bear alike, unless these are one post
    embedded twice. A statement that stands in a post's block is never matched to that post.
    """
    shelf = _Shelf(posts, document)
    matches = {}
    for statement in _quotations(statements):
        bearing = [b for b in shelf.bearing(statement) if b.found.rare >= _RARE]
        if bearing and not _tied(bearing):
            original = bearing[0].original
            if original.span:
                matches[statement.id] = Match(original.id, round(bearing[0].found.score, 3), original.span)
    return matches


def judge(
    document: Document,
    posts: Sequence[Post],
    statements: Sequence[Statement],
    speaker_of: Mapping[str, str | None],
    author_of: Mapping[str, str | None],
    matches: Mapping[str, Match],
    anonymous: Collection[str] = (),
) -> tuple[Verdict, ...]:
    """One verdict for each direct or mixed statement, against the posts of its document.

    :param speaker_of: statement id → speaker id, ``None`` where unknown.
    :param author_of: post id → speaker id of its author.
    :param matches: what :func:`match_posts` found.
    :param anonymous: ids of speakers without a name; they count as unknown.
    """
    court = _Court(document, posts, {s.id: s for s in statements}, author_of, matches)
    verdicts = []
    for statement in _quotations(statements):
        speaker = speaker_of.get(statement.id)
        verdicts.append(court.verdict(statement, None if speaker in anonymous else speaker))
    return tuple(verdicts)


def _quotations(statements: Sequence[Statement]) -> Iterator[Statement]:
    return (statement for statement in statements if statement.kind in ("direct", "mixed") and statement.content)


def _tied(bearing: Sequence[_Bearing]) -> bool:
    """Whether two posts bear the words alike; one post embedded twice, or copied by its author, is no tie."""
    if len(bearing) < 2 or abs(bearing[0].found.score - bearing[1].found.score) > _TIE:
        return False
    first, second = bearing[0], bearing[1]
    if first.found.verdict != second.found.verdict:
        return False
    known = first.post.handle or first.post.author
    return not (known and known == (second.post.handle or second.post.author))


class _Shelf:
    """The posts of a document with an index of their words."""

    def __init__(self, posts: Sequence[Post], document: Document) -> None:
        self.document = document
        self.texts = [(post, post.text) for post in posts if post.text]
        self.stop = language(guess(document.text) or DEFAULT).stop if self.texts else frozenset[str]()
        self.places: dict[str, list[int]] = {}
        for at, (_, text) in enumerate(self.texts):
            for key in self._keys(text):
                self.places.setdefault(key, []).append(at)

    def _keys(self, text: str) -> set[str]:
        return {fold(t.text) for t in tokens(text) if t.kind in ("word", "number")} - self.stop

    def bearing(self, statement: Statement) -> list[_Bearing]:
        """Posts that bear the statement's words, the closest first; at most a few are compared."""
        if not self.texts:
            return []
        parts = quoted_parts(statement, self.document)
        keys = self._keys(" ".join(part.text for part in parts))
        shared = Counter[int]()
        for key in keys:
            for at in self.places.get(key, ())[:_POSTINGS]:
                shared[at] += 1
        home = inside_post(statement, self.document)
        found = []
        for at, count in shared.most_common(_CANDIDATES + 1):
            post, text = self.texts[at]
            if post.id != home and 2 * count >= len(keys):
                compared = self.compare(statement, post, text, parts)
                if compared.found.share >= _SHARE and compared.found.score >= _SCORE:
                    found.append(compared)
        return sorted(found, key=lambda bearing: bearing.rank)

    def compare(self, statement: Statement, post: Post, text: str, parts: Sequence[Span]) -> _Bearing:
        """The statement's words against one post."""
        found = compare(
            parts,
            text,
            fragment=statement.kind == "mixed",
            truncated=post.truncated,
            language=self.document.language,
            own=own_words((post.author,)) if post.author else frozenset(),
        )
        return _Bearing(post, text, found)


class _Court:
    """Everything that a verdict of one document depends on."""

    def __init__(
        self,
        document: Document,
        posts: Sequence[Post],
        statements: Mapping[str, Statement],
        author_of: Mapping[str, str | None],
        matches: Mapping[str, Match],
    ) -> None:
        self.document, self.posts, self.statements = document, posts, statements
        self.author_of, self.matches = author_of, matches
        self.shelf = _Shelf(posts, document)

    def verdict(self, statement: Statement, speaker: str | None) -> Verdict:
        """The speaker's own posts first, then the post that the words match, then what their absence means."""
        bearing = self.shelf.bearing(statement)
        home = inside_post(statement, self.document)
        own = self._own(statement, speaker, home)
        if own and own.found.verdict != "not-found" and own.found.share >= _SHARE:
            return _against(statement, own, bearing, own.found.reason)
        match = self.matches.get(statement.id)
        matched = next((b for b in bearing if match and b.post.id == match.post), None)
        if matched is None and home is not None and bearing:
            matched = bearing[0]
        if matched is not None:
            return self._matched(statement, speaker, matched, bearing)
        return self._absent(statement, speaker, own, home)

    def _own(self, statement: Statement, speaker: str | None, home: str | None) -> _Bearing | None:
        """The speaker's own post that comes closest, whatever the length of the statement."""
        if speaker is None:
            return None
        parts = quoted_parts(statement, self.document)
        mine = [(p, t) for p, t in self.shelf.texts if p.id != home and self.author_of.get(p.id) == speaker]
        compared = (self.shelf.compare(statement, post, text, parts) for post, text in mine[:_OWN_POSTS])
        return min(compared, key=lambda bearing: bearing.rank, default=None)

    def _matched(
        self, statement: Statement, speaker: str | None, matched: _Bearing, bearing: Sequence[_Bearing]
    ) -> Verdict:
        """Words found in a post that is not known to be the speaker's."""
        reason, author = matched.found.reason, self.author_of.get(matched.post.id)
        if speaker is None or author is None:
            return _against(statement, matched, bearing, f"{reason}; matched by its words, the speaker is not known")
        if self._copies_within(statement, matched.post.id):
            return _against(statement, matched, bearing, f"{reason}; as this post gives the words")
        if not self._quotes(statement, matched):
            return _against(statement, matched, bearing, "the words are of the author of this post", misattributed=True)
        if VERDICTS.index(matched.found.verdict) <= _SECOND_HAND:
            return _against(statement, matched, bearing, f"{reason}; a post of somebody else quotes these words")
        return _nothing(statement, "no-original", "a post of somebody else quotes the speaker in other words")

    def _copies_within(self, statement: Statement, post: str) -> bool:
        """Whether the statement stands within a copy of that very post."""
        outer = self.statements.get(statement.within or "")
        for _ in range(len(self.statements)):
            if outer is None:
                return False
            match = self.matches.get(outer.id)
            if match and match.post == post:
                return True
            outer = self.statements.get(outer.within or "")
        return False

    def _quotes(self, statement: Statement, matched: _Bearing) -> bool:
        """Whether the post gives the words as somebody else's: in quote marks, or naming the speaker beside them."""
        start, stop = matched.found.span or (0, 0)
        if in_quote_marks(matched.text, start, stop, self.document.language):
            return True
        rest = matched.text[:start] + " " + matched.text[stop:]
        named = (
            {fold(t.text) for t in tokens(statement.mention.text) if t.text[:1].isupper()}
            if statement.mention
            else set()
        )
        return bool(named & {fold(t.text) for t in tokens(rest) if t.text[:1].isupper()})

    def _absent(self, statement: Statement, speaker: str | None, own: _Bearing | None, home: str | None) -> Verdict:
        if own is None or home is not None:
            return _nothing(
                statement, "no-original", "no post of this speaker here" if speaker else "speaker not known"
            )
        mine = [post for post in self.posts if self.author_of.get(post.id) == speaker]
        if any(post.text is None or post.truncated for post in mine):
            return _nothing(statement, "no-original", "a post of this speaker here is cut off or has no text")
        reason = f"in none of the speaker's posts here ({len(mine)}); the closest: {own.found.reason}"
        return _nothing(statement, "not-found", reason, own.found.score)


def _against(
    statement: Statement,
    bearing: _Bearing,
    others: Sequence[_Bearing],
    reason: str,
    misattributed: bool = False,
) -> Verdict:
    return Verdict(
        statement=statement.id,
        original=bearing.original,
        verdict="misattributed" if misattributed else bearing.found.verdict,
        score=bearing.found.score,
        edits=bearing.found.edits,
        reason=reason,
        also=tuple(other.original for other in others if other.post.id != bearing.post.id),
    )


def _nothing(
    statement: Statement, verdict: Literal["not-found", "no-original"], reason: str, score: float = 0.0
) -> Verdict:
    return Verdict(statement.id, None, verdict, score, (), reason)
