"""One statement → its speaker: each sort of mention has its rule here or in ``nominals``, ``antecedents``, ``salience``.

Remembers who spoke last; rows and their order are ``resolve``'s.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate

from onrecord.model import Document, Span, Statement
from onrecord.speakers.actors import Actor, same_bearer
from onrecord.speakers.antecedents import before, told_of
from onrecord.speakers.bodies import Bodies, packaged
from onrecord.speakers.cast import Cast
from onrecord.speakers.cited import Cited, cited
from onrecord.speakers.decisions import Decision, chosen, declined
from onrecord.speakers.heal import criticised, mended, unseen
from onrecord.speakers.mentions import Mention, Sort, classify
from onrecord.speakers.nominals import Nominals
from onrecord.speakers.nominals_bodies import BodyNominals
from onrecord.speakers.nouns import groups, persons, plural
from onrecord.speakers.pairs import family, together
from onrecord.speakers.plurals import Plurals
from onrecord.speakers.salience import Salience, shown
from onrecord.speakers.speaking import Speaking
from onrecord.text.names import Name, gender

_NEAR_LINES = 3
"""Line ends that may stand between a quotation and the one it goes on from."""
_ANYBODY = frozenset(
    ["someone", "somebody", "anyone", "anybody", "everyone", "everybody", "nobody", "one", "you", "who"]
)
_DESCRIBED = re.compile(r",\s+(?!and\b|or\b)[a-z]")
"""A name's apposition: what "and" joins in it speaks with nobody ("a fellow at Lund and Oslo")."""
_MODIFIED = re.compile(
    r" (?!is|was|has|had|did|does|will|would|can|could|should|may|might|must|and|or|in|on|at|of|for|to|by)[a-z]{4,}(?<!s)(?<!ed)\b"
)


class Sieve:
    """The rules for one document, in the order of the statements."""

    def __init__(
        self, document: Document, cast: Cast, statements: Sequence[Statement], matches: Mapping[str, str],
        known: Bodies | None = None,
    ) -> None:  # fmt: skip
        self.known = known or packaged()
        self.cited: dict[str, Cited] = {}
        self.document, self.text, self.cast, self.matches = document, document.text, cast, matches
        self.salience = Salience(cast.page, [*cast.namings(), *cast.described()])
        self.nominals = Nominals(cast, self.salience)
        self.bodies = BodyNominals(cast, self.salience, self.nominals)
        self.last: Actor | None = None
        self.last_at = 0
        self.speaker: dict[str, Actor | None] = {}
        self.outermost = [row for row in statements if row.within is None and row.kind in ("direct", "mixed")]
        self._place = {row.id: place for place, row in enumerate(self.outermost)}
        self._contents = sorted((one.start, one.stop, k) for k, row in enumerate(self.outermost) for one in row.content)
        self._farthest = list(accumulate((stop for _, stop, _ in self._contents), max))
        self.speaking = Speaking(document, cast)
        self.plurals = Plurals(cast, self.salience, self.nominals)

    def decide(self, row: Statement) -> Decision:
        """The speaker of one statement; remembers who spoke last."""
        decision = self._original(row, self._decided(row))
        actor = self.speaker[row.id] = decision.actor
        at = self.cited[row.id].at if row.id in self.cited else row.mention
        if actor is not None:
            if actor.kind == "organisation":
                self.cast.describe(actor)
            actor.take(at)
            if at is not None and actor.head not in _ANYBODY:
                self.salience.advance(at.start)
                self.salience.note(at.start, actor)
        if row.within is None and row.kind != "post":
            self.last, self.last_at = actor or (None if row.mention else self.last), row.content[-1].stop
        return decision

    def _decided(self, row: Statement) -> Decision:
        if row.post is not None:
            author = self.cast.authors.get(row.post)
            return (
                Decision(author, "post", 1.0, "the post is signed so")
                if author
                else declined("the post names no author")
            )
        match = self.cast.authors.get(self.matches.get(row.id, ""))
        if row.mention is None:
            return self._without_mention(row, match)
        if criticised(row):
            return declined("the mention names who is criticised")
        labelled = self.speaking.labelled(row.mention)
        if labelled is not None:
            return Decision(labelled, "turn", 0.8, f"said in the turn of {shown(labelled)}")
        at, mention = self._classified(row.mention)
        return self._with_post(row, at, mention, match) if match else self._by_mention(row, at, mention)

    def _original(self, row: Statement, decision: Decision) -> Decision:
        """Who is cited, where the mention only hands his words on: "TASS, citing Dorn, reported"."""
        at = cited(self.text, row, self.known) if row.post is None and row.id not in self.matches else None
        if at is None:
            return decision
        found = self._by_mention(row, at, classify(self.text, at, self._known))
        who = found.actor
        nobody = who is None or (not who.name and who.head not in persons() | groups())
        if who is None or nobody or who is decision.actor or who.kind == "document":
            return decision
        self.cited[row.id] = Cited(at, decision.actor)
        return found._replace(
            by="cited", reason=f"“{row.mention.text if row.mention else ''}” hands on words of {shown(who)}"
        )

    def _classified(self, at: Span) -> tuple[Span, Mention]:
        """What sort of naming it is; in a headline a name counts only if the text below names it too."""
        at = mended(self.cast, at)
        found = classify(self.text, at, self._known)
        if not self.cast.page.headline(at.start) or not (found.sort == "name" or found.inside):
            return at, found
        known = tuple(
            name for name in found.names if self.cast.of_name(name) is not None or gender(name.words, name.titles)
        )
        if known:
            return at, found._replace(names=known)
        lowered = Span(at.start, at.stop, at.text.lower())
        plain = classify(lowered.text, Span(0, len(lowered.text), lowered.text))
        return lowered, plain._replace(names=(), inside=())

    def _known(self, name: Name) -> bool:
        """Whether a word that is a noun too is somebody's name here."""
        found = self.cast.people.find(name.words, name.titles, name.start)
        return found is not None and len(found.words) > 1 and not found.organisation

    # -- no mention ---------------------------------------------------------------------------------------

    def _without_mention(self, row: Statement, match: Actor | None) -> Decision:
        start = row.content[0].start
        if match is not None:
            return Decision(match, "post", 0.9, f"its words stand in the post of {shown(match)}")
        turn = self.speaking.turn(start) if row.within is None else None
        if turn is not None and row.kind == "direct":
            return Decision(turn, "turn", 0.8, f"said in the turn of {shown(turn)}")
        if row.cue is not None:
            found = unseen(self.cast, row) if row.within is None else None
            return self._cue_alone(row) if found is None else self._by_words(row, found)
        told = told_of(self.cast, row, self.last_at)
        if told is not None:
            return Decision(told, "paragraph", 0.5, f"the paragraph before it is about {shown(told)} alone")
        near = self.text.count("\n", self.last_at, start) <= _NEAR_LINES
        if row.within is None and row.kind in ("direct", "mixed") and self.last is not None and near:
            return Decision(self.last, "continuation", 0.5, f"goes on from {shown(self.last)}, who spoke last")
        return declined("no cue and no mention beside it")

    def _by_words(self, row: Statement, at: Span) -> Decision:
        """By words of the sentence that were not read as the mention."""
        decision = self._by_mention(row, *self._classified(at))
        return decision._replace(score=0.9 * decision.score, reason=f"“{at.text}” is its subject: {decision.reason}")

    def _cue_alone(self, row: Statement) -> Decision:
        """ "…, adding that": whoever spoke before in the same sentence."""
        assert row.cue is not None
        participle = re.match(r"(?:\w+ly )?\w{2,}ing\b", row.cue.text.lower())
        opening = self.cast.page.opening(row.cue.start)
        if participle and self.last is not None and opening <= self.last_at <= row.cue.start and row.within is None:
            return Decision(self.last, "continuation", 0.6, f"“{row.cue.text}” goes on from {shown(self.last)}")
        return declined("reported, by nobody named" if row.stance in ("hearsay", "doubt") else "the cue has no mention")

    # -- posts --------------------------------------------------------------------------------------------

    def _with_post(self, row: Statement, at: Span, mention: Mention, author: Actor) -> Decision:
        """Words that stand in a post: an unnamed mention is the post's author, a name must fit the author's."""
        if mention.sort in ("name", "handle"):
            decision = self._by_mention(row, at, mention)
            if not same_bearer(at.text, author):
                return decision._replace(reason=f"{decision.reason}; its words also stand in a post of {shown(author)}")
            joined = self.cast.join(author, decision.actor, at.text)
            return Decision(joined, "post", 0.95, f"its words stand in the post of {shown(author)}, whose name fits")
        if mention.sort in ("author", "it", "which", "document", "you"):
            return self._by_mention(row, at, mention)
        return Decision(author, "post", 0.9, f"not named here; its words stand in the post of {shown(author)}")

    # -- mentions -----------------------------------------------------------------------------------------

    def _by_mention(self, row: Statement, at: Span, mention: Mention) -> Decision:
        rules: dict[Sort, Callable[[Statement, Span, Mention], Decision]] = {
            "name": self._named, "handle": self._handle, "he": self._pronoun, "she": self._pronoun, "they": self._they,
            "author": self._speaking, "you": self._you, "who": self._who, "which": self._which, "it": self._it,
            "role": self._office, "body": self._body, "anonymous": self._unnamed, "group": self._unnamed,
            "document": self._document,
        }  # fmt: skip
        return rules[mention.sort](row, at, mention)

    def _named(self, row: Statement, at: Span, mention: Mention) -> Decision:
        found = [actor for name in mention.names if (actor := self.cast.of_name(name, open_it=True)) is not None]
        distinct = list(dict.fromkeys(found))
        if not distinct:
            return declined("the name fits more than one person of the document")
        first = distinct[0]
        if first.kind == "person" and _DESCRIBED.search(at.text):
            distinct = [actor for actor in distinct if actor.kind == "person" or actor is first]
        relatives = family(self.cast, at) if len(distinct) == 1 and first.name == mention.names[0].text else None
        if relatives is not None:
            return relatives
        if first.kind != "organisation" and len(distinct) == 1 and _people(first):
            return self.nominals.unnamed(at, mention._replace(sort="group", head=(first.name or "").lower()))
        if mention.several and (len(distinct) > 1 or not (mention.inside or len(found) > 1)):
            together = self.cast.joint(distinct, others=len(distinct) == 1)
            return Decision(together, "name", 0.85, "named together")
        return Decision(first, "name", 0.95, f"the mention names {shown(first)}")

    def _handle(self, row: Statement, at: Span, mention: Mention) -> Decision:
        printed = at.text.strip().lstrip("@")
        signed = (a for a in self.cast.authors.values() if printed.lower() in (h.lower() for h in a.handles))
        handles = [printed] if at.text.startswith("@") else []
        actor = next(signed, None) or self.cast.actor(
            Actor(f"handle:{printed.lower()}", printed, "person", handles=handles)
        )
        return Decision(actor, "name", 0.8, f"the mention is the handle or account name of {shown(actor)}")

    def _pronoun(self, row: Statement, at: Span, mention: Mention) -> Decision:
        return chosen(self.salience.choose(at.start, mention.head, self._barred(row), self._inside(row)), "pronoun")

    def _speaking(self, row: Statement, at: Span, mention: Mention) -> Decision:
        around = self._around(row, at)
        if around is not None:
            outer = self.speaker.get(around.id)
            reason = f"“{at.text}” is {shown(outer)}, whose words these are"
            return (
                Decision(outer, "pronoun", 0.85, reason)
                if outer
                else declined("the speaker of the words around it is not known")
            )
        turn = self.speaking.turn(at.start)
        if turn is not None:
            return Decision(turn, "turn", 0.8, f"“{at.text}” is said in the turn of {shown(turn)}")
        voice = self.speaking.voice(at.start)
        if voice is not None:
            return Decision(voice, "signature", 0.8, f"said above the name of {shown(voice)}")
        if mention.head in ("i", "my", "me", "myself") and self.speaking.author is not None:
            return Decision(self.speaking.author, "byline", 0.8, f"the article's author, {shown(self.speaking.author)}")
        return declined("the article's own voice")

    def _you(self, row: Statement, at: Span, mention: Mention) -> Decision:
        return self.nominals.unnamed(at, mention._replace(sort="group"))

    def _who(self, row: Statement, at: Span, mention: Mention) -> Decision:
        """The name or the noun that stands right before "who"."""
        found = before(self.cast, at.start, persons=True)
        if found is None:
            return declined("“who” follows nobody named")
        if found.actor is not None:
            return Decision(found.actor, "relative", 0.85, f"“{at.text}” follows {shown(found.actor)}")
        return self._taken_up(row, at, found.phrase, found.comma)

    def _which(self, row: Statement, at: Span, mention: Mention) -> Decision:
        found = before(self.cast, at.start, persons=False)
        if found is None:
            return declined(f"“{at.text}” follows nobody named")
        if found.actor is not None:
            return Decision(found.actor, "relative", 0.8, f"“{at.text}” follows {shown(found.actor)}")
        return self._taken_up(row, at, found.phrase, found.comma)

    def _taken_up(self, row: Statement, at: Span, phrase: Span | None, comma: bool) -> Decision:
        """A noun that "who" or "which" takes up speaks as if it stood there itself."""
        assert phrase is not None
        mention = classify(self.text, phrase)
        if mention.sort == "role" and not comma:
            mention = mention._replace(sort="anonymous")
        decision = self._by_mention(row, phrase, mention)
        return decision._replace(by="relative", reason=f"“{at.text}” follows “{phrase.text}”: {decision.reason}")

    def _they(self, row: Statement, at: Span, mention: Mention) -> Decision:
        return self.plurals.they(at, mention, self._barred(row), self.last)

    def _it(self, row: Statement, at: Span, mention: Mention) -> Decision:
        return self.plurals.it(at, {*self._barred(row), *self._inside(row)}, self.last, self.last_at)

    def _office(self, row: Statement, at: Span, mention: Mention) -> Decision:
        return self.nominals.office(at, mention, self._barred(row), self._first_person(row, at), self._inside(row))

    def _body(self, row: Statement, at: Span, mention: Mention) -> Decision:
        return self.bodies.body(at, mention, self._barred(row), self._first_person(row, at))

    def _unnamed(self, row: Statement, at: Span, mention: Mention) -> Decision:
        pair = together(self.cast, at)
        if pair is not None:
            return pair
        if mention.sort == "anonymous":
            return self.nominals.somebody(at, mention, self._barred(row))
        return self.nominals.unnamed(at, mention)

    def _document(self, row: Statement, at: Span, mention: Mention) -> Decision:
        return self.bodies.document(at, mention)

    # -- who else is here ---------------------------------------------------------------------------------

    def _around(self, row: Statement, at: Span) -> Statement | None:
        """The statement whose quoted words the mention stands in."""
        found = [k for k in self._holding(at) if self.outermost[k] is not row]
        within = self._place.get(row.within or "")
        if within is not None:
            found.append(within)
        return self.outermost[min(found)] if found else None

    def _holding(self, at: Span) -> Iterator[int]:
        """Places in ``outermost`` of those whose content holds a span; spans may overlap, so longer ones are looked for."""
        k = bisect_right(self._contents, at.start, key=lambda one: one[0])
        while k > 0 and self._farthest[k - 1] >= at.stop:
            k -= 1
            if self._contents[k][1] >= at.stop:
                yield self._contents[k][2]

    def _barred(self, row: Statement) -> list[Actor]:
        outer = self.speaker.get(row.within or "")
        quoted = row.mention is not None and self.cast.page.quoted(row.mention.start)
        turn = self.speaking.turn(row.mention.start) if row.mention is not None else None
        speaking = [actor for actor in (self.speaking.author, turn) if actor is not None and not quoted]
        return [*speaking, outer] if outer is not None and quoted else speaking

    def _inside(self, row: Statement) -> set[Actor]:
        """Who is named in the reported words themselves."""
        spans = [(one.start, one.stop) for one in row.content]
        named = [place for start, stop in spans for place in self.cast.people.at(start, stop)]
        modifying = row.kind == "indirect"
        return {self.cast.of_entity(entity) for name, entity in named if not (modifying and self._modifies(name))}

    def _modifies(self, name: Name) -> bool:
        """ "a Dorn presidency, she vowed": the reporter's words for her own."""
        return _MODIFIED.match(self.text, name.stop) is not None

    def _first_person(self, row: Statement, at: Span) -> Actor | None:
        """Whoever "my" belongs to."""
        around = self._around(row, at)
        return self.speaker.get(around.id) if around is not None else self.speaking.at(at.start)


def _people(actor: Actor) -> bool:
    """Whether a name alone is that of many people: Birchers, Latinos."""
    titled = actor.entity is not None and any(name.titles for name in actor.entity.places)
    return " " not in (actor.name or "") and plural(actor.name or "") and not titled and not actor.gender
