"""Drafts and the paths of their originals → what became of every quotation: the steps of a check, in their order.

Reading a draft is ``pipeline``'s, opening originals ``readers.originals``', finding and judging ``verify``'s; words,
reports and exit codes are left to the front ends.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from os import PathLike, fspath, path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord.errors import UnreadableError
from onrecord.model import VERDICTS, Failure, Original, OriginalText, Post, Reading, Verdict, VerdictName
from onrecord.settings import Limits, Options

if TYPE_CHECKING:
    from onrecord.cache import Cache
    from onrecord.readers.types import Source
    from onrecord.verify.library import Library

FAIL_ON: tuple[VerdictName, ...] = ("cut", "spliced", "reworded", "meaning", "misattributed", "not-found")
"""Verdicts that fail unless somebody says otherwise: those that an editor cannot let pass. Where there is nothing to
compare with (``no-original``), nothing is known to be wrong."""
_TELLING = 60
"""Code points of the shortest paragraph by which a copy of the draft is known."""
_SAMPLES = 5
_REPORT = re.compile(r"\bonrecord check\b|\b[Cc]hecked by onrecord\b|\bMade by onrecord\b")
_EDGE = 2_000
_WORDLESS = re.compile(r"\b(?:image|sound|film|font|program)\b")
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


class Material(Struct, frozen=True):
    """All originals of a check, those that could not be read, and files of folders that hold no words at all."""

    originals: tuple[OriginalText, ...]
    unread: tuple[Failure, ...] = ()
    wordless: tuple[str, ...] = ()


def check(
    draft: str | PathLike[str], originals: Iterable[str | PathLike[str] | OriginalText], options: Options | None = None
) -> Checking:
    """Check the quotations of one draft.

    :param draft: its text, a file or a URL. A string is taken for a name if it begins like a web address, if a file of
        that name exists, or if it is a single line without quote marks that ends like one (``.txt``, ``.md``,
        ``.html``); a ``Path`` is always a file.
    :param originals: files and folders to look in, or texts made with :class:`onrecord.OriginalText`.
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
    return Draft(put_on_record(document, posts, options), breaks)


def open_drafts(uris: Iterable[str], options: Options) -> Iterator[Draft | Failure]:
    """Read drafts one after the other; one that cannot be read yields its Failure and the next is read."""
    from onrecord.pipeline import attempt

    for uri in uris:
        yield attempt(uri, partial(open_draft, uri, options))


def gather(
    paths: Sequence[str], limits: Limits, cache: Cache | None = None, leave_out: Collection[str] = ()
) -> Material:
    """Open originals: files, and all files below folders. Pictures, sounds, films and fonts of a folder are passed over.

    :param leave_out: hashes (SHA-256) of files that are no originals, such as the report of an earlier run.
    """
    from onrecord.readers.originals import originals

    texts: list[OriginalText] = []
    unread: list[Failure] = []
    wordless: list[str] = []
    for item in originals(paths, limits, cache) if paths else ():
        if isinstance(item, OriginalText):
            texts += [item] if item.sha256 not in leave_out else []
        elif item.reason == "binary" and item.uri not in paths and _WORDLESS.search(item.detail):
            wordless.append(item.uri)
        else:
            unread.append(item)
    return Material(tuple(texts), tuple(unread), tuple(wordless))


def check_drafts(
    drafts: Sequence[Draft], material: Material, cache: Cache | None = None
) -> Iterator[Checking | Failure]:
    """Judge the quotations of drafts against the same originals, which are indexed once.

    Originals that hold one of the drafts, or report on an earlier check, are left out for all of them.
    """
    from onrecord.pipeline import attempt
    from onrecord.verify.library import Library

    copies = {
        id(row): row.id
        for row in material.originals
        if _is_report(row.text) or any(_is_copy(row, draft.reading) for draft in drafts)
    }
    library = Library([row for row in material.originals if id(row) not in copies], cache)
    left_out = tuple(dict.fromkeys(copies.values()))
    for draft in drafts:
        yield attempt(draft.reading.document.uri, partial(_checked, draft, library, material.unread, left_out))


def _checked(draft: Draft, library: Library, unread: tuple[Failure, ...], left_out: tuple[str, ...]) -> Checking:
    verdicts = _judged(draft.reading, library, [failure.uri for failure in unread])
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


def _is_report(text: str) -> bool:
    """Whether a text is a report of an earlier check: it prints every draft's words."""
    return any(_REPORT.search(part) for part in (text[:_EDGE], text[-_EDGE:]))


def _is_copy(original: OriginalText, reading: Reading) -> bool:
    """Whether an original is the draft, or holds all of it: its longest paragraphs tell."""
    origin, text = reading.document.origin, reading.document.text
    if origin and origin.sha256 == original.sha256:
        return True
    if len(original.text) < len(text) // 2:
        return False
    lines = sorted((line.strip() for line in text.splitlines()), key=len, reverse=True)[:_SAMPLES]
    return bool(lines) and len(lines[0]) >= _TELLING and all(line in original.text for line in lines)


def _judged(reading: Reading, library: Library, unread: Sequence[str]) -> tuple[Verdict, ...]:
    """Verdicts against the originals, put together with those against the draft's own posts."""
    from onrecord.verify.check import judge_against

    speaker_of = {row.statement: row.speaker for row in reading.attributions}
    posted = {row.statement: row for row in reading.verdicts}
    found = judge_against(reading.document, reading.statements, reading.speakers, speaker_of, library, unread)
    return tuple(_better(row, posted.get(row.statement), bool(unread)) for row in found)


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
