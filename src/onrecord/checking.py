"""Drafts and the paths of their originals → what became of every quotation: the steps of a check, in their order.

Reading a draft is ``pipeline``'s, opening originals ``readers.originals``', finding and judging ``verify``'s; words,
reports and exit codes are left to the front ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from os import PathLike, fspath, path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord.errors import UnreadableError
from onrecord.material import Material as Material
from onrecord.material import copies_in, quoted_in
from onrecord.material import gather as gather
from onrecord.model import (
    VERDICTS,
    Failure,
    Identity,
    Original,
    OriginalText,
    Post,
    Reading,
    Speaker,
    Verdict,
    VerdictName,
)  # fmt: skip
from onrecord.settings import Options

if TYPE_CHECKING:
    from onrecord.cache import Cache
    from onrecord.readers.types import Source
    from onrecord.verify.library import Library

FAIL_ON: tuple[VerdictName, ...] = ("cut", "spliced", "reworded", "meaning", "misattributed", "not-found")
"""Verdicts that fail unless somebody says otherwise: those that an editor cannot let pass. Where there is nothing to
compare with (``no-original``), nothing is known to be wrong."""
_NAME = re.compile(r"https?://\S+|[^\n“”\"]*\.(?:txt|text|md|markdown|html?|xhtml)", re.IGNORECASE)


class Checking(Struct, frozen=True):
    """A draft, what became of its quotations, and what they were compared with."""

    reading: Reading
    """Its ``verdicts`` are against the originals and the draft's own posts: one for every direct or mixed statement."""
    originals: tuple[OriginalText, ...]
    """Those that a verdict points to, with their text."""
    searched: int
    """How many originals there were, the draft's own posts not counted."""
    unread: tuple[Failure, ...] = ()
    """Originals that could not be read; while there are some, nothing is ``not-found``."""
    left_out: tuple[str, ...] = ()
    """Originals that hold a draft itself, or report on one: no words are proved by being printed."""

    def _repr_html_(self) -> str:
        """The report, in notebooks; they look for it here, so this one call leads upward, by name."""
        return str(import_module("onrecord.export.notebook").of_checking(self))

    breaks: tuple[int, ...] | None = None
    """Offsets of the line breaks in what was read, which ``document.origin.map`` leads to; ``None`` if nothing does."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What became of each quotation, in the order of the draft."""
        return self.reading.verdicts

    def failing(self, *names: VerdictName) -> list[Verdict]:
        """Verdicts of these names; without any, those that ``onrecord check`` fails on."""
        wanted = names or FAIL_ON
        return [row for row in self.verdicts if row.verdict in wanted]


class Draft(Struct, frozen=True):
    """A draft that was read."""

    reading: Reading
    breaks: tuple[int, ...] | None
    people: tuple[str, ...] = ()
    """Authority files whose names for a speaker count too."""


def check(
    draft: str | PathLike[str], originals: Iterable[str | PathLike[str] | OriginalText], options: Options | None = None
) -> Checking:
    """Check the quotations of one draft.

    :param draft: its text, a file or a URL. A string is taken for a name if it begins like a web address, if a file of
        that name exists, or if it is a single line without quote marks that ends like one (``.txt``, ``.md``,
        ``.html``); a ``Path`` is always a file.
    :param originals: files, folders and records to look in, or texts made with :class:`onrecord.OriginalText`.
    :raises UnreadableError: the draft cannot be read. Originals that cannot are told in ``unread``.
    """
    options = options or Options()
    found = open_draft(fspath(draft), options) if _is_name(draft) else read_draft(_source(str(draft)), options)
    given = list(originals)
    texts = [item for item in given if isinstance(item, OriginalText)]
    named = gather([fspath(item) for item in given if not isinstance(item, OriginalText)], options.limits)
    [checked] = check_drafts([found], Material((*texts, *named.originals), named.unread))
    if isinstance(checked, Failure):
        raise UnreadableError(checked.uri, "unexpected", checked.detail)
    return checked


def open_draft(uri: str, options: Options) -> Draft:
    """Read a draft from a file, a URL or standard input (``-``).

    :raises UnreadableError: it cannot be read; ``reason`` says why.
    """
    from onrecord.readers.source import load

    return read_draft(load(uri, options.limits), options)


def read_draft(source: Source, options: Options) -> Draft:
    """Read a draft whose bytes are at hand.

    :raises UnreadableError: it is no text, or no article can be found in it.
    """
    from onrecord.pipeline import put_on_record
    from onrecord.readers.decode import decode
    from onrecord.readers.read import read_source

    document, posts = read_source(source, options)
    breaks = None
    if document.origin and document.origin.map:
        written = decode(source, options.limits).text
        breaks = tuple(found.start() for found in re.finditer(r"\n|\r(?!\n)", written))
    return Draft(put_on_record(document, posts, options), breaks, options.people)


def open_drafts(uris: Iterable[str], options: Options) -> Iterator[Draft | Failure]:
    """Read drafts one after the other; one that cannot be read yields its Failure and the next is read."""
    from onrecord.pipeline import attempt

    for uri in uris:
        yield attempt(uri, partial(open_draft, uri, options))


def check_drafts(
    drafts: Sequence[Draft], material: Material, cache: Cache | None = None
) -> Iterator[Checking | Failure]:
    """Judge the quotations of drafts against the same originals, which are indexed once.

    Originals that hold one of the drafts, or report on an earlier check, are left out for all of them.
    """
    from onrecord.pipeline import attempt
    from onrecord.verify.library import Library

    copies = copies_in([draft.reading for draft in drafts], material.originals)
    library = Library([row for row in material.originals if id(row) not in copies], cache)
    left_out = tuple(dict.fromkeys(copies.values()))
    for draft in drafts:
        yield attempt(draft.reading.document.uri, partial(_checked, draft, library, material.unread, left_out))


def _checked(draft: Draft, library: Library, unread: tuple[Failure, ...], left_out: tuple[str, ...]) -> Checking:
    verdicts = _judged(draft, library, [failure.uri for failure in unread])
    return Checking(
        reading=replace(draft.reading, verdicts=verdicts),
        originals=_pointed_at(verdicts, library.originals, draft.reading.posts),
        searched=len(library.originals),
        unread=unread,
        left_out=left_out,
        breaks=draft.breaks,
    )


def _is_name(draft: str | PathLike[str]) -> bool:
    if not isinstance(draft, str):
        return True
    return "\n" not in draft and (_NAME.fullmatch(draft) is not None or path.exists(draft))


def _source(text: str) -> Source:
    from onrecord.readers.types import Source

    return Source("text", text.encode("utf-8", "surrogatepass"), charset="utf-8")


def _judged(draft: Draft, library: Library, unread: Sequence[str]) -> tuple[Verdict, ...]:
    """Verdicts against the originals, put together with those against the draft's own posts."""
    from onrecord.verify.check import judge_against

    reading = draft.reading
    speaker_of = {row.statement: row.speaker for row in reading.attributions}
    posted = {row.statement: row for row in reading.verdicts}
    speakers = _also_called(reading.speakers, reading.identities, draft.people)
    found = judge_against(reading.document, reading.statements, speakers, speaker_of, library, unread, quoted_in)
    return tuple(_better(row, posted.get(row.statement), bool(unread)) for row in found)


def _also_called(
    speakers: Sequence[Speaker], identities: Sequence[Identity], people: tuple[str, ...]
) -> tuple[Speaker, ...]:
    """Speakers with all names and handles that the authority files have for them, so that an original's label is theirs."""
    known = {row.speaker: row for row in identities if row.person}
    if not known:
        return tuple(speakers)
    from onrecord.people import load_people

    authority = load_people(people).authority
    found = []
    for speaker in speakers:
        row = known.get(speaker.id)
        bearers = authority.bearers(row.candidates[0].name) if row and row.candidates else []
        for person in (bearer.person for bearer in bearers if row and bearer.person.id == row.person):
            aliases, handles = (*speaker.aliases, *person.names), (*speaker.handles, *person.handles)
            speaker = replace(speaker, aliases=aliases, handles=handles)
        found.append(speaker)
    return tuple(found)


def _better(filed: Verdict, posted: Verdict | None, unread: bool) -> Verdict:
    """The verdict that tells more: words found before words sought in vain, the milder of two that found them."""
    if posted is None or posted.verdict == "no-original" or (unread and posted.verdict == "not-found"):
        return filed
    if filed.original is None:
        return posted if posted.original or filed.verdict == "no-original" else filed
    if posted.original and VERDICTS.index(posted.verdict) < VERDICTS.index(filed.verdict):
        return replace(posted, also=(*posted.also, filed.original))
    return filed


def _pointed_at(
    verdicts: Sequence[Verdict], originals: Sequence[OriginalText], posts: Sequence[Post]
) -> tuple[OriginalText, ...]:
    wanted = {(row.kind, row.id) for verdict in verdicts for row in _places(verdict)}
    own = [_as_original(post) for post in posts if post.text and ("post", post.id) in wanted]
    return (*own, *(row for row in originals if (row.kind, row.id) in wanted))


def _places(verdict: Verdict) -> Iterator[Original]:
    yield from (verdict.original,) if verdict.original else ()
    yield from verdict.also


def _as_original(post: Post) -> OriginalText:
    """A post of the draft as an original."""
    from hashlib import sha256

    text = post.text or ""
    return OriginalText(
        kind="post",
        id=post.id,
        text=text,
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        speaker=post.author or post.handle,
        published=post.posted,
        truncated=post.truncated,
    )
