"""A trail's story → what a terminal shows: where it began, how far it went, and each wording with its changes.

Changed words are told by colour where there is any, and by ``[-left out-]`` and ``{+put in+}`` where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from onrecord.export.canvas import Canvas
from onrecord.export.safe import line, visible
from onrecord.export.trail_changes import changes_of
from onrecord.export.words import PLATFORMS, VERDICTS, counted, day
from onrecord.trail.holders import Holder
from onrecord.trail.listed import Listed
from onrecord.trail.story import Story, Variant

_LEFT_OUT, _PUT_IN = "red strike", "green"
_HOLDERS = 6
_LONGEST = 1_200


def render(
    stories: Iterable[Story], more: int, *, width: int = 80, colour: bool = False, encoding: str = "utf-8"
) -> str:
    """Write trails, one after the other; ``more`` is how many are not shown."""
    canvas = Canvas(width, colour=colour, encoding=encoding)
    for story in stories:
        _head(canvas, story)
        for variant in story.variants:
            _variant(canvas, variant, story.variants, colour)
        _beside(canvas, story)
        canvas.rule()
    if more:
        canvas.put(Text(f"{counted(more, 'more trail')} with these words (--limit).", "dim"))
    return canvas.text()


def render_list(rows: Sequence[Listed], *, width: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    """Write a list of trails."""
    canvas = Canvas(width, colour=colour, encoding=encoding)
    for number, row in enumerate(rows, 1):
        canvas.put(_words(row.words), Text(f"{number:3}  ", "dim"))
        facts = [counted(row.documents, "document"), counted(row.outlets, "outlet"), counted(row.variants, "wording")]
        facts += [line(row.speaker)] if row.speaker else []
        facts += [f"{day(row.first)} – {day(row.last)}"] if row.first and row.last else ["date unknown"]
        facts += [f"first in {line(row.outlet)}"] if row.outlet else []
        canvas.put(" · ".join(facts), "     ")
        canvas.put(Text(row.trail, "dim"), "     ")
        canvas.gap()
    if not rows:
        canvas.put("No statement stands in two places.")
    return canvas.text()


def _head(canvas: Canvas, story: Story) -> None:
    canvas.put(Text(line(story.variants[0].words)[:_LONGEST], "bold"))
    dated = bool(story.first.posted or story.first.published)
    canvas.put(_holder(story.first), "first     " if dated else "first?    ")
    reach = f"{counted(story.documents, 'document')}, {counted(story.origins, 'origin')} net of copies"
    when = f", until {day(story.last)}" if story.last else ""
    canvas.put(reach + when, "reach     ")
    for name, listed in (("outlets", story.outlets), ("agencies", story.agencies), ("speakers", story.speakers)):
        if listed:
            canvas.put(", ".join(line(one) for one in listed[:12]) + (" …" if len(listed) > 12 else ""), f"{name:10}")
    changes = ", ".join(f"{name} {count}" for name, count in sorted(story.changes.items(), key=lambda one: -one[1]))
    canvas.put(changes or "none: the same words everywhere", "changes   ")
    canvas.put(Text(story.trail, "dim"), Text("trail     ", "dim"))
    canvas.gap()


def _beside(canvas: Canvas, story: Story) -> None:
    """What people judged, and what may be the same."""
    for one in story.judgements:
        reason = f" ({line(one.reason)})" if one.reason else ""
        who = f" {line(one.about.name)}" if one.about.name else ""
        canvas.put(
            f"{day(one.at)} {line(one.by)}: {one.name}{who}: {' '.join(one.about.statements)}{reason}", "judged    "
        )
    for other in story.related:
        canvas.put(_words(other.words), Text("perhaps   ", "bold"))
        facts = [line(part) for part in (other.speaker, other.date and day(other.date), other.outlet) if part]
        canvas.put(" · ".join([*facts, other.reason, f"score {other.score:.2f}", other.trail]), "          ")
    if story.judgements or story.related:
        canvas.gap()


def _variant(canvas: Canvas, variant: Variant, variants: Sequence[Variant], colour: bool) -> None:
    number = Text(f"{variant.number + 1:3}  ", "dim")
    if variant.parent is None:
        canvas.put(_words(variant.words), number)
    else:
        canvas.put(_changed(variant, variants[variant.parent].words, colour), number)
        what = VERDICTS[variant.change] if variant.change else "unknown"
        reason = f" ({line(variant.reason)})" if variant.reason else ""
        canvas.put(Text(f"from {variant.parent + 1}: {variant.change}: {what}{reason}", "italic"), "     ")
        score = f"score {variant.score or 0:.2f}"
        canvas.put(
            Text(f"{score}; {variant.why}" if variant.why else f"{score}; not compared word by word", "dim"), "     "
        )
    for holder in variant.holders[:_HOLDERS]:
        canvas.put(_holder(holder), "     ")
        canvas.put(Text(f"{line(holder.url or '')} {holder.statement}".strip(), "dim"), "       ")
    if len(variant.holders) > _HOLDERS:
        canvas.put(Text(f"and {len(variant.holders) - _HOLDERS} more with these words", "dim"), "     ")
    canvas.gap()


def _holder(holder: Holder) -> str:
    date = holder.posted or holder.published
    facts = [day(date) if date else "date unknown", line(holder.outlet or "outlet unknown")]
    facts += [f"by {line(', '.join(holder.agencies))}"] if holder.agencies else []
    carriers = [PLATFORMS.get(name, name) for name in holder.relays]
    facts += [f"through {line(', '.join(carriers))}"] if carriers else []
    facts += [line(holder.speaker) if holder.speaker else "speaker unknown", holder.kind]
    return " · ".join(facts)


def _words(words: str) -> str:
    return visible(words).replace("\n", " ")[:_LONGEST] + (" …" if len(words) > _LONGEST else "")


def _changed(variant: Variant, parent: str, colour: bool) -> Text:
    """The wording with its changes marked; plain where both sides cannot be laid into one line."""
    changes = changes_of(variant, parent)
    if not changes or len(variant.words) > _LONGEST:
        return Text(_words(variant.words))
    text = Text()
    for change in changes:
        text.append(visible(change.text).replace("\n", " "))
        if change.left_out:
            shown = visible(change.left_out)
            text.append(shown if colour else f"[-{shown}-]", _LEFT_OUT)
        if change.put_in:
            shown = visible(change.put_in)
            text.append(shown if colour else f"{{+{shown}+}}", _PUT_IN)
    return text
