"""Statements found in a record → the list that a terminal shows: the words, who said them, where and when.

What was looked for stands out in bold; longer statements are shown around it.
"""

from __future__ import annotations

from rich.text import Text

from onrecord.export.canvas import Canvas
from onrecord.export.safe import line, visible
from onrecord.export.words import day
from onrecord.record.search import Found, Hit

_LONGEST = 480
_BEFORE = 160
"""Characters shown of a longer statement, and how many of them before the first place that was looked for."""
_MATCH = "bold yellow"


def render(found: Found, *, width: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    """Write the list; ends in how many there are."""
    canvas = Canvas(width, colour=colour, encoding=encoding)
    for number, hit in enumerate(found.hits, 1):
        _write(canvas, number, hit)
        canvas.gap()
    canvas.put(Text(_total(found), "dim"))
    return canvas.text()


def _write(canvas: Canvas, number: int, hit: Hit) -> None:
    first = Text(f"{number:3}  ", "dim")
    canvas.put(_words(hit), first)
    canvas.put(_speaker(hit), "     ")
    facts = [hit.outlet or "outlet unknown", day(hit.published) if hit.published else _captured(hit), hit.title]
    canvas.put(Text(" · ".join(line(fact) for fact in facts if fact)), "     ")
    canvas.put(Text(line(hit.url or hit.uri), "dim"), "     ")
    canvas.put(Text(hit.statement, "dim"), "     ")


def _words(hit: Hit) -> Text:
    start, stop = _window(hit)
    text = Text("… " if start else "")
    place = start
    for begin, end in hit.matches:
        if begin >= start and end <= stop:
            text.append(_flat(hit.words[place:begin])).append(_flat(hit.words[begin:end]), _MATCH)
            place = end
    return text.append(_flat(hit.words[place:stop])).append(" …" if stop < len(hit.words) else "")


def _window(hit: Hit) -> tuple[int, int]:
    """The part of the words that is shown, cut at spaces where there are any near."""
    if len(hit.words) <= _LONGEST:
        return 0, len(hit.words)
    first = hit.matches[0][0] if hit.matches else 0
    start = max(0, min(first - _BEFORE, len(hit.words) - _LONGEST))
    stop = min(len(hit.words), start + _LONGEST)
    if start:
        start = max(start, hit.words.find(" ", start, start + 30) + 1)
    if stop < len(hit.words):
        space = hit.words.rfind(" ", stop - 30, stop)
        stop = space if space > 0 else stop
    return start, stop


def _flat(text: str) -> str:
    """Visible, on one line, with the spaces at its ends."""
    return visible(text).replace("\n", " ")


def _speaker(hit: Hit) -> Text:
    name = hit.name or (f"anonymous (“{line(hit.mention)}”)" if hit.anonymous and hit.mention else "speaker unknown")
    text = Text().append(line(name), "bold" if hit.name else "italic")
    about = ", ".join(dict.fromkeys((*hit.roles[:2], *hit.affiliations[:1])))
    if about and hit.name:
        text.append(f", {line(about)}")
    text.append(f" · {hit.kind}")
    if hit.stance != "neutral":
        text.append(f" · {hit.stance}" + (f" (“{line(hit.cue)}”)" if hit.cue else ""))
    if hit.agency:
        text.append(f" · by {line(hit.agency)}")
    if hit.judged and hit.judged_by and hit.judged_at:
        text.append(f" · judged by {line(hit.judged_by)}, {day(hit.judged_at)}: {hit.judged}", "italic")
        if "speaker" in hit.judged:
            text.append(f" (read as {line(hit.read_name) if hit.read_name else 'nobody’s'})", "italic")
    return text


def _captured(hit: Hit) -> str:
    return f"captured {day(hit.captured)}" if hit.captured else "date unknown"


def _total(found: Found) -> str:
    if not found.total:
        return "No statement fits."
    if found.more:
        return f"More than {found.total - 1:,} statements fit; the {len(found.hits)} best of those that came in last are shown."
    fit = "1 statement fits" if found.total == 1 else f"{found.total:,} statements fit"
    shown = len(found.hits)
    if shown == found.total:
        return f"{fit}."
    return f"{fit}; {shown} {'is' if shown == 1 else 'are'} shown (--limit)."
