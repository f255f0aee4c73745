"""A uri or bytes → a Reading, or a Failure with its reason; owns the order of the steps and the one broad ``except``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from onrecord.errors import EnvironmentFaultError, OutletsFileError, PeopleFileError, UnreadableError
from onrecord.extract.statements import find_statements
from onrecord.model import Document, Failure, Identity, Post, Reading, Speaker
from onrecord.readers.read import read_source
from onrecord.readers.source import load
from onrecord.readers.types import Source
from onrecord.settings import Options
from onrecord.speakers.resolve import resolve
from onrecord.verify.posts import judge, match_posts
from onrecord.verify.relate import relate

_Result = TypeVar("_Result")


def read(uri: str | os.PathLike[str], options: Options | None = None) -> Reading:
    """Read one file, URL or ``-`` (standard input).

    :raises UnreadableError: it cannot be read; ``reason`` says why.
    """
    options = options or Options()
    return _from_source(load(os.fspath(uri), options.limits), options)


def read_bytes(data: bytes, uri: str = "-", options: Options | None = None, media_type: str | None = None) -> Reading:
    """Read a document that is already in memory; ``uri`` only names it.

    :param media_type: ``text/plain`` for text that begins like a page, for example; found out if not said.
    :raises UnreadableError: it cannot be read; ``reason`` says why.
    """
    return _from_source(Source(uri, data, media_type), options or Options())


def read_many(uris: Iterable[str | os.PathLike[str]], options: Options | None = None) -> Iterator[Reading | Failure]:
    """Read documents one after the other; one that cannot be read yields its Failure and the next is read."""
    for uri in uris:
        yield attempt(os.fspath(uri), partial(read, uri, options))


def attempt(uri: str, step: Callable[[], _Result]) -> _Result | Failure:
    """Take a step for one document; where it fails, the reason is a Failure and the others go on."""
    try:
        return step()
    except UnreadableError as error:
        return Failure(uri, error.reason, error.detail)
    except (EnvironmentFaultError, OutletsFileError, PeopleFileError):
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours: it is told, and the other documents are read
        return Failure(uri, "unexpected", f"{type(error).__name__}: {error}")


def _from_source(source: Source, options: Options) -> Reading:
    document, posts = read_source(source, options)
    return put_on_record(document, posts, options)


def put_on_record(document: Document, posts: Sequence[Post], options: Options) -> Reading:
    """Everything after reading: statements, speakers, chain, verdicts, relations, conflicts."""
    statements = find_statements(document, posts, options.model == "accurate")
    matches = match_posts(statements, posts, document)
    resolved = resolve(
        document, posts, statements, {key: match.post for key, match in matches.items()}, options.outlets
    )
    speaker_of = {row.statement: row.speaker for row in resolved.attributions}
    unnamed = {row.id for row in resolved.speakers if row.anonymous}
    return Reading(
        document=document,
        posts=tuple(posts),
        statements=statements,
        speakers=resolved.speakers,
        attributions=resolved.attributions,
        relays=resolved.relays,
        verdicts=judge(document, posts, statements, speaker_of, resolved.author_of, matches, unnamed),
        relations=relate(statements, speaker_of, document.language),
        conflicts=resolved.conflicts,
        identities=_identities(document, resolved.speakers, options),
    )


def _identities(document: Document, speakers: Sequence[Speaker], options: Options) -> tuple[Identity, ...]:
    if not options.people:
        return ()
    from onrecord.people import load_people
    from onrecord.speakers.identify import identify

    return identify(document, speakers, load_people(options.people).authority)
