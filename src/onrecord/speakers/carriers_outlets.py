"""A sentence → the outlets, agencies and programmes that words were told to, given to, aired on: "told CNN", "an interview with"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.lexicon import load
from onrecord.speakers.bodies import Bodies, Body, Found
from onrecord.speakers.carrier import DETERMINER, Carrier, Scope, alternatives, carried_by, shortest, words

_NOT_ON = re.compile(
    r"(?:attacks?|focus(?:ed|ing)?|comment(?:ed|ing)?|war|assault|critici[sz]\w+|based|depend\w*|"
    r"rel(?:y|ied|ying)|reports?|"
    r"report(?:ed|ing)|work(?:ed|ing)?|spend\w*|spent|ads?|advertis\w+|opinions?|views?|bets?|"
    r"blame\w*|blaming|eye|eyes|pressure|shares?|stock)\s+$"
)
_REFUSED = re.compile(
    r"\b(?:declin\w+|refus\w+|reject\w+|cancell?\w*|turned\s+down|turning\s+down|skipp?\w*|avoid\w*|ignored|not\s+(?:give|granted|done|do)|before|"
    r"ahead\s+of|planned|upcoming|scheduled|next|request\w*\s+for|requests?)\s+(?:(?:an?|the|his|her|their|any|to|be|for|give|"
    r"do|grant|further|requests?|several|live|one|planned|scheduled|\w+day)\s+){0,5}\S?$"
)
_SAME = re.compile(r"\s*(?:,|and|,\s*and)\s+(?:the\s+|The\s+)?(?=[A-Z])")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Scope, bool], ...]:
    """Words before an outlet's name, what they mean for how long it holds, and whether titles in quote marks count."""
    talks, moving = alternatives("talks"), "(?:with|to|on|for|in|at|from|by|of)"
    days = (
        r"(?:\s+(?:aired|taped|broadcast|published|posted|conducted|on|last|this|\w+day|\w+day\w*|"
        r"morning|night|evening|afternoon|week|month|late|early|earlier)){0,4}"
    )
    rows: list[tuple[str, Scope, bool]] = [
        (rf"\b(?:{alternatives('told')})\s+", "talk", True),
        (rf"\b(?:{talks}){days},?\s+{moving}\s+", "talk", True),
        (r"\b(?:speaking|spoke|talking|talked|appearing|appeared|interviewed|calling in|called in|"
            r"sat down|sitting down|asked|pressed|contacted|reached|approached|questioned|quizzed|"
            r"responding|replying|responded|replied|confirmed|opened up|chatted)"
         r"(?:\s+\w+){0,3}?\s+(?:to|with|on|by)\s+", "talk", True),
        (rf"\b(?:{alternatives('handed_on')})(?:\s+(?:\w+\s+){{0,5}}?(?:by|of|on|in|from)|(?<=to)|"
            rf"(?<=with))\s+", "once", False),
        (rf"\b(?:{alternatives('appeared')})\s+(?:\w+\s+){{0,2}}?(?:in|on|for|with)\s+", "byline", True),
        (r"\b(?:according to|citing|quoting|per)\s+", "once", False),
        (r"\b(?:done|made|posted|shown|seen|compiled|heard|featured|live)\s+(?:on|by)\s+", "once", False),
        (r"(?:(?:^|[,;:\0]|\b(?:said|says|live|\w+day|morning|night|afternoon|evening|week|also|later|"
            r"interview|tells?|added|insisted|argued|joked|claimed|recently|\d{4}))\s*)"
         r"\b[Oo]n\s+", "talk", True),
        (r"\b(?:said|says|wrote|writes|added|noted|argued|explained)\s+(?:\w+\s+){0,2}?(?:in|to)\s+", "byline", False),
        (r"\b(?:this|last)\s+week(?:end)?[’']s\s+broadcast\s+of\s+", "talk", True),
    ]  # fmt: skip
    return tuple((re.compile(pattern, re.MULTILINE | re.IGNORECASE), scope, titles) for pattern, scope, titles in rows)


_TALKING = (
    "speaking", "spoke", "talk", "appear", "interview", "calling in", "called in", "sat down", "sitting down", "asked",
    "pressed", "contacted", "reached", "approached", "questioned", "quizzed", "respond", "repl", "confirmed", "opened up",
    "chatted",
)  # fmt: skip
_SHOWN = ("done", "made", "posted", "shown", "seen", "compiled", "heard", "featured", "live")


@cache
def _needed() -> tuple[tuple[str, ...], ...]:
    """For each pattern of ``_patterns`` the words of which one must stand there; none where looking would not pay."""
    told, talks, handed_on, appeared = (shortest(name) for name in ("told", "talks", "handed_on", "appeared"))
    return told, talks, _TALKING, handed_on, appeared, (), _SHOWN, (), (), ("broadcast of",)


@cache
def _foreign(language: str) -> re.Pattern[str] | None:
    rows = load("chain")["languages"].get(language.split("-")[0])
    return re.compile(rf"(?<!\w)(?:{'|'.join(rows)})\s*", re.IGNORECASE) if rows else None


def foreign_told(text: str, start: int, stop: int, known: Bodies, language: str | None) -> Iterator[Carrier]:
    """Listed bodies behind what other languages say for "told" and "according to"."""
    told = _foreign(language or "en")
    for match in told.finditer(text, start, stop) if told else ():
        found = known.at(text, match.end(), stop)
        if found and found.body.listed:
            yield carried_by(found, "talk", match[0])


def outlets(text: str, start: int, stop: int, known: Bodies) -> Iterator[Carrier]:
    """Outlets that were told or shown something, and in which it stands."""
    talks = words("interviews") | {"post"}
    lower = text[start:stop].lower()
    for (pattern, scope, titles), needed in zip(_patterns(), _needed(), strict=True):
        if needed and not any(map(lower.__contains__, needed)):
            continue
        for match in pattern.finditer(text, start, stop):
            shown = match[0].strip("\0 ,;:")
            if shown.lower().endswith("on") and _NOT_ON.search(text, max(start, match.start() - 20), match.start() + 1):
                continue
            if scope == "talk" and _REFUSED.search(text, max(start, match.start() - 45), match.start() + 1):
                continue
            held = scope
            if scope == "talk" and (vessel := re.match(rf"(?:{alternatives('talks')})\b", shown)):
                held = "talk" if vessel[0] in talks else "paper" if vessel[0] in words("papers") else "byline"
            private = re.match(r"(?:letters?|e-?mails?|memo|note|message)\b.*\bto$", shown)
            for found in named_after(text, match.end(), stop, known, titles):
                if private and not found.body.listed:
                    continue
                if re.match(r"(?:\s+and\s+\w+)?\s+(?:town hall|forum|town-hall)\b", text[found.stop : found.stop + 30]):
                    continue
                if re.match(
                    r"[’']?s?\s+(?:audience|viewers|readers|listeners|crowd)\b", text[found.stop : found.stop + 14]
                ):
                    held = "once"
                if text[found.stop : found.stop + 1] == "-" or _poll_of(text, found.stop, stop):
                    continue
                yield carried_by(found, held, shown)


_STAGED = re.compile(
    r"\b(?:sponsored|hosted|televised|aired)\s+by\s+(?:the\s+)?|\b(?:[Aa]t|[Dd]uring|[Ii]n|[Oo]n)\s+(?:an?|"
    r"the|this|last|that)\s+(?:\w+day\s+)?(?=[A-Z][\w/ ]{1,30}(?:town hall|town-hall|forum)\b)"
)
_STAGE = re.compile(r"(?:town hall|town-hall|forum|special|interview series)[^.\n]{0,25}$", re.IGNORECASE)


def staged(text: str, start: int, stop: int, known: Bodies) -> Iterator[Carrier]:
    """A town hall or a forum that an outlet holds; debates are nobody's."""
    for match in _STAGED.finditer(text, start, stop):
        found = known.at(text, match.end(), stop)
        if found and (
            not match[0].rstrip().endswith(("by", "the"))
            or "by" not in match[0]
            or _STAGE.search(text, start, match.start())
        ):
            yield carried_by(found, "once", match[0])


_LEAK = re.compile(
    r"\b(?P<name>[A-Z]\w*[Ll]eaks)(?:[’']s?)?\s+(?:[A-Z]\w+\s+)?(?:dump|leak|trove|release|cache|archive|hack|e-?mails?|documents?|"
    r"cables?|files?|papers)\b"
)


def leaks(text: str, start: int, stop: int, known: Bodies) -> Iterator[Carrier]:
    """ "WikiLeaks emails", "part of the WikiLeaks dump": whoever leaked them handed them on."""
    for match in _LEAK.finditer(text, start, stop):
        found = known.at(text, match.start(), stop)
        if found:
            yield carried_by(found, "once", match[0])._replace(reason=f"“{match[0]}”")


def _poll_of(text: str, at: int, stop: int) -> bool:
    """ "according to a Reuters poll": the poll is meant, not who ordered it."""
    return bool(
        re.match(
            r"(?:[’']s?)?[/\s-]+(?:[\w/-]+\s+){0,3}(?:polls?|survey|tally|average|analysis|tracker|poll of)\b",
            text[at : min(stop, at + 60)],
        )
    )


def named_after(text: str, at: int, stop: int, known: Bodies, titles: bool) -> Iterator[Found]:
    """Bodies named from ``at`` on: past articles and words that say what they are; of several joined by *and*, each."""
    found = _named_at(text, at, stop, known, titles)
    while found:
        yield found
        joined = _SAME.match(text, found.stop, stop)
        found = known.at(text, joined.end(), stop) if joined else None


_STEP = re.compile(r"(?P<word>[\w’'&/-]+\.?,?)[ \u00a0]+")
_PASSING = re.compile(
    rf"(?:{DETERMINER}|[A-Z]\w+day[’']s|[Tt]oday[’']s|[Yy]esterday[’']s|[A-Z][\w.]+[’']s?|\w+day|"
    rf"morning|last|late|early|on|of|at|for|from|with|\d{{4}})$"
)


def _named_at(text: str, at: int, stop: int, known: Bodies, titles: bool) -> Found | None:
    """The first body within eight words, if the words before it only lead up to it."""
    media = words("media")
    passed: list[str] = []
    for _ in range(9):
        found = known.at(text, at, stop, strict=not any(word.lower() in media for word in passed)) or (
            known.titled(text, at, stop) if titles else None
        )
        step = _STEP.match(text, at, stop)
        if found and not _led_up(passed, found.body):
            found = None
        if found or step is None:
            return found or _host_at(text, at, stop, known)
        if host := _host_at(text, at, stop, known):
            return host
        passed.append(step["word"].rstrip(","))
        at = step.end()
    return None


def _host_at(text: str, at: int, stop: int, known: Bodies) -> Found | None:
    match = re.compile(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)?").match(text, at, stop)
    name = re.sub(r"[’']s?$", "", match[0]).rstrip(".") if match else ""
    body = known.host(name) if match else None
    if body is None or match is None or not re.search(rf"\b{re.escape(body.name.removesuffix(' News'))}\b", text):
        return None  # the article itself must name the outlet
    return Found(body, match.start(), match.start() + len(name))


def _led_up(passed: list[str], body: Body) -> bool:
    """Whether words only lead up to a name: "the", "Sunday’s", "the conservative news site", "Chris Wallace of"."""
    if all(_PASSING.match(word) for word in passed[:-1]) and (not passed or _PASSING.match(passed[-1])):
        return len(passed) <= 4
    lower = [word.lower() for word in passed]
    if lower[-1] in ("of", "at", "for", "from", "with", "the", "on") and any(
        word[0].isupper() or word in words("journalists") for word in passed[:-1]
    ):
        return body.listed or any(word in words("journalists") for word in lower)
    return any(word in words("media") for word in lower[-3:]) and not any(
        word in ("that", "to", "and", "who", "whether") for word in lower
    )
