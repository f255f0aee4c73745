"""A trail's story → a graph of who took the words from whom, as Mermaid or Graphviz text.

A node is a wording with its first holder; an edge names what was changed. Texts of strangers go in escaped, so that none
can write a node or a link of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.export.safe import line
from onrecord.export.words import day
from onrecord.trail.story import Story, Variant

_LONGEST = 90


def mermaid(stories: Iterable[Story]) -> str:
    """Write a Mermaid flowchart."""
    lines = ["flowchart TD"]
    for place, story in enumerate(stories):
        for variant in story.variants:
            label = "<br/>".join(_entities(one) for one in _label(variant))
            lines.append(f'  t{place}v{variant.number}["{label}"]')
        for variant in story.variants:
            if variant.parent is not None:
                lines.append(f'  t{place}v{variant.parent} -->|"{variant.change}"| t{place}v{variant.number}')
    return "\n".join(lines) + "\n"


def dot(stories: Iterable[Story]) -> str:
    """Write a Graphviz digraph."""
    lines = ["digraph trails {", "  node [shape=box];"]
    for place, story in enumerate(stories):
        for variant in story.variants:
            label = r"\n".join(one.replace("\\", r"\\").replace('"', r"\"") for one in _label(variant))
            lines.append(f'  "{place}.{variant.number}" [label="{label}"];')
        for variant in story.variants:
            if variant.parent is not None:
                edge = f'"{place}.{variant.parent}" -> "{place}.{variant.number}"'
                lines.append(f'  {edge} [label="{variant.change}"];')
    return "\n".join([*lines, "}"]) + "\n"


def _label(variant: Variant) -> Iterator[str]:
    words = line(variant.words)
    yield words[:_LONGEST] + (" …" if len(words) > _LONGEST else "")
    first = variant.holders[0]
    date = first.posted or first.published
    more = f" and {len(variant.holders) - 1} more" if len(variant.holders) > 1 else ""
    yield f"{day(date) if date else 'date unknown'} · {line(first.outlet or 'outlet unknown')}{more}"


def _entities(text: str) -> str:
    """Mermaid's own escapes for all that could end a label or be markup in it."""
    return "".join(f"#{ord(sign)};" if sign in '"#<>&`[]{}|\\' else sign for sign in text)
