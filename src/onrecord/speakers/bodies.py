"""Words that name an outlet, an agency or a programme → which one; what it did with a statement is left to ``relays``.

Names come from the data files (``outlets``, ``agencies``, ``programmes``) and from a file of the user's own in the same
form; names that nobody lists are known by their shape: a last word such as *Herald*, the letters of a station, a domain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from onrecord.lexicon import load
from onrecord.model import RelayKind
from onrecord.speakers.bodies_own import own_rows
from onrecord.text.names import listed

_TABLES: tuple[tuple[str, str, RelayKind], ...] = (
    ("outlets", "outlet", "outlet"),
    ("agencies", "agency", "agency"),
    ("programmes", "programme", "outlet"),
)
_WORD = r"[A-Z0-9][\w’'.&/-]*"
_LINK = r"(?:of|the|and|for|&|de|la|le|der|die|das|el|del|du|des)"
_RUN = re.compile(rf"[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄ][\w’'&/.-]*(?:[ \u00a0](?:{_LINK}[ \u00a0])*{_WORD})*")
_STATION = re.compile(
    r"(?:[KW][A-Z]{2,3}(?:-(?:TV|FM|AM))?|(?:Fox|FOX|ABC|NBC|CBS|CW|NBC\d|Channel|Radio|Fox "
    r"News|FOX News) ?\d{1,3}|[A-Z]{2,4}[- ]?TV)\b"
)
_DOMAIN = re.compile(r"[\w-]+\.(?:com|org|net|info|tv|news|co\.uk|de|fr|ru|ua)\b")
_CAMEL = re.compile(r"(?!Mc|Mac|De|Di|Van|Le|La|Fitz|O[’'])[A-Z][a-z]+[A-Z][a-z]+[A-Za-z]*\b")
_SHORT = re.compile(
    r"(?:(?:[Tt]he )(?=[A-Z]))?(?P<word>Times|Post|Journal|Globe|Herald|Tribune|Sun|Star|Register|"
    r"Examiner|Chronicle|Observer|Telegraph|"
    r"Mail|Mirror|Standard|Gazette|Inquirer|Enquirer|Monitor|Sentinel|Courier|Dispatch|Beacon|"
    r"Beast|Caller|Record|Tribune)"
    r"(?![\w-]|[ \u00a0][A-Z&])"
)
_LONGER = re.compile(
    r"(?: (?!Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Editor|"
    r"Chief|White House|Host|Senior|Political)[A-Z][a-z]+){2,4}(?![’'\w])"
)
_JOINT = re.compile(r"/[A-Z][A-Za-z]+(?![\w/-])")
_GOES_ON = re.compile(r"[\w&]|-[a-z]")
_TITLE = re.compile(r"[“\"‘](?P<title>[A-Z0-9][^“”\"\n]{1,48}?)[,.]?[”\"’]")
_MEDIUM = (
    r"(?:newspaper|daily|weekly|magazine|tabloid|broadcaster|newswire|podcast|(?:news|wire) (?:agency|service|site|outlet|website|"
    r"channel|portal)|(?:radio|television|TV) (?:station|channel|network|programme|program))"
)
_MEDIUM_ENDS = re.compile(rf"[ \u00a0]{_MEDIUM}$")
_THE = re.compile(r"^[Tt]he ")
_MEDIA = (
    "paper",
    "daily",
    "weekly",
    "magazine",
    "tabloid",
    "caster",
    "wire",
    "podcast",
    "news",
    "radio",
    "television",
    "TV",
)
"""What every noun of the pattern holds."""
_BEHIND_MEDIUM = re.compile(rf"\b{_MEDIUM}[ \u00a0]+[“\"]?$")
_BEFORE_MEDIUM = re.compile(
    rf"[ \u00a0](?:{_MEDIUM}|(?:state |public |national |local )?(?:radio|television|TV))\b(?!(?:[ \u00a0]\w+)?[ \u00a0]+[A-Z“\"]|[-’'])"
)
_NO_MEDIUM = re.compile(
    r"[ \u00a0](?:is|was|has|had|would|will|should|could|can|may|might|did|does|[a-z]{2,}(?:ed|s))\b"
)
_NO_NAME = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|President|The|He|She|They|It|I|We|That|In|On|At|His|Her|Their|This|A|An|Other|Another|"
    r"Local|State|Public|National|Foreign|When|After|As|But|And|If)\b"
)
_KEPT = 1 << 14
"""Runs of capitalised words of which is kept what outlet they name."""
_PLACED = frozenset(["of", "for", "at", "from"])
_SHAPED = 3
"""Words of the longest name that is known by its letters: "Fox News 12"."""
_POSSESSIVE = re.compile(r"[’']s?(?=[\s“\"‘,.]|$)")


class Body(NamedTuple):
    """An outlet, agency or programme: the name to show, its kind, the outlet that a programme belongs to.

    ``short``: only the last word of a name, "the Post"; the article says elsewhere which.
    """

    name: str
    kind: RelayKind
    of: str | None = None
    common: bool = False
    listed: bool = True
    short: bool = False


class Found(NamedTuple):
    """A body and where the text names it; ``stop`` is before a possessive ending."""

    body: Body
    start: int
    stop: int


class Bodies:
    """All bodies that are known by name; made once for the packaged files, and once for each file of a user."""

    def __init__(self, tables: Iterable[tuple[RelayKind, Iterable[Mapping[str, Any]]]]) -> None:
        self._names: dict[str, Body] = {}
        self._hosts: dict[str, Body] = {}
        self._of: dict[str, list[str]] = {}
        for kind, rows in tables:
            for row in rows:
                self._add(kind, row)
        self._lower = {name.lower(): body for name, body in self._names.items() if " " in name}
        self._shapes: dict[str, tuple[Body, int] | None] = {}
        self._longest = max((len(name.split()) for name in self._lower), default=_SHAPED)
        self._begins: dict[str, list[str]] = {}
        for name in sorted(self._names, key=len, reverse=True):
            self._begins.setdefault(_beginning(name, 0), []).append(name)

    def _add(self, kind: RelayKind, row: Mapping[str, Any]) -> None:
        body = Body(row["name"], kind, row.get("of"), bool(row.get("common")))
        self._of.setdefault(body.name, []).extend((row["name"], *row.get("aliases", ())))
        for alias in (row["name"], *row.get("aliases", ())):
            bare = re.sub(r"^[Tt]he ", "", alias)
            for name in (alias, alias.replace("’", "'"), *([bare] if " " in bare or row.get("bare") else [])):
                self._names.setdefault(name, body)
        outlet = self._names.get(body.of or "", Body(body.of or body.name, "outlet"))
        for host in row.get("hosts", ()):
            self._hosts[host] = outlet

    def named(self, name: str) -> Body | None:
        """The body that goes by the whole of ``name``; by its shape if nobody lists it."""
        bare = _POSSESSIVE.sub("", name.strip().strip('“”"‘’'))
        bare = _THE.sub("", bare) if bare not in self._names else bare
        said = _MEDIUM_ENDS.sub("", bare)
        return self._names.get(bare) or self._names.get(said) or shaped(bare)

    def lists(self, name: str) -> bool:
        """Whether a row of the data files goes by ``name``."""
        return name in self._of

    def agencies(self) -> dict[str, str]:
        """Every name of the agencies → the one to show."""
        return {name: body.name for name, body in self._names.items() if body.kind == "agency"}

    def host(self, name: str) -> Body | None:
        """The outlet whose well-known host goes by ``name``."""
        return self._hosts.get(name)

    def at(self, text: str, at: int, stop: int, strict: bool = True) -> Found | None:
        """The body named at ``at``, the longest name that stands there.

        :param strict: names that are also words do not count.
        """
        name = self._listed_at(text, at, stop)
        end = at + len(name)
        short = _SHORT.match(text, at, stop)
        if short and end <= short.end():
            return Found(Body(f"the {short['word']}", "outlet", listed=False, short=True), at, short.end())
        run = _RUN.match(text, at, stop)
        made = self._shape(run) if run and run.end() > end else None
        if not name or (made is not None and made.stop > end):
            return made or (self._by_medium(text, run) if run else None)
        body = self._names[name]
        if joint := _JOINT.match(text, end, stop):
            return Found(Body(text[at : joint.end()], "outlet", listed=False), at, joint.end())  # "NBC/MSNBC"
        if longer := _LONGER.match(text, end, stop):
            local = name.isupper() and len(name) == 3  # "NBC South Florida"
            return Found(Body(text[at : longer.end()], "outlet", listed=False), at, longer.end()) if local else None
        return None if strict and body.common else Found(body, at, end)

    def _by_medium(self, text: str, run: re.Match[str]) -> Found | None:
        """A name that nobody lists beside a noun that says what it is: "the daily Kvällsnytt", "the Gotland Courier newspaper"."""
        around = text[max(0, run.start() - 24) : run.start()] + text[run.end() : run.end() + 24]
        if not any(map(around.__contains__, _MEDIA)) or _NO_NAME.match(run[0]):
            return None
        shown = re.split(r"[’']s?(?=\s|$)", run[0])[0].rstrip(".,")
        stop = run.start() + len(shown)
        behind = _BEHIND_MEDIUM.search(text, max(0, run.start() - 24), run.start())
        named = behind is not None and not _NO_MEDIUM.match(text, stop)
        before = _BEFORE_MEDIUM.match(text, stop)
        if len(shown.split()) > 5 or not (named or before):
            return None
        if before and not named and " " not in shown:  # "Swedish radio"
            stop = before.end()
        return Found(Body(text[run.start() : stop], "outlet", listed=False), run.start(), stop)

    def _listed_at(self, text: str, at: int, stop: int) -> str:
        """The longest listed name that stands at ``at``, or an empty string."""
        for name in self._begins.get(_beginning(text, at), ()):
            end = at + len(name)
            if end <= stop and text.startswith(name, at) and not _GOES_ON.match(text, end):
                return name
        return ""

    def printed(self, body: Body, text: str) -> str:
        """The name to show: the data file's if ``text`` prints it, else the longest of its names that ``text`` prints."""
        names = self._of.get(body.name, ())
        if not names or re.sub(r"^The ", "", body.name) in text:
            return body.name
        return max(
            (name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)), key=len, default=body.name
        )

    def fullest(self, body: Body, text: str) -> Body:
        """For a short name the one body that ``text`` names by a name that ends so; else the body itself."""
        if not body.short:
            return body
        word = body.name.split()[-1]
        found: dict[str, Body] = {}
        for match in re.finditer(rf"(?:[A-Z][\w.’'&-]*[ \u00a0]){{1,4}}{word}\b(?! [A-Z])", text):
            for start in (match.start(), *(match.start() + gap.end() for gap in re.finditer(r"\s", match[0]))):
                full = self.at(text, start, match.end())
                if full and not full.body.short and full.stop == match.end():
                    found.setdefault(full.body.name, full.body)
                    break
        return next(iter(found.values())) if len(found) == 1 else body

    def titled(self, text: str, at: int, stop: int) -> Found | None:
        """The programme whose title stands in quote marks at ``at``: “Meet the Press”, or one that nobody lists."""
        found = _TITLE.match(text, at, stop)
        if found is None:
            return None
        title = found["title"].rstrip(",.")
        first = found.start("title")
        body = self._names.get(title) or self._names.get(re.sub(r"^[Tt]he ", "", title))
        if body is None and (
            len(title.split()) > 6 or sum(w[0].islower() for w in title.split()) * 2 > len(title.split())
        ):
            return None
        return Found(body or Body(title, "outlet", listed=False), first, first + len(title))

    def _shape(self, run: re.Match[str]) -> Found | None:
        """A name of the run's first words that looks like an outlet's, the longest such; articles repeat their names."""
        shown = run[0]
        if shown not in self._shapes:
            if len(self._shapes) > _KEPT:
                self._shapes.clear()
            self._shapes[shown] = self._shaped(shown)
        made = self._shapes[shown]
        return Found(made[0], run.start(), run.start() + made[1]) if made else None

    def _shaped(self, run: str) -> tuple[Body, int] | None:
        words = list(re.finditer(r"\S+", run))
        if (
            words
            and (possessive := next((n for n, w in enumerate(words) if _POSSESSIVE.search(w[0])), None)) is not None
        ):
            words = words[: possessive + 1]
        for count in range(len(words), 0, -1):
            if (
                count > self._longest
                and _POSSESSIVE.sub("", words[count - 1][0]).rstrip(".,").lower() not in _endings()
            ):
                continue
            name = _POSSESSIVE.sub("", run[: words[count - 1].end()]).rstrip(".,")
            if body := self._lower.get(name.lower()) or shaped(name):
                return body, len(name)
        return None


def _beginning(text: str, at: int) -> str:
    """The letters by which names are looked up."""
    start = at + 4 if text.startswith(("The ", "the "), at) else at
    return text[start : start + 2]


def shaped(name: str) -> Body | None:
    """An outlet that nobody lists, known by how its name looks."""
    words = name.split()
    if not _PLACED.isdisjoint(words):
        return None  # "Ann Poe of Harbour News"
    ends = len(words) > 1 and words[-1].lower() in _endings() and words[-1][0].isupper()
    if ends or (len(words) <= _SHAPED and any(shape.fullmatch(name) for shape in (_STATION, _DOMAIN, _CAMEL))):
        return Body(name, "outlet", listed=False)
    return None


@cache
def _endings() -> frozenset[str]:
    return listed("outlet_endings")


@cache
def packaged() -> Bodies:
    """The bodies of the packaged files."""
    return Bodies(_packaged_rows())


def _packaged_rows() -> list[tuple[RelayKind, Iterable[Mapping[str, Any]]]]:
    return [(kind, load(file)[table]) for file, table, kind in _TABLES]


@cache
def bodies(path: str | None = None) -> Bodies:
    """The packaged bodies, after those of a user's file if one is named: TOML with ``outlet``, ``agency`` and
    ``programme`` tables, each row with ``name`` and, where there are any, ``aliases``, ``of``, ``hosts``.

    :raises OutletsFileError: as ``bodies_own.own_rows``.
    """
    if path is None:
        return packaged()
    own = own_rows(path)
    return Bodies([(kind, own.get(table, ())) for _, table, kind in _TABLES] + _packaged_rows())
