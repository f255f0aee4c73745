"""A document and its posts → statements: kinds, spans, nesting, ids; who the speakers are is left to ``speakers``.

Reads block by block. A quotation is one unit of its sentence; what a quotation or a reported clause itself reports
is read from its own words and stands ``within`` it. Tokens and their spans in the text are ``printed``'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.extract import foreign, frames
from onrecord.extract.clauses import Found, unspliced
from onrecord.extract.draft import Draft, merged, to_rows
from onrecord.extract.drafts import Drafts
from onrecord.extract.found import around, kind, offsets, quotations
from onrecord.extract.layout import lowered, past_dateline, past_label, signed_by, title_case, without_links
from onrecord.extract.printed import Printed
from onrecord.extract.quoted import speaks
from onrecord.extract.reconcile import Find, relink, yields
from onrecord.extract.signed_lines import signed_lines
from onrecord.extract.trained import trained_drafts
from onrecord.model import Block, Document, Post, Statement
from onrecord.text.quotes_types import Quoted
from onrecord.text.segment import Token, sentence_ends
from onrecord.text.turns import Turn, turns

_NARRATIVE = ("paragraph", "heading", "caption")
_DEEPEST = 4


def find_statements(document: Document, posts: Sequence[Post], trained: bool = False) -> tuple[Statement, ...]:
    """Every statement of a document, in order of its content; nested ones follow the one that they stand in.

    Content is a list of spans (one, or several where a cue or a paragraph interrupts it), with its quote marks.

    :param trained: find the outermost statements of English text by the trained reader instead of by rules.
    :raises EnvironmentFaultError: ``trained``, and the model's files or libraries are missing or damaged.
    """
    reader = _Reader(document)
    reader.read(trained and reader.english)
    return to_rows(document, reader.kept.rows, {post.id: post.posted for post in posts})


class _Reader:
    """One document's drafts while they are being collected."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self.kept, self.printed = Drafts(), Printed(document, ())
        self.english = self.printed.english
        self.parse = frames.parse if self.english else foreign.parser(document.language)

    @property
    def quoted(self) -> Sequence[Quoted]:
        """The quotations of the stretches that are being read, by their index."""
        return self.printed.quoted

    def read(self, trained: bool) -> None:
        blocks = self.document.blocks
        read = (*_NARRATIVE, "headline") if trained else _NARRATIVE
        printed = [b for b in blocks if b.kind in _NARRATIVE or (b.kind == "headline" and b is not blocks[0])]
        said = turns(self.text, [(block.start, block.stop) for block in printed])
        spoken = {turn.block for turn in said}
        narrative = [b for b in blocks if b.kind in read and (b.start, b.stop) not in spoken]
        self._pair(narrative)
        if trained:
            self._by_model(narrative)
        else:
            self._by_rules(narrative)
        self._sign(narrative)
        for block in blocks:
            if block.kind == "headline" and not trained and (block.start, block.stop) not in spoken:
                self._headline(block)
            elif block.kind == "post":
                self._post(block)
        self._turns(said)

    def _sign(self, narrative: Sequence[Block]) -> None:
        """Quotations set off as paragraphs go to whom the line behind them names, whoever spoke before."""
        ours = set(narrative)
        blocks = [block for block in self.document.blocks if block in ours or block.kind not in _NARRATIVE]
        for index, name in signed_lines(self.text, blocks, self.quoted):
            parts, owner = self.quoted[index].parts, self.kept.owner.get(index)
            if owner is not None and owner.within is not None:
                continue
            if owner is not None and len(owner.content) > len(parts):
                self.kept.move(index, parts, None)
                owner = None
            if owner is None:
                self.kept.add(Draft(parts, None, name, "neutral", 0.7, None, "direct"), [index])
            elif owner.cue is None and owner.mention is None:
                owner.mention = name

    def _by_rules(self, narrative: Sequence[Block]) -> None:
        last: Draft | None = None
        for block, following in self._neighbours(narrative):
            start = past_dateline(self.text, block)
            last = self._paragraph(start, block.stop, None, None, last, following=following)

    def _neighbours(self, narrative: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
        """Each block with the next one, if no post or other matter stands between them."""
        after = dict(zip(self.document.blocks, self.document.blocks[1:], strict=False))
        for block in narrative:
            following = after.get(block)
            yield block, following if following is not None and following.kind in _NARRATIVE else None

    def _by_model(self, narrative: Sequence[Block]) -> None:
        """Outermost statements by the trained reader; what they report in their turn, and bare quotations, by rules."""
        headlines = [(block.start, block.stop) for block in narrative if block.kind == "headline"]
        for draft in trained_drafts(self.text, [(b.start, b.stop) for b in narrative], self.quoted):
            if any(start <= draft.content[0][0] < stop for start, stop in headlines):
                draft.kind = "headline"
            parts = [self.printed.row(*one) for one in draft.content]
            cut = [unspliced(part) for part in parts]
            draft.content = merged(
                (start, stop if len(left) == len(part) else left[-1].stop)
                for (start, stop), part, left in zip(draft.content, parts, cut, strict=True)
            )
            for part in cut:
                self.kept.add(draft, [token.quoted for token in part if token.quoted >= 0])
                self._reported(part, draft, 0)
        sentences: list[tuple[int, int]] = []
        last: Draft | None = None
        for block, following in self._neighbours(narrative):
            row = self.printed.row(block.start, block.stop, following=following)
            at, last = 0, None
            for end in sentence_ends(row):
                last = self._left_out(row[at:end], last)
                sentences.append((row[at].start, row[end - 1].stop))
                at = end
        for draft in self.kept.rows:
            if draft.cue and draft.sentence is None:
                draft.sentence = around(draft.cue, sentences)

    def _left_out(self, row: Sequence[Token], last: Draft | None) -> Draft | None:
        """What the rules find in a sentence and the trained reader got wrong or passed over, and bare quotations.

        The last draft with a quotation.
        """
        found = list(self.parse(row))
        for one in found:
            find = self._find(row, one)
            relink(self.kept, (row[0].start, row[-1].stop), find, self.quoted)
            if yields(self.kept, self.text, find):
                draft = self._add(row, one, None)
                if draft is not None:
                    self._nested(row, one, draft, 0)
        owners = [self.kept.owner.get(token.quoted) for token in row if token.quoted >= 0]
        mine = [draft for draft in owners if draft is not None and draft.within is None]
        return self._uncued(row, set(), None, mine[-1] if mine else last, bool(found), 0)

    def _find(self, row: Sequence[Token], one: Found) -> Find:
        content = [part for first, stop in one.content for part in self.printed.spans(row[first:stop])]
        return Find(one.frame, offsets(row, one.cue), offsets(row, one.mention), content, quotations(row, one))

    def _pair(self, blocks: Sequence[Block]) -> None:
        self._pair_ranges([(block.start, block.stop) for block in blocks])

    def _pair_ranges(self, ranges: Sequence[tuple[int, int]]) -> None:
        self.printed, self.kept.owner = Printed(self.document, ranges), {}

    # -- blocks -------------------------------------------------------------------------------------------

    def _headline(self, block: Block) -> None:
        self._pair([block])
        first = len(self.kept.rows)
        start = past_label(self.text, block)
        self._paragraph(start, block.stop, None, None, None, titled=title_case(self.text[start : block.stop]))
        for draft in self.kept.rows[first:]:
            if draft.within is None:
                draft.kind = "headline"

    def _post(self, block: Block) -> None:
        self._pair([block])
        content = tuple(part for part in without_links(self.text, block.start, block.stop) if part[0] < part[1])
        if not content or block.post is None:
            return
        outer = Draft(content, None, self._signature(block), "neutral", 1.0, None, "post")
        outer.post = block.post
        self.kept.add(outer)
        self._paragraph(block.start, block.stop, outer, None, None)

    def _turns(self, said: Sequence[Turn]) -> None:
        """Turns of an interview: each label's words, with what these report in their turn."""
        outer: Draft | None = None
        for turn in said:
            if outer is None or turn.label:
                outer = Draft([turn.said], turn.mark, turn.label, "neutral", 0.6, None, "direct")
                self.kept.add(outer)
            else:
                outer.extend([turn.said])
            self._pair_ranges([turn.said])
            self._paragraph(*turn.said, outer, None, None)

    def _signature(self, block: Block) -> tuple[int, int] | None:
        for other in self.document.blocks:
            if other.kind == "signature" and other.post == block.post:
                return signed_by(self.text, other)
        return None

    def _paragraph(
        self, start: int, stop: int, within: Draft | None, parent: int | None, last: Draft | None, depth: int = 0,
        following: Block | None = None, titled: bool = False,
    ) -> Draft | None:  # fmt: skip
        """Read one stretch of text; ``parent`` is the quotation that it lies in. The last draft with a quotation."""
        row = self.printed.row(start, stop, parent, following)
        if titled:
            row = lowered(row)
        at, here = 0, last if last is not None and self._goes_on(row, last) else None
        for end in sentence_ends(row):
            here = self._sentence(row[at:end], within, here, depth)
            at = end
        return here

    def _goes_on(self, row: Sequence[Token], last: Draft) -> bool:
        """Whether a paragraph goes on with the statement before it: the same quotation, or nothing but a further one."""
        if not row or row[0].quoted < 0:
            return False
        if self.kept.owner.get(row[0].quoted) is last:
            return True
        asked = self.text[last.content[-1][1] - 2 : last.content[-1][1]].startswith("?")
        return last.mention is not None and not asked and all(token.quoted >= 0 or not token.is_word for token in row)

    # -- sentences ----------------------------------------------------------------------------------------

    def _sentence(self, row: Sequence[Token], within: Draft | None, last: Draft | None, depth: int) -> Draft | None:
        found = list(self.parse(row))
        covered: set[int] = set()
        for one in found:
            draft = self._add(row, one, within)
            if draft is None:
                continue
            covered |= quotations(row, one)
            self._nested(row, one, draft, depth)
            last = draft if quotations(row, one) else last
        return self._uncued(row, covered, within, last, bool(found), depth)

    def _uncued(
        self, row: Sequence[Token], covered: set[int], within: Draft | None, last: Draft | None, cued: bool, depth: int
    ) -> Draft | None:
        """Quotations that no cue of their sentence reports: they go on with the last statement, or stand alone."""
        places = [k for k, token in enumerate(row) if token.quoted >= 0]
        if not places:
            return last
        alone = not cued and all(token.quoted >= 0 or not token.is_word for token in row)
        for k in places:
            token = row[k]
            if token.quoted in covered or token.quoted in self.kept.owner:
                continue
            if alone and last is not None and last.within is within:
                last.extend(self.quoted[token.quoted].parts)
            elif speaks(self.text, self.quoted[token.quoted], row, k, self.english):
                score = 0.5 if alone else 0.4
                last = Draft(self.quoted[token.quoted].parts, None, None, "neutral", score, within, "direct")
                self.kept.add(last)
            else:
                continue
            self.kept.own(last, [token.quoted])
            self._inside(token, last, depth)
        return last

    def _add(self, row: Sequence[Token], found: Found, within: Draft | None) -> Draft | None:
        content: list[tuple[int, int]] = []
        for first, stop in found.content:
            content.extend(self.printed.spans(row[first:stop]))
        owned = [self.kept.owner[index] for index in quotations(row, found) if index in self.kept.owner]
        if not content or any(draft.cue for draft in owned):
            return None
        cue = offsets(row, found.cue)
        mention = offsets(row, found.mention)
        draft = Draft(content, cue, mention, found.stance, found.score, within, kind(row, found))
        draft.sentence = (row[0].start, row[-1].stop)
        self.kept.drop(owned)
        self.kept.add(draft, quotations(row, found))
        return draft

    # -- statements within statements ---------------------------------------------------------------------

    def _nested(self, row: Sequence[Token], found: Found, outer: Draft, depth: int) -> None:
        for first, stop in found.content:
            self._reported(row[first:stop], outer, depth)

    def _reported(self, part: Sequence[Token], outer: Draft, depth: int) -> None:
        """What a stretch of reported words reports in its turn."""
        if depth < _DEEPEST:
            inner = part[1:] if part and part[0].lower in ("that", "whether") else part
            handled: set[int] = set()
            if any(token.is_word for token in inner):
                for one in self.parse(inner):
                    draft = self._add_inner(inner, one, outer)
                    if draft is not None:
                        self._nested(inner, one, draft, depth + 1)
                        handled |= quotations(inner, one)
            for token in part:
                if token.quoted >= 0 and token.quoted not in handled:
                    self._inside(token, outer, depth + 1)

    def _add_inner(self, row: Sequence[Token], found: Found, outer: Draft) -> Draft | None:
        kept = {index: self.kept.owner[index] for index in quotations(row, found) if index in self.kept.owner}
        for index in quotations(row, found):
            self.kept.owner.pop(index, None)
        draft = self._add(row, found, outer)
        self.kept.owner.update(kept)
        return draft

    def _inside(self, token: Token, outer: Draft, depth: int) -> None:
        """Read the words of a quotation for what they report in their turn."""
        if depth >= _DEEPEST:
            return
        for start, stop in self.printed.inside(token.quoted):
            self._paragraph(start, stop, outer, token.quoted, None, depth + 1)
