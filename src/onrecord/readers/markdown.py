"""Markdown → its words as plain text, with a map back: markup is dropped, lines of one paragraph are joined.

After CommonMark 0.31 as far as words are concerned: what a construct looks like does not matter here, only that its
marks are no words. Square brackets that begin no link are the writer's and stay. What the text means is left to ``plain``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from onrecord.text.clean import Runs

_FRONT = re.compile(
    r"\A\ufeff?(?:---[ \t]*\n.*?\n---[ \t]*(?=\n|\Z)|\+\+\+[ \t]*\n.*?\n\+\+\+[ \t]*(?=\n|\Z))", re.DOTALL
)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>\n]{0,500})?/?>")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|(\d{1,9})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*)$")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,300}\]:[ \t]*\S.*$")
_ADDRESS = r"\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?\s*\)"
_IMAGE = re.compile(rf"!\[[^\[\]\n]{{0,1000}}\](?:{_ADDRESS}|\[[^\]\n]{{0,300}}\])")
_LINK = re.compile(rf"\[((?:[^\[\]\\]|\\.|\[[^\[\]\n]*\]){{1,2000}})\]({_ADDRESS}|\[[^\]\n]{{0,300}}\])")
_NOTE = re.compile(r"\[\^[^\]\s]{1,80}\]")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,2000}?)(?<!`)\1(?!`)")
_STRONG = re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])((?:[^*\n]|\n(?!\n)){0,4000}?[^\s*])\1(?!\*)")
_LOW = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])((?:[^_\n]|\n(?!\n)|(?<=\w)_(?=\w)){0,4000}?[^\s_])\1(?!\w)")
_STRUCK = re.compile(r"(?<!~)(~~)(?=[^\s~])([^~\n]{0,2000}?[^\s~])~~(?!~)")
_ESCAPE = re.compile(r"\\[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BLACK = "\ue000"
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def unmarked(text: str) -> tuple[str, Runs]:
    """Drop the markup of Markdown.

    :return: the words, and the runs ``(start there, start in text, length)`` that map them to ``text``. A line break
        within a paragraph has become a space.
    """
    page = _Page(text)
    page.blocks()
    page.inline()
    return page.words()


class _Page:
    """The source, what of it is no word, and what stands for another character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.dropped = bytearray(len(text))
        self.put: dict[int, str] = {}
        self.code: list[tuple[int, int]] = []
        self.number = 0

    def drop(self, start: int, stop: int) -> None:
        """Take code points away; what another construct holds already stays taken."""
        self.dropped[start:stop] = b"\x01" * (stop - start)

    def blocks(self) -> None:
        """Drop what makes blocks, and join the lines of each paragraph."""
        if front := _FRONT.match(self.text):
            self.drop(*front.span())
        self._comments()
        before = fence = ""
        for found in _LINES.finditer(self.text, front.end() if front else 0):
            body, place = found[0].rstrip("\r\n"), found.start()
            kind, fence = self._line(body, place, fence, goes_on=before in ("more", "item"))
            if kind == "more" and before in ("more", "item"):
                self._join(place)
            broken = body.endswith(("  ", "\\"))
            before = "" if kind == "heading" or broken else kind
            if broken and kind != "code":
                self.drop(place + len(body.rstrip(" \\")), place + len(body))

    def _comments(self) -> None:
        start = self.text.find("<!--")
        while start >= 0 and (stop := self.text.find("-->", start)) >= 0:
            self.drop(start, stop + 3)
            start = self.text.find("<!--", stop)

    def _line(self, body: str, place: int, fence: str, *, goes_on: bool) -> tuple[str, str]:
        """Drop the marks of one line; say what it is, and which fence is open behind it."""
        opened = _FENCE.match(body)
        if fence or opened:
            return "code", self._fenced(body, place, fence, opened)
        quote = _QUOTE.match(body)
        start = quote.end() if quote else 0
        rest = body[start:]
        self.drop(place, place + start)
        if not rest.strip():
            return "", ""
        if _RULE.match(rest) or _DEFINITION.match(rest):
            self.drop(place + start, place + len(body))
            return "", ""
        return self._words(rest, place + start, goes_on), ""

    def _fenced(self, body: str, place: int, fence: str, mark: re.Match[str] | None) -> str:
        """A line of fenced code, or a fence itself, which is no word; the fence that is open behind it."""
        self.code.append((place, place + len(body)))
        closes = mark is not None and mark[1].startswith(fence) and not body[mark.end() :].strip()
        if fence and not closes:
            return fence
        self.drop(place, place + len(body))
        return "" if fence or mark is None else mark[1]

    def _words(self, rest: str, place: int, goes_on: bool) -> str:
        """Drop what stands before the words of a line, and behind those of a heading; say what it is."""
        kind, start = "more", len(rest) - len(rest.lstrip())
        if heading := _HEADING.match(rest):
            kind, start = "heading", heading.end()
            closing = rest.rstrip(" \t").rstrip("#")
            if closing.endswith((" ", "\t")) and len(closing) >= start:
                self.drop(place + len(closing.rstrip(" \t")), place + len(rest))
        elif (item := _ITEM.match(rest)) and self._counts(item[1], goes_on):
            kind, start = "item", item.end()
        self.drop(place, place + start)
        return kind

    def _counts(self, number: str | None, goes_on: bool) -> bool:
        """Whether a number at a line's start is an item's: within a paragraph only 1, or the one that is due."""
        if number is None:
            return True
        if goes_on and int(number) not in (1, self.number + 1):
            return False
        self.number = int(number)
        return True

    def _join(self, place: int) -> None:
        """Turn the line break before ``place`` into a space."""
        stop = place
        while stop and self.text[stop - 1] in "\r\n":
            stop -= 1
        self.put[stop] = " "
        self.drop(stop + 1, place)
        while stop and self.text[stop - 1] in " \t":
            stop -= 1
            self.drop(stop, stop + 1)

    def inline(self) -> None:
        """Drop the marks within lines; what is code or escaped makes no markup."""
        shown = self._literal()
        for pattern in (_IMAGE, _NOTE, _TAG):
            for found in pattern.finditer(shown):
                self.drop(*found.span())
        for found in _LINK.finditer(shown):
            self.drop(found.start(), found.start(1))
            self.drop(found.end(1), found.end())
        for pattern in (_STRONG, _LOW, _STRUCK):
            for found in _pairs(pattern, shown):
                self.drop(found.start(1), found.end(1))
                self.drop(found.end() - len(found[1]), found.end())
        for found in _ENTITY.finditer(shown):
            letter = unescape(found[0])
            if len(letter) == 1 and not self.dropped[found.start()]:
                self.put[found.start()] = letter
                self.drop(found.start() + 1, found.end())

    def _literal(self) -> str:
        """The text with code and escaped characters blacked out, one for one; their own marks are dropped."""
        shown = list(self.text)
        for start, stop in self.code:
            shown[start:stop] = _BLACK * (stop - start)
        for found in _CODE.finditer("".join(shown)):
            self.drop(found.start(1), found.end(1))
            self.drop(found.end() - len(found[1]), found.end())
            shown[found.start() : found.end()] = _BLACK * (found.end() - found.start())
        for found in _ESCAPE.finditer("".join(shown)):
            self.drop(found.start(), found.start() + 1)
            shown[found.start() : found.end()] = _BLACK * 2
        return "".join(shown)

    def words(self) -> tuple[str, Runs]:
        """What is left, and where it stood."""
        letters = list(self.text)
        for place, letter in self.put.items():
            letters[place] = letter
        text = "".join(letters)
        written: list[str] = []
        runs: list[tuple[int, int, int]] = []
        place = done = 0
        while (start := self.dropped.find(0, place)) >= 0:
            stop = self.dropped.find(1, start)
            place = stop if stop >= 0 else len(text)
            written.append(text[start:place])
            runs.append((done, start, place - start))
            done += place - start
        return "".join(written), tuple(runs)


def _pairs(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Pairs of marks, those inside another pair too."""
    place = 0
    while found := pattern.search(text, place):
        yield found
        place = found.end(1)


def composed(first: Runs, second: Runs) -> Runs:
    """Map through two steps: runs of a text to a middle one, and of that to the source."""
    joined: list[tuple[int, int, int]] = []
    following = 0
    for start, middle, length in first:
        while following < len(second) and second[following][0] + second[following][2] <= middle:
            following += 1
        at = following
        while at < len(second) and second[at][0] < middle + length:
            low = max(middle, second[at][0])
            high = min(middle + length, second[at][0] + second[at][2])
            joined.append((start + low - middle, second[at][1] + low - second[at][0], high - low))
            at += 1
    return tuple(joined)
