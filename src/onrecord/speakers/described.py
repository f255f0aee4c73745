"""Roles that a document gives away from the name: "She is the mayor", "As mayor, Dorn", "the Vermont senator" in the narrative.

Who a pronoun or a description there stands for is decided by the rules for mentions; what they leave open stays so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from onrecord.speakers.actors import Actor
from onrecord.speakers.cast import Cast
from onrecord.speakers.mentions import classify
from onrecord.speakers.nominals import Nominals
from onrecord.speakers.nouns import class_of
from onrecord.speakers.roles_after import CLOSES, PHRASE, parts
from onrecord.speakers.roles_phrases import is_role, nouns, trimmed
from onrecord.speakers.salience import Salience
from onrecord.text.spans import span

_MOST = 500
"""How many descriptions of a document are looked at: each is compared with everybody in it."""
_SURE = 0.62
"""How sure a pronoun must be for what is said of it to be a role."""
_PREDICATE = re.compile(
    r"(?P<who>[HhSs](?<!\w[HhSs])(?:(?<=[Ss])he|(?<=[Hh])e))(?:[’']s|\s+(?:is|was|became|remains|has\s+been|had\s+been|served\s+as|serves\s+as|has\s+served\s+as|"
    r"worked\s+as|works\s+as))\s+(?:(?:now|currently|also|then|once|formerly|previously|still|later)\s+)*(?=(?:an?|the|his|her|its)\s|"
    rf"[a-z]+(?:\s+[a-z]+)?\s+(?:of|for)\s){PHRASE}{CLOSES}"
)
_AS = re.compile(
    rf"(?:^|(?<=[.?!”\"’]\s)|(?<=\n))(?:As|In\s+(?:his|her)\s+(?:\w+\s+)?(?:role|job|capacity|position|post)\s+as)\s+{PHRASE},\s+"
    r"(?P<who>he|she|(?:Mr\.\s|Mrs\.\s|Ms\.\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w.’'-]+){0,3})\b"
)
_OWN = re.compile(
    r"(?P<who>[Hh](?<!\w[Hh])(?:is|er))\s+(?:\w+\s+){0,2}?(?:role|job|capacity|position|post|reputation|career|time|tenure|days|work|service|stint|"
    rf"affiliation(?:\s+with\s+[A-Z][\w’'. -]{{2,50}}?)?|"
    rf"years|term|terms|appointment|election|past|background|status|experience|life|success|record)\s+as\s+{PHRASE}(?:{CLOSES}|"
    rf"(?=\s+(?:have|haven|has|was|is|were|that|when|after|before|made|helped|gave|ends?|ended|begins?|began|lasted|comes?|came|took|will|would)\b))"
)
_SERVES = re.compile(
    rf"(?:^|(?<=[.?!”\"’]\s)|(?<=\n))(?P<who>He|She)\s+(?!(?:has\s+been|is|was)\s+(?:described|known|regarded|seen))[a-z][^.“”\"\nA-Z]{{3,60}}?"
    rf"(?:[A-Z][\w’'-]*[^.“”\"\nA-Z]{{0,30}}?)?(?<!such)(?<!well)(?<!described)(?<!seen)\s+as\s+(?:an?|the)\s+{PHRASE}{CLOSES}"
)
_APPOSED = re.compile(
    r"(?:^|(?<=[.?!”\"’]\s)|(?<=\n)|(?<=,\s))(?:(?:[Aa]gain|[Nn]ow|[Tt]hen|[Oo]nce|[Hh]imself|[Hh]erself|[Ll]ong)\s+)?(?:[Aa]n?|[Tt]he)\s+"
    r"(?P<role>[^,;:.“”\"\n—–]{3,110}?),\s+(?P<who>he|she|his|her)\b"
)
_DESCRIPTION = re.compile(
    r"[Tt](?<!\w[Tt])he (?P<words>(?:(?:[\w-]+|(?:[A-Z]\.)+)[ \u00a0]){1,5}?(?P<head>[a-z][a-z-]+[a-z]))"
    r"(?=[’']s\b|[.,;:!?—–)]|[ \u00a0](?:is|was|has|had|will|would|can|could|may|might|should|did|does|also|"
    r"[a-z]{3,}ly|then|later|never|now|still|who|"
    r"in|on|at|as|by|during|after|before|when|while|because|if|over|into|but|and|or|himself|herself|to|not|[a-z]{2,}ed|says|said|told|"
    r"looks|wants|plans|holds|faces|leads|remains|seems|needs|sits|takes|makes|gets|went|took|made|won|lost|gave|came|began|left|"
    r"met|ran|spoke|wrote)\b)"
)
_PREDICATED = re.compile(r"\b(?:is|was|be|been|being|become|became|remains?|were|are|as|than|like|or|nor)\s+$")
_GENERIC = frozenset(
    ["only", "first", "second", "third", "last", "next", "other", "new", "same", "best", "late", "average", "typical", "previous", "ideal",
     "right", "whole", "entire", "most", "very", "American", "ordinary", "eventual", "likely", "possible", "potential", "future",
     "two", "three", "few", "many", "white", "black", "male", "female", "own", "so-called", "lone", "sole", "final"]
)  # fmt: skip
_ANYONE = frozenset(
    ["voter", "citizen", "worker", "consumer", "taxpayer", "reader", "member", "student", "person", "man", "woman", "people", "customer",
     "user", "viewer", "listener", "speaker", "winner", "loser", "owner", "author", "audience", "officer", "suspect", "victim", "child",
     "patient", "driver", "source", "public", "player", "character"]
)  # fmt: skip
_SUBORDINATE = re.compile(
    r"(?:As|Asked|When|After|While|Before|Although|Though|Because|Since|Once|If|Pressed|Reached|Speaking|In|At|On|During)\b[^“”\"]{4,160},\s"
)


def describe(cast: Cast, salience: Salience, nominals: Nominals) -> None:
    """Give the persons of a document the roles that its narrative names away from their names."""
    for actor, role in (*_kin(cast), *_said_of(cast, salience), *_standing_for(cast, nominals)):
        if role.lower() not in {known.lower() for known in actor.roles}:
            actor.roles.append(role)


_KIN_IS = re.compile(rf"\b(?P<owner>[Mm]y)\s+(?P<kin>[a-z-]+)\s+(?:is|was)\s+(?=an?\s|the\s){PHRASE}{CLOSES}")


def _kin(cast: Cast) -> Iterator[tuple[Actor, str]]:
    """ "My father", whom the document names elsewhere, and what it says he is."""
    known: dict[str, dict[str, Actor]] = {}
    for actor in cast.actors.values():
        for owner, kin in actor.kin:
            if owner == "my":
                known.setdefault(kin, {})[actor.key] = actor
    alone = {kin: next(iter(bearers.values())) for kin, bearers in known.items() if len(bearers) == 1}
    for kin, actor in alone.items():
        if re.search(rf"\b[Mm]y {re.escape(kin)}\b", cast.text):
            yield actor, kin
    for match in _KIN_IS.finditer(cast.text) if alone else ():
        if match["kin"] in alone:
            yield from ((alone[match["kin"]], role) for role in parts(match["role"], anybody=False))


_APPOSED_LONG = 160
"""Code points before the pronoun in which an apposition can begin."""
_OPENS_AS = re.compile(r"(?:As|In)\s")
_OPENS_SERVES = re.compile(r"(?:He|She)\s")
_BEHIND_APPOSED = re.compile(r",\s+(?:he|she|his|her)\b")
_NO_APPOSED = re.compile(r"[,;:.“”\"\n—–]")


def _found(text: str) -> Iterator[tuple[re.Pattern[str], re.Match[str]]]:
    """What the patterns find; the slow ones are only tried where a word stands that they need."""
    yield from ((_PREDICATE, match) for match in _PREDICATE.finditer(text))
    yield from _tried(_AS, _OPENS_AS, text)
    yield from ((_OWN, match) for match in _OWN.finditer(text))
    yield from _tried(_SERVES, _OPENS_SERVES, text)
    for behind in _BEHIND_APPOSED.finditer(text):
        floor = max(0, behind.start() - _APPOSED_LONG)
        marks = [mark.end() for mark in _NO_APPOSED.finditer(text, floor, behind.start())]
        match = _APPOSED.search(text, marks[-1] if marks else floor, behind.end())
        if match:
            yield _APPOSED, match


def _tried(
    pattern: re.Pattern[str], opens: re.Pattern[str], text: str
) -> Iterator[tuple[re.Pattern[str], re.Match[str]]]:
    after = 0
    for place in opens.finditer(text):
        match = pattern.match(text, place.start()) if place.start() >= after else None
        if match:
            after = match.end()
            yield pattern, match


def _said_of(cast: Cast, salience: Salience) -> Iterator[tuple[Actor, str]]:
    for pattern, match in _found(cast.text):
        if cast.page.quoted(match.start()):
            continue
        actor = _bearer(cast, salience, match)
        if actor is not None and actor.kind == "person" and actor.name:
            alone = pattern in (_AS, _APPOSED)
            yield from ((actor, role) for role in (_office if alone else _plain)(match["role"]))


def _plain(phrase: str) -> Iterator[str]:
    return parts(phrase, anybody=False)


def _office(phrase: str) -> Iterator[str]:
    role = trimmed(phrase)
    if is_role(role):
        yield role


def _bearer(cast: Cast, salience: Salience, match: re.Match[str]) -> Actor | None:
    at, word = match.start("who"), match["who"].lower()
    if word in ("he", "she", "his", "her"):
        found = salience.choose(at, word)
        return found.actor if found.score >= _SURE else None
    named = cast.people.at(at, match.end("who"))
    return cast.of_entity(named[0][1]) if named else None


def _standing_for(cast: Cast, nominals: Nominals) -> Iterator[tuple[Actor, str]]:
    for match in islice(_DESCRIPTION.finditer(cast.text), _MOST):
        phrase = match["words"]
        words = phrase.split()
        if not _describes(words, match["head"]) or _PREDICATED.search(
            cast.text, max(0, match.start() - 12), match.start()
        ):
            continue
        if cast.page.quoted(match.start()) or any(
            not entity.place for _, entity in cast.people.at(match.start(), match.end())
        ):
            continue
        at = span(cast.text, match.start(), match.end())
        mention = classify(cast.text, at)
        if mention.sort != "role" or not is_role(phrase):
            continue
        found = nominals.office(at, mention, (), None, ())
        opens = _opens(cast, match.start())
        if found.actor is None or found.actor.kind != "person" or not found.actor.name or _past(words, found.actor):
            continue
        if any(re.search(rf"\b(?:of|for|to)\b.*{re.escape(phrase)}", role) for role in found.actor.roles):
            continue  # "son of the nominee"
        if found.by == "role" or (found.by == "epithet" and opens):
            yield found.actor, phrase


def _opens(cast: Cast, at: int) -> bool:
    """Whether a description opens its sentence, or the main clause behind a quotation or a subordinate clause."""
    opening = cast.page.opening(at)
    before = cast.text[max(opening, at - 2) : at]
    return at == opening or (
        before.rstrip().endswith((",", "”", '"'))
        and (
            cast.page.quoted(opening) or cast.page.quoted(at - 2) or _SUBORDINATE.match(cast.text, opening) is not None
        )
    )


def _past(words: list[str], actor: Actor) -> bool:
    """ "The former mayor" is not the mayor."""
    past = ("former", "ex", "retired", "outgoing", "late")
    was = any(word in past for role in actor.roles for word in role.lower().split())
    return bool(actor.roles) and any(word.lower() in past for word in words) and not was


def _describes(words: list[str], head: str) -> bool:
    return head in nouns() and head not in _ANYONE and class_of(head) == "person" and words[0] not in _GENERIC
