"""Tools that an assistant calls (Model Context Protocol) → what is on record, in few words; the functions are the pages'.

An assistant can prove a quotation before it prints it: ``check`` says of each whether its words stand in an original. Nothing
here changes anything, and addresses are fetched only from public servers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from onrecord.errors import OnrecordError
from onrecord.export.check_facts import Quotation, Sheet
from onrecord.export.facts import Entry, Facts, roles_of, who
from onrecord.record.search import Hit
from onrecord.settings import VERSION
from onrecord.trail.story import Story, Variant
from onrecord.web import looking
from onrecord.web.asking import Asked, day_of
from onrecord.web.checking import check as check_draft
from onrecord.web.desk import Desk
from onrecord.web.intake import addressed, pasted
from onrecord.web.problems import ProblemError, problem_of
from onrecord.web.reading import read as read_document
from onrecord.web.serving import Serving
from onrecord.web.work import Given

_ABOUT = """\
onrecord finds statements in news: the words, who said them, through whom, and whether printed words are those of their
original. Before you print a quotation, call check with your draft and the original; a verdict other than verbatim,
typographic, trimmed, cleaned or bracketed means that the words are not as they were said."""
_HARMLESS = ToolAnnotations(read_only_hint=True, idempotent_hint=True)
_MOST = 50


def make_server(serving: Serving, against: Sequence[str] = ()) -> MCPServer[Any]:
    """Build the server; ``find`` and ``trail`` are there only over a record.

    :param against: files and folders whose texts are originals for every ``check``.
    :raises RecordError: there is no record where one was named.
    """
    desk = Desk(serving)
    server = MCPServer("onrecord", instructions=_ABOUT, version=VERSION, log_level="WARNING")

    def read(text: str | None = None, url: str | None = None) -> dict[str, Any]:
        """Find every statement in an article: give its text (plain or HTML), or the url to fetch it from."""
        reading = read_document(desk, _document(text, url, serving))
        document, facts = reading.document, Facts(reading)
        return {
            "title": document.title, "outlet": document.outlet, "published": document.published, "agency": document.agency,
            "statements": [_entry(entry) for entry in facts.entries],
            "conflicts": [row.reason for row in reading.conflicts],
        }  # fmt: skip

    def check(draft: str, originals: dict[str, str] | None = None) -> dict[str, Any]:
        """Prove the quotations of a draft: compare each with originals (a name and the text of each, such as a transcript).
        Every quotation in quote marks gets a verdict, and the passage of the original with each changed word."""
        given = [Given(name, text.encode("utf-8", "surrogatepass")) for name, text in (originals or {}).items()]
        sheet = Sheet(check_draft(desk, pasted(draft, serving), given, against=tuple(against)))
        return {
            "quotations": [_quotation(row) for row in sheet.quotations], "failed": len(sheet.failed),
            "originals": sheet.checking.searched, "unread": [row.uri for row in sheet.checking.unread],
        }  # fmt: skip

    def find(
        words: str = "", speaker: str = "", outlet: str = "", since: str = "", until: str = "", limit: int = 10
    ) -> dict[str, Any]:
        """Find statements on record by their words ("a phrase", begin*, -without, OR), speaker, outlet and dates."""
        asked = Asked(words, speaker=speaker, outlet=outlet, since=day_of(since, "since"), until=day_of(until, "until"))
        found = desk.opened.search.find(asked.q, asked.filter, max(1, min(limit, _MOST)))
        return {"total": found.total, "statements": [_hit(hit) for hit in found.hits]}

    def trail(statement: str = "", words: str = "") -> dict[str, Any]:
        """Follow a statement through the record, by its id or by words of it: who had it first, each wording in time with what
        it changed, who carried it."""
        if not statement:
            hits = desk.opened.search.find(words, None, 1).hits
            if not hits:
                raise ToolError("No statement on record holds these words.")
            statement = hits[0].statement
        followed = looking.statement(desk.holdings, desk.opened, statement)
        return (
            _story(followed.trail) if followed.trail else {"statement": _hit(followed.statement), "note": followed.note}
        )

    for tool in (read, check, *((find, trail) if serving.record else ())):
        server.add_tool(_told(tool), annotations=_HARMLESS)
    return server


def _told(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The tool, whose failures are sentences."""
    from functools import wraps

    @wraps(tool)
    def told(*values: Any, **named: Any) -> dict[str, Any]:
        try:
            return tool(*values, **named)
        except OnrecordError as error:
            raise ToolError(problem_of(error).message) from error

    return told


def _document(text: str | None, url: str | None, serving: Serving) -> Given:
    if (text is None) == (url is None):
        raise ProblemError(400, "nothing", "Give either text or url.")
    return addressed(url) if url is not None else pasted(text or "", serving)


def _entry(entry: Entry) -> dict[str, Any]:
    row, verdict = entry.statement, entry.verdict
    return _known(
        number=entry.number, kind=row.kind, words=_words(entry), speaker=who(entry),
        roles=roles_of(entry.speaker) if entry.speaker else None, cue=row.cue and row.cue.text,
        stance=None if row.stance == "neutral" else row.stance, said=row.said, chain=" → ".join(entry.chain),
        verdict=verdict and verdict.verdict != "no-original" and f"{verdict.verdict}: {verdict.reason}",
    )  # fmt: skip


def _words(entry: Entry) -> str:
    return " … ".join(span.text for span in entry.statement.content)


def _quotation(row: Quotation) -> dict[str, Any]:
    verdict, original = row.verdict, row.verdict.original
    changes = [
        {
            "what": edit.what,
            "original": edit.original and edit.original.text,
            "printed": edit.printed and edit.printed.text,
        }
        for edit in verdict.edits
    ]
    return _known(
        number=row.number, words=row.words, speaker=row.speaker, verdict=verdict.verdict, passes=row.outcome == "passed",
        reason=verdict.reason, original=original and original.id, place=original and original.place,
        said_by=original and original.speaker, passage=original and original.span and original.span.text, changes=changes,
    ) | {"passes": row.outcome == "passed"}  # fmt: skip


def _hit(hit: Hit) -> dict[str, Any]:
    return _known(
        statement=hit.statement, words=hit.words, speaker=hit.name, roles=list(hit.roles), kind=hit.kind,
        stance=None if hit.stance == "neutral" else hit.stance, date=hit.published or hit.captured, outlet=hit.outlet,
        agency=hit.agency, title=hit.title, url=hit.url,
    )  # fmt: skip


def _story(story: Story) -> dict[str, Any]:
    return {
        "trail": story.trail, "documents": story.documents, "origins": story.origins, "outlets": list(story.outlets),
        "agencies": list(story.agencies), "speakers": list(story.speakers), "changes": story.changes,
        "wordings": [_wording(variant) for variant in story.variants[:_MOST]],
    }  # fmt: skip


def _wording(variant: Variant) -> dict[str, Any]:
    first = variant.holders[0]
    return _known(
        number=variant.number + 1, words=variant.words, documents=len(variant.holders), change=variant.change,
        taken_from=None if variant.parent is None else variant.parent + 1, first=first.date, outlet=first.outlet,
        url=first.url,
    )  # fmt: skip


def _known(**values: Any) -> dict[str, Any]:
    """Without what is unknown or empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}
