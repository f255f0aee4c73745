"""The nouns of onrecord as frozen structs: what is seen (document, post, statement) and what is concluded (the rest).

Offsets are half-open and count code points of ``document.text``; only the ``original`` side of an edit or a verdict
counts in its original's own text. How rows are made is left to the steps, how they are printed to ``export``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Literal

from msgspec import Struct

StatementKind = Literal["direct", "mixed", "indirect", "post", "headline"]
Stance = Literal["neutral", "doubt", "denial", "support", "hearsay", "question", "order", "promise", "attitude"]
BlockKind = Literal["paragraph", "heading", "headline", "byline", "caption", "furniture", "post", "signature"]
Platform = Literal[
    "x", "facebook", "instagram", "threads", "telegram", "bluesky", "mastodon", "tiktok", "youtube", "truthsocial", "vk"
]
OriginalKind = Literal["post", "file", "statement"]
RelayKind = Literal["speaker", "agency", "outlet", "platform", "document"]
VerdictName = Literal[
    "verbatim", "typographic", "trimmed", "cleaned", "bracketed", "cut", "spliced", "reworded", "meaning",
    "misattributed", "not-found", "no-original",
]  # fmt: skip
EditOp = Literal["insert", "delete", "replace", "move"]
EditWhat = Literal[
    "word", "number", "negation", "name", "modal", "quantifier", "filler", "ellipsis", "bracket", "punctuation",
    "case", "emoji", "link", "spelling", "contraction", "cut", "splice",
]  # fmt: skip

VERDICTS: tuple[VerdictName, ...] = VerdictName.__args__  # type: ignore[attr-defined]
"""All verdicts, mildest first; a statement gets the worst that applies."""


class Span(Struct, frozen=True):
    """``text == document.text[start:stop]``, in code points."""

    start: int
    stop: int
    text: str


class Block(Struct, frozen=True):
    """A paragraph-sized stretch of ``document.text`` and what it is; blocks are in order and never overlap."""

    kind: BlockKind
    start: int
    stop: int
    post: str | None = None
    """Id of the post whose words (``post``) or signature line (``signature``) stand here."""


class Origin(Struct, frozen=True):
    """Where a document's text stands in what was read: how the bytes were decoded and a map of offsets.

    ``map`` holds runs ``(text_start, source_start, length)``: the code points of ``text`` from ``text_start`` on are those
    of the decoded source from ``source_start`` on, ``length`` of them. Text between runs has no place of its own there.
    """

    media_type: str
    encoding: str
    sha256: str
    size: int
    map: tuple[tuple[int, int, int], ...] = ()


class Document(Struct, frozen=True):
    """One article: its text and metadata. Unknown is ``None``; dates are ISO 8601."""

    id: str
    uri: str
    outlet: str | None
    title: str | None
    authors: tuple[str, ...]
    published: str | None
    language: str | None
    text: str
    url: str | None = None
    modified: str | None = None
    agency: str | None = None
    """Agency that the page itself credits for the whole document (dateline, credit, author)."""
    agency_sign: str | None = None
    """The words or the metadata field that show the agency."""
    blocks: tuple[Block, ...] = ()
    origin: Origin | None = None


class Post(Struct, frozen=True):
    """A social-media post embedded or printed in a document; ``text`` keeps links, ``links`` lists them again."""

    id: str
    platform: Platform
    author: str | None
    handle: str | None
    posted: str | None
    """Date, ISO 8601, UTC where the id carries the time."""
    url: str | None
    text: str | None
    span: Span | None
    """Where the post's words stand in ``document.text``; ``None`` if they do not."""
    posted_at: str | None = None
    """Instant in UTC that the id carries."""
    posted_by: Literal["id", "claimed id", "markup", "printed"] | None = None
    links: tuple[str, ...] = ()
    truncated: bool = False
    """The platform cut the text (it ends in an ellipsis): compare it as a prefix."""


class Statement(Struct, frozen=True):
    """Words attributed to somebody, as far as they can be seen in the text; ``id`` hashes the document and the spans."""

    id: str
    kind: StatementKind
    content: tuple[Span, ...]
    cue: Span | None
    mention: Span | None
    stance: Stance
    said: str | None
    within: str | None
    score: float
    post: str | None = None
    """For kind ``post``: the id of the post."""


class Speaker(Struct, frozen=True):
    """Who mentions stand for, within one document; roles and affiliations as printed."""

    id: str
    name: str | None
    roles: tuple[str, ...]
    affiliations: tuple[str, ...]
    handles: tuple[str, ...]
    anonymous: bool
    mentions: tuple[Span, ...]
    kind: Literal["person", "organisation", "group", "document", "unknown"] = "unknown"
    aliases: tuple[str, ...] = ()


class Attribution(Struct, frozen=True):
    """Conclusion: the statement's speaker, or ``None`` when declined; ``by`` names the method, ``reason`` says why."""

    statement: str
    speaker: str | None
    by: str
    score: float
    reason: str


class Relay(Struct, frozen=True):
    """Conclusion: who carried a statement after its speaker; ``position`` 0 is nearest to the speaker, the last to the document."""

    statement: str
    position: int
    kind: RelayKind
    name: str
    span: Span | None
    reason: str
    by: str = "rules"
    of: str | None = None
    """The outlet that a programme belongs to."""
    listed: str | None = None
    """For outlets and agencies of the data files: the one name that all their names stand for."""


class Edit(Struct, frozen=True):
    """One difference. ``printed`` lies in the document's text, ``original`` in the original's; ``None``: nothing there."""

    op: EditOp
    printed: Span | None
    original: Span | None
    what: EditWhat


class Original(Struct, frozen=True, omit_defaults=True):
    """What printed words were compared with; ``span`` lies in the original's own text (a post's ``text``)."""

    kind: OriginalKind
    id: str
    span: Span | None
    place: str | None = None
    """Where that is, for people: ``page 4``, ``line 12``, ``00:03:41``, a post's id."""
    speaker: str | None = None
    """Whose turn it is there, as the original names them."""


class Turn(Struct, frozen=True):
    """A stretch of an original's text that one speaker says; ``speaker`` as printed, ``None`` if it names nobody."""

    start: int
    stop: int
    speaker: str | None


class Place(Struct, frozen=True):
    """From ``start`` on the original's text stands at ``label``: a page, a line, a time code, a post's id."""

    start: int
    label: str


class OriginalText(Struct, frozen=True):
    """Material that statements can be compared with: a file, a post, a statement of a record. Offsets are its own text's."""

    kind: OriginalKind
    id: str
    text: str
    sha256: str
    """Of the bytes it was read from."""
    speaker: str | None = None
    """Whose words all of it are, where the whole has one author (a post, a release that names one)."""
    turns: tuple[Turn, ...] = ()
    places: tuple[Place, ...] = ()
    speech: bool = False
    """Spoken words written down (a transcript, subtitles): fillers and false starts may be left out in print."""
    machine: bool = False
    """Written down by a machine: it mishears."""
    language: str | None = None
    published: str | None = None
    truncated: bool = False


class Verdict(Struct, frozen=True):
    """Conclusion: what became of a statement's words; ``also`` lists further places where they stand."""

    statement: str
    original: Original | None
    verdict: VerdictName
    score: float
    edits: tuple[Edit, ...]
    reason: str
    by: str = "rules"
    also: tuple[Original, ...] = ()


class Relation(Struct, frozen=True):
    """Conclusion: two statements of one document that say the same; the first is the fuller or the nearer one."""

    kind: Literal["paraphrase", "copy", "repeat"]
    statements: tuple[str, str]
    score: float
    reason: str
    by: str = "rules"


class Conflict(Struct, frozen=True):
    """Conclusion: things that cannot all be true, for a person to look at."""

    kind: str
    statements: tuple[str, ...]
    speakers: tuple[str, ...]
    reason: str


class Office(Struct, frozen=True):
    """A role of somebody in an authority file: ``title`` and the body it is held in, from and until when (ISO 8601, inclusive)."""

    title: str
    body: str | None = None
    start: str | None = None
    stop: str | None = None


class Person(Struct, frozen=True):
    """Somebody in an authority file, a body as well as a human being; the first of ``names`` is the one to show."""

    id: str
    names: tuple[str, ...]
    weak_names: tuple[str, ...] = ()
    """Names that others bear as well (a given name, a nickname, letters): they never identify anybody alone."""
    kind: Literal["person", "organisation", "unknown"] = "person"
    offices: tuple[Office, ...] = ()
    parties: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    gender: Literal["male", "female", "other"] | None = None
    born: str | None = None
    """ISO 8601, perhaps only a year or a month."""
    died: str | None = None


class Candidate(Struct, frozen=True):
    """Somebody of the authority file who may be meant; ``score`` says how well names and roles fit, 0 to 1."""

    id: str
    name: str
    score: float


class Identity(Struct, frozen=True):
    """Conclusion: who a speaker is in the authority file, or ``None`` where none fits or several do; candidates best first."""

    speaker: str
    person: str | None
    by: str
    score: float
    reason: str
    candidates: tuple[Candidate, ...] = ()


class Reading(Struct, frozen=True):
    """Everything that reading one document yields: rows seen, rows concluded."""

    document: Document
    posts: tuple[Post, ...]
    statements: tuple[Statement, ...]
    speakers: tuple[Speaker, ...]
    attributions: tuple[Attribution, ...]
    relays: tuple[Relay, ...]
    verdicts: tuple[Verdict, ...]
    relations: tuple[Relation, ...]
    conflicts: tuple[Conflict, ...]
    identities: tuple[Identity, ...] = ()
    """Who the named speakers are in the authority file; empty where none was given."""

    def _repr_html_(self) -> str:
        """The report, in notebooks; they look for it here, so this one call leads upward, by name."""
        return str(import_module("onrecord.export.notebook").of_reading(self))


class Failure(Struct, frozen=True):
    """A document that could not be read: facts, in order; words are the front end's."""

    uri: str
    reason: str
    detail: str
