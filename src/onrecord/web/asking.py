"""The parameters of an address → what is asked of a record; an address says all of it, so that it can be shared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import asdict, replace

from onrecord.export.safe import line
from onrecord.model import Stance, StatementKind
from onrecord.record.search import Filter
from onrecord.web.intake import among
from onrecord.web.problems import ProblemError

KINDS: tuple[str, ...] = StatementKind.__args__  # type: ignore[attr-defined]
STANCES: tuple[str, ...] = Stance.__args__  # type: ignore[attr-defined]
WHO = ("named", "anonymous", "unknown")
SIZE = 20
"""Statements on a page."""
LAST = 100
"""Pages that can be leafed through; who needs more narrows the search, or exports."""
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TEXTS = ("q", "speaker", "role", "outlet", "agency")
_LONGEST = 300


class Asked(Struct, frozen=True):
    """A search."""

    q: str = ""
    speaker: str = ""
    role: str = ""
    outlet: str = ""
    agency: str = ""
    kind: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    who: str = ""
    since: str = ""
    until: str = ""
    page: int = 1

    @property
    def filter(self) -> Filter:
        """Everything but the words."""
        return Filter(
            speaker=self.speaker or None, role=self.role or None, outlet=self.outlet or None, agency=self.agency or None,
            kinds=self.kind, stances=self.stance, who=self.who or None, since=self.since or None, until=self.until or None,
        )  # fmt: skip

    def but(self, **changed: Any) -> str:
        """The address of a search that differs in something; it begins on its first page."""
        return self._address(replace(self, **({"page": 1} | changed)))

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """What narrows the search: the field, its value, and the address without it."""
        listed = []
        for name, value in asdict(self).items():
            for one in value if isinstance(value, tuple) else (value,):
                if one and name not in ("q", "page"):
                    less = tuple(other for other in value if other != one) if isinstance(value, tuple) else ""
                    listed.append((name, one, self.but(**{name: less})))
        return listed

    @staticmethod
    def _address(asked: Asked) -> str:
        given = {name: value for name, value in asdict(asked).items() if value and (name, value) != ("page", 1)}
        return "/search" + (f"?{urlencode(given, doseq=True)}" if given else "")


def asked_of(given: Any) -> Asked:
    """Read a search from the parameters of an address.

    :param given: a multi-dictionary.
    :raises ProblemError: a date, a kind or a page number that is none.
    """
    texts = {name: " ".join(str(given.get(name) or "").split())[:_LONGEST] for name in _TEXTS}
    who = str(given.get("who") or "")
    return Asked(
        **texts,
        kind=_several(given.getall("kind", ()), KINDS, "kind"),
        stance=_several(given.getall("stance", ()), STANCES, "stance"),
        who=among(who, WHO, "who") if who else "",
        since=day_of(given.get("since"), "since"), until=day_of(given.get("until"), "until"),
        page=number_of(given.get("page"), "page"),
    )  # fmt: skip


def day_of(value: str | None, field: str) -> str:
    """A day, a month or a year, or nothing.

    :raises ProblemError: it is none.
    """
    text = (value or "").strip()
    try:
        if text:
            if not _DATE.fullmatch(text):
                raise ValueError
            date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        message = f"“{line(text)[:40]}” is not a date. Write it like 2022-11-09, 2022-11 or 2022."
        raise ProblemError(400, "date", message, field) from None
    return text


def number_of(value: str | int | None, field: str, most: int = LAST) -> int:
    """A number from 1 on.

    :raises ProblemError: it is none.
    """
    text = str(value if value is not None else "").strip() or "1"
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most):
        raise ProblemError(400, "number", f"{field} is a number from 1 to {most}.", field)
    return int(text)


def _several(given: Sequence[str], allowed: tuple[str, ...], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(among(one, allowed, field) for one in given if one))
