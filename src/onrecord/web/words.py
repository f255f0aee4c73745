"""Facts of failures → sentences for people at a web page, who have no command line: what was wrong and what to do."""

from __future__ import annotations

from onrecord.errors import RecordError
from onrecord.export.safe import line
from onrecord.record.judgements import JudgementError

_PASTE = "Copy the article’s text and paste it instead."
_UNREADABLE = {
    "missing": "{uri}: there is no such file.",
    "folder": "{uri} is a folder. Choose the files in it.",
    "permission": "{uri}: the server may not read it.",
    "io": "{uri} could not be read{detail}. Try again.",
    "empty": "{uri} is empty. Check that the right text or file was chosen.",
    "binary": "{uri} is neither text nor HTML{detail}. " + _PASTE,
    "pdf": "{uri} is a PDF; articles are read as text or HTML. " + _PASTE,
    "truncated": "{uri} breaks off: its data is incomplete. Download it again.",
    "too-large": "{uri} is too large{detail}. Cut the article out of it and paste that.",
    "no-article": "{uri} holds no article that onrecord can find. " + _PASTE,
    "too-deep": "{uri} nests its elements deeper than an article does{detail}. " + _PASTE,
    "not-found": "{uri}: the server there has no such page{detail}. Check the address.",
    "http": "{uri}: the server there refused the page{detail}. Open it in your browser, save it, and drop the file here.",
    "timeout": "{uri} did not get done in time{detail}. Try again, or paste the article’s text.",
    "redirects": "{uri} redirects without end{detail}. Open it in your browser and take the address where it ends.",
    "network": "{uri} could not be reached{detail}. Check the address.",
    "unsupported-url": "{uri} is not an address that onrecord fetches; it fetches http:// and https:// only.",
    "private": "{uri} leads to a private or local address; this server fetches public pages only. Save the page "
    "and drop the file here.",
    "scanned": "{uri} holds pictures of pages and no text{detail}. Run text recognition over it first.",
    "encrypted": "{uri} is locked with a password{detail}. Save a copy without one.",
    "damaged": "{uri} is damaged{detail}. Save or download it again.",
    "row": "{uri}: a part of it cannot be read{detail}; the rest is there.",
    "format": "{uri} has none of the forms that onrecord reads{detail}. Give its text.",
    "memory": "{uri} took too much memory{detail}. Cut the article out of it and paste that.",
    "crash": "{uri} made the reading process end{detail}. Please report it.",
}
_STUMBLED = "{uri}: onrecord stumbled over this document{detail}, which is a fault of onrecord. Please report it."

_RECORD = {
    "missing": "The record’s folder is not there any more. Start the server again with the right one.",
    "not-a-record": "The folder that this server was given is no record.",
    "damaged": "The record is damaged{detail}.",
    "newer": "The record was made by a newer onrecord{detail}. Update onrecord and start the server again.",
    "older": "The record was made by an onrecord so old that this one cannot open it{detail}.",
    "unreadable": "The record could not be read{detail}.",
    "unwritable": "Nothing can be written in the record’s folder{detail}.",
    "busy": "Another process is writing to the record{detail}. Try again in a moment.",
}

STATUSES = {
    401: "This server wants its token. Open the address that onrecord serve printed when it started.",
    403: "This form was open for too long, or did not come from this page. Go back, reload the page and send it again.",
    404: "There is no such page.",
    405: "This address does not take requests of this kind.",
    413: "That is too large to send. A pasted text may have 2 MB, a file 10 MB, and all files together 40 MB.",
}


def unreadable(uri: str, reason: str, detail: str) -> str:
    """Say why a document could not be read."""
    told = f" ({line(detail)[:300]})" if detail else ""
    return _UNREADABLE.get(reason, _STUMBLED).format(uri=line(uri)[:300], detail=told)


def record(error: RecordError) -> str:
    """Say what is wrong with the record; its place on the server's disk is nobody's business."""
    detail = error.detail.replace(error.path, "…")
    return _RECORD.get(error.reason, "The record cannot be read{detail}.").format(
        detail=f" ({line(detail)[:200]})" if detail else ""
    )


def judgement(error: JudgementError) -> str:
    """Say why a judgement was not taken in."""
    if error.reason == "conflict":
        stands = error.standing
        told = f"{line(stands.by)} judged “{stands.name}”" if stands else "the judgement was taken back"
        return f"Nothing was changed: meanwhile {told}. Look at the page again and decide anew."
    if error.reason == "nothing":
        return "Say who judges, and what; a judgement keeps who took it."
    if error.reason == "itself":
        return "A statement is always the same as itself."
    return f"The record has no statement {line(error.detail)[:80]}."
