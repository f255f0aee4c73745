"""A form that a browser sent → what was given in it, within the limits of size; each fault says which field and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile

from onrecord.web.problems import ProblemError
from onrecord.web.serving import Serving
from onrecord.web.work import PASTED, Given

_NOTHING = "Nothing was given. Paste a text, choose a file, or give an address."
_TEXT = "The text has {size:,} bytes; a pasted text may have {most:,}. Cut the article out of it, or give it as a file."
_FILE = "The file has {size:,} bytes or more; one may have {most:,}. Cut the article out of it."
_URL = "An address begins with http:// or https://."
_MANY = "More than one document was given. Paste a text, or choose a file, or give an address."


def pasted(text: str, serving: Serving, field: str = "text") -> Given:
    """A pasted text.

    :raises ProblemError: it is too large.
    """
    data = text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")
    if len(data) > serving.text_bytes:
        raise ProblemError(413, "too-large", _TEXT.format(size=len(data), most=serving.text_bytes), field)
    return Given(PASTED, data)


def addressed(url: str, field: str = "url") -> Given:
    """A document to be fetched.

    :raises ProblemError: it is no web address.
    """
    url = url.strip()
    if not url.lower().startswith(("http://", "https://")):
        raise ProblemError(400, "unsupported-url", _URL, field)
    return Given(url)


async def document(form: Any, serving: Serving, *fields: str) -> Given:
    """The one document that a form gives.

    :param fields: names of the fields for a text, a file and an address.
    :raises ProblemError: none, or several, or one that is too large.
    """
    text, file, url = fields
    given: list[Given] = []
    if str(form.get(text) or "").strip():
        given.append(pasted(str(form[text]), serving, text))
    given += await uploaded(form, serving, file)
    if str(form.get(url) or "").strip():
        given.append(addressed(str(form[url]), url))
    if len(given) != 1:
        raise ProblemError(400, "several" if given else "nothing", _MANY if given else _NOTHING, text)
    return given[0]


async def uploaded(form: Any, serving: Serving, field: str) -> list[Given]:
    """The files of a field; a browser sends an empty one where none was chosen.

    :raises ProblemError: one is too large.
    """
    found = []
    for file in form.getall(field, ()):
        if not isinstance(file, UploadFile) or not file.filename:
            continue
        data = await file.read(serving.file_bytes + 1)
        if len(data) > serving.file_bytes:
            told = _FILE.format(size=len(data) - 1, most=serving.file_bytes)
            raise ProblemError(413, "too-large", told, field)
        found.append(Given(file.filename, data))
    return found


async def form_of(request: Request[Any, Any, Any]) -> Any:
    """The form of a request."""
    return await request.form()


def one_line(form: Any, field: str, most: int = 300) -> str:
    """A short text of a form, on one line."""
    return " ".join(str(form.get(field) or "").split())[:most]


def among(value: str, allowed: Sequence[str], field: str) -> str:
    """A value of a closed list.

    :raises ProblemError: it is none of them.
    """
    if value not in allowed:
        raise ProblemError(400, "unknown-value", f"{field} is one of {', '.join(allowed)}.", field)
    return value
