"""Words of the original that the print leaves out → cleaned, trimmed, cut, spliced, or a change of meaning.

Each rule is a function with the line it draws and an example, printed ← original. A dropped negation, number, name,
modal or quantifier is never a mere cut, unless it goes with a whole sentence or behind an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import EditWhat, Span
from onrecord.text.words import QUOTES
from onrecord.verify.changes import Change, Stretch, change
from onrecord.verify.senses import LINKS, differing, is_name, phrases_differ, senses
from onrecord.verify.units import Side

CUT_WORDS = 8
"""More words left out unmarked than this are a splice."""
_SEAM_WORDS = 60
_REPEAT_WORDS = 8
_REACH, _NEAR = 5, 2
"""Words from an edge of a cut in which a negation of the words kept is looked for; fewer where clauses cannot be told."""
_RELATIVE = frozenset(("that", "which", "who", "whom", "where", "when", "if"))
_DASHES = frozenset("-–—―")
_ASIDE = _DASHES | frozenset(",()")
_ASIDE_WORDS = 8


def dropped(stretch: Stretch, ellipsis: Span | None, seam: bool) -> Iterator[Change]:
    """Changes for original units of ``stretch`` that nothing is printed for.

    :param ellipsis: the ellipsis printed in their place, if any.
    :param seam: the cue stands there in print.
    """
    if ellipsis is not None:
        yield marked_cut(stretch, ellipsis)
    elif within_brackets(stretch):
        yield stretch.change("bracket", "bracketed", "left out in the editor's words")
    elif seam and (between_sentences(stretch) or outside_marks(stretch)):
        return
    else:
        pieces = list(_pieces(stretch))
        if len(pieces) > 1 and _is_splice(pieces, stretch):
            pieces = [(stretch, False)]
        for piece, filler in pieces:
            yield piece.change("filler", "cleaned", "a filler or false start left out") if filler else unmarked(piece)


def _is_splice(pieces: Sequence[tuple[Stretch, bool]], stretch: Stretch) -> bool:
    """Whether what is left out is more than a cut though fillers part it: then it is one splice, fillers and all."""
    words = sum(_words(piece) for piece, filler in pieces if not filler)
    return words > CUT_WORDS or (words > 0 and whole_sentences(stretch))


def marked_cut(stretch: Stretch, ellipsis: Span) -> Change:
    """A cut that an ellipsis shows: ``We … win`` ← ``We will, I am sure, win``.

    Not even an ellipsis may hide a negation of the words that stay: ``We did … agree`` ← ``We did not agree``.
    """
    original = stretch.original.span_of(stretch.o_first, stretch.o_last)
    denied = denied_neighbours(stretch)
    if denied:
        return change(ellipsis, original, "negation", "meaning", f"the ellipsis hides “{denied}”")
    return change(ellipsis, original, "ellipsis", "trimmed", "an ellipsis marks the cut")


def within_brackets(stretch: Stretch) -> bool:
    """Left out between words that the editor has set in brackets: ``[The wall]`` ← ``The harbor wall``; no denial."""
    units, at = stretch.printed.units, stretch.p_first
    if not 0 < at < len(units) or not (units[at - 1].bracket and units[at].bracket):
        return False
    return all(what == "name" for what, _ in senses(stretch.original, stretch.o_first, stretch.o_last))


def between_sentences(stretch: Stretch) -> bool:
    """Whole sentences left out where the cue stands: ``“A,” he said. “C.”`` ← ``A. B. C.`` is no change."""
    return _words(stretch) <= _SEAM_WORDS and whole_sentences(stretch)


def outside_marks(stretch: Stretch) -> bool:
    """Words of the original's own writer, left out where the print has its own: ``“A” or “B”`` ← ``“A” and also “B”``.

    They stand between a closing and an opening mark; a denial among them is not passed over.
    """
    side = stretch.original
    marked = all(any(mark.text[0] in QUOTES for mark in side.gaps[at]) for at in (stretch.o_first, stretch.o_last))
    denied = any(_is_negation(side, at) for at in range(stretch.o_first, stretch.o_last))
    return marked and not denied and _words(stretch) <= _SEAM_WORDS


def whole_sentences(stretch: Stretch) -> bool:
    """Whether what is left out begins and ends where sentences do."""
    return stretch.original.ends_sentence(stretch.o_first) and stretch.original.ends_sentence(stretch.o_last)


def splice(stretch: Stretch) -> Change:
    """Parts joined unmarked that stand further apart than a cut: ``Vote. We win``, printed for four sentences."""
    denied = denied_neighbours(stretch)
    if denied:
        return stretch.change("negation", "meaning", f"“{denied}” is lost where parts are joined")
    return stretch.change("splice", "spliced", f"{_words(stretch)} words left out unmarked")


def unmarked(stretch: Stretch) -> Change:
    """Words left out unmarked, judged by what they say: the first of the rules below that applies."""
    dropped_text = _quote(stretch)
    if all(unit.bracket for unit in stretch.o_units):
        return stretch.change("bracket", "typographic", "the transcript's own brackets left out")
    if all(unit.key == "'s" for unit in stretch.o_units):
        return stretch.change("word", "reworded", "a possessive ending dropped")
    if _words(stretch) > CUT_WORDS:
        return splice(stretch)
    found = senses(stretch.original, stretch.o_first, stretch.o_last)
    what = None if whole_sentences(stretch) else differing(type(found)(), found) or _denying_phrase(stretch)
    if what and not (what == "name" and named_aside(stretch)):
        return stretch.change(what, "meaning", f"{what} dropped: {dropped_text}")
    return stretch.change("cut", "cut", f"left out unmarked: {dropped_text}")


def _denying_phrase(stretch: Stretch) -> EditWhat | None:
    """A negation of which a part is left out: ``can afford`` ← ``can ill afford``."""
    return "negation" if phrases_differ(stretch) == "negation" else None


def named_aside(stretch: Stretch) -> bool:
    """An aside between commas or dashes that only names somebody: ``The mayor said`` ← ``The mayor, Li Wu, said``.

    One of a list of names is none: ``Norway, and Iceland`` ← ``Norway, Sweden, and Iceland``.
    """
    found = senses(stretch.original, stretch.o_first, stretch.o_last)
    side, gaps = stretch.original, stretch.original.gaps
    beside = [at for at in (stretch.o_first - 1, stretch.o_last) if 0 <= at < len(side.units)]
    if any(is_name(side, at) or side.units[at].key in LINKS for at in beside):
        return False
    set_off = all(any(m.text in ",()–—-" for m in gaps[at]) for at in (stretch.o_first, stretch.o_last))
    return set_off and all(what == "name" for what, _ in found)


def denied_neighbours(stretch: Stretch) -> str:
    """A negation in what is left out that belongs to the words kept beside it.

    It does if nothing parts them, neither a mark nor a word behind which another clause begins.
    """
    side, first, last = stretch.original, stretch.o_first, stretch.o_last
    ends = (side.language.scope_ends | _RELATIVE) - LINKS
    clause = not side.language.scope_ends or any(unit.key in ends for unit in stretch.o_units)
    reach = _NEAR if clause else _REACH
    left = _reached(side, range(first, min(first + _REACH, last)), 0)
    right = _reached(side, range(last - 1, max(first, last - reach) - 1, -1), 1)
    stays = side.units[last].key if last < len(side.units) else ""
    found = (side.units[at] for at in (*left, *right, *_before_aside(side, first, last)) if _is_negation(side, at))
    return next((unit.text for unit in found if unit.key != stays), "")


def _reached(side: Side, units: range, gap: int) -> Iterator[int]:
    """Units from an edge on, up to the first mark or the first word that begins another clause."""
    for at in units:
        if side.gaps[at + gap] or side.units[at].key in side.language.scope_ends | _RELATIVE:
            return
        yield at


def _before_aside(side: Side, first: int, last: int) -> Iterator[int]:
    """The unit before an aside between commas that ends where the words go on: "not" of "not, as they say, safe"."""
    if not all(mark.text in _ASIDE for mark in side.gaps[last]) or not side.gaps[last] or last >= len(side.units):
        return
    opened = next((gap for gap in range(last - 1, max(first, last - _ASIDE_WORDS) - 1, -1) if side.gaps[gap]), first)
    if opened > first and all(mark.text in _ASIDE for mark in side.gaps[opened]):
        yield opened - 1


def _is_negation(side: Side, at: int) -> bool:
    found = side.language.senses.get(side.units[at].key)
    return found is not None and found[0] == "negation"


# Fillers -------------------------------------------------------------------------------------------------------------


def _pieces(stretch: Stretch) -> Iterator[tuple[Stretch, bool]]:
    """The stretch parted into fillers (True) and other words (False)."""
    start = at = stretch.o_first
    while at < stretch.o_last:
        stop = at
        while stop < stretch.o_last and (size := filler_at(stretch, stop)):
            stop += size
        if stop > at:
            if start < at:
                yield stretch.part(stretch.p_first, stretch.p_last, start, at), False
            yield stretch.part(stretch.p_first, stretch.p_last, at, stop), True
            start = stop
        at = max(at + 1, stop)
    if start < stretch.o_last:
        yield stretch.part(stretch.p_first, stretch.p_last, start, stretch.o_last), False


def filler_at(stretch: Stretch, at: int) -> int:
    """Size of the filler that begins at unit ``at`` of what is left out; 0 if none does."""
    return repeat(stretch, at) or hesitation(stretch, at) or opener(stretch, at) or soft_filler(stretch, at)


def hesitation(stretch: Stretch, at: int) -> int:
    """Sounds and phrases that say nothing wherever they stand: ``uh``, ``you know``, ``I mean``."""
    return _listed(stretch, at, stretch.original.language.fillers)


def opener(stretch: Stretch, at: int) -> int:
    """Words that open a sentence of speech: ``We won`` ← ``And so we won``."""
    side = stretch.original
    stop = at
    while stop < stretch.o_last and side.units[stop].key in side.language.openers:
        stop += 1
    return stop - at if side.ends_sentence(at) else 0


def soft_filler(stretch: Stretch, at: int) -> int:
    """Words that are fillers only when set off: ``it was, like, great``."""
    size = _listed(stretch, at, stretch.original.language.soft)
    gaps = stretch.original.gaps
    return size if size and gaps[at] and gaps[at + size] else 0


def repeat(stretch: Stretch, at: int) -> int:
    """Words said twice, or begun, broken off and begun again: ``if she`` ← ``if she, if she``, ``we`` ← ``w- we``.

    The words that stay may stand before or after; a beginning that is taken up again must end in a dash.
    """
    keys, last = stretch.original.keys_between(at, at + 2 * _REPEAT_WORDS), stretch.o_last - at
    if stretch.original.units[at].is_number:
        return 0
    for size in range(min(last, _REPEAT_WORDS), 0, -1):
        if keys[:size] == keys[size : 2 * size] or keys[:size] == stretch.original.keys_between(at - size, at):
            return size
    return _false_start(stretch, at, keys)


def _false_start(stretch: Stretch, at: int, keys: list[str]) -> int:
    side, size = stretch.original, stretch.o_last - at
    dash = any(mark.text in _DASHES or mark.text == "--" for mark in side.gaps[stretch.o_last])
    if not dash or size > 4 or len(keys) <= size:
        return 0
    taken_up = keys[size] == keys[0] or (size == 1 and keys[size].startswith(keys[0]))
    grave = {what for what, _ in senses(side, at, stretch.o_last)} & {"number", "negation", "name"}
    return size if taken_up and not grave else 0


def _listed(stretch: Stretch, at: int, words: frozenset[str]) -> int:
    """Size of the longest phrase of ``words`` at ``at``, within what is left out."""
    keys = stretch.original.keys_between(at, min(at + 4, stretch.o_last))
    return next((size for size in range(len(keys), 0, -1) if "_".join(keys[:size]) in words), 0)


def _words(stretch: Stretch) -> int:
    return len({unit.token for unit in stretch.o_units})


def _quote(stretch: Stretch) -> str:
    span = stretch.original.span_of(stretch.o_first, stretch.o_last)
    text = span.text if span else ""
    return f"“{text}”" if len(text) <= 60 else f"“{text[:57]}…”"
