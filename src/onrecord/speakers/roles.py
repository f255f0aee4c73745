"""The words before and after a name → the roles and affiliations that the document gives its bearer, as printed.

Before the name ("Senate leader Ann Poe"), in apposition on either side of it ("Ann Poe, the county coroner,", "A lawyer
for the firm, Ann Poe,"), behind *is*, *was*, *served as*, *who heads*. A phrase counts only if its head noun is a role's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.lexicon import load
from onrecord.speakers.bodies import packaged
from onrecord.speakers.forms import plain
from onrecord.speakers.people_names import places
from onrecord.speakers.roles_after import after
from onrecord.speakers.roles_before import before, prefixed
from onrecord.speakers.roles_phrases import is_role, listed_in, nouns, of_body, trimmed
from onrecord.text.names import Name, is_organisation, listed

_OF_BEFORE = (" of ", " of the ")
_DETERMINED = re.compile(r"(?:the|an?)\s", re.IGNORECASE)
_OWNED = re.compile(r"(?:(?i:his|her|their|my|our|its)|[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,2}[’']s?)\s")
_HEADED = re.compile(r"[A-Z][\w.-]*(?: (?:of|for|and|[A-Z][\w.-]*))+")
"""A description as headlines write it: "Former White House Doctor"."""
_PARTY = re.compile(
    r"\s+\((?P<party>[RDI]-[\w .]+|Rep\.|Dem\.|Republican|Democrat|Labour|Conservative|CDU|SPD|Greens?)\)"
)
_WORKS_AT = re.compile(
    r",?\s+(?:of|at|from|with)\s+(?:the\s+)?(?P<name>[A-Z][\w’'.&-]*(?:[ \u00a0](?:(?:of|for|and|the|on)[ \u00a0])*[A-Z][\w’'&-]*)*)"
)
_OF_A_PLACE = re.compile(
    r"\b(?:mayor|governor|prime minister|premier|king|queen|prince|princess|duke|duchess|earl|emir|sultan|bishop|archbishop|"
    r"sheriff|senator|native|resident|citizen|people|man|woman|representative|councillor|alderman|ambassador|lord mayor|deputy mayor)\s+$",
    re.IGNORECASE,
)
"""Offices whose "of" leads to where they are held; of a body ("president of the Lund Institute") it leads to that."""
_PRINCIPAL = re.compile(
    r"\b(?:of|for|at|from|with)\s+(?:the\s+)?(?P<name>[A-Z][\w’'.&-]*(?:[ \u00a0](?:of|for|and|"
    r"the|[A-Z][\w’'.&-]*))*)"
)


def roles_at(text: str, name: Name, person: bool = False) -> list[str]:
    """Role phrases that stand at one naming: "Russian Ministry spokeswoman NAME", "NAME, the mayor of X,".

    :param person: the bearer is known to be a human being, and so no bank and no country.
    """
    behind = () if text.endswith(_OF_BEFORE, max(0, name.start - 9), name.start) else after(text, name)
    found = [
        *before(text, name),
        *prefixed(text, name),
        *behind,
    ]  # "Poe of Maryland, the chair": hers, not the state's
    last = name.words[-1]
    return [
        role for role in dict.fromkeys(found) if role and last not in role.split() and not (person and _inhuman(role))
    ]


def _inhuman(role: str) -> bool:
    """Whether a phrase is a body or an outlet and no role of a human being."""
    if role.split()[0] in listed_in("leads"):
        return False
    return of_body(role) or (
        role[-1:].isalpha() and role.split()[-1][0].isupper() and packaged().named(role) is not None
    )


def roles_in(mention: str) -> list[str]:
    """The role that a description of somebody named gives: "the Vermont senator", "his lawyer"; a bare "the senator" none."""
    shown = re.sub(r"[,.]$", "", mention.strip())
    bare, owned = trimmed(shown), _OWNED.match(shown)
    headed = _HEADED.fullmatch(shown) is not None and shown.split()[-1].lower() in nouns()
    if "," in bare or not (owned or headed or _DETERMINED.match(shown)) or (len(bare.split()) < 2 and owned is None):
        return []
    return [bare] if is_role(bare) and re.search(r"[a-z]", bare) else []


def affiliations_at(text: str, name: Name, roles: list[str]) -> list[str]:
    """Bodies that a role, a party bracket or "of" behind the name tells: "spokesman for the X Party", "(R-Ohio)", "of the Y Institute"."""
    found = [match["party"] for match in [_PARTY.match(text, name.stop)] if match]
    works = _WORKS_AT.match(text, name.stop)
    if works and (is_organisation(tuple(works["name"].split())) or packaged().named(works["name"])):
        found.append(works["name"])
    for role in roles:
        found.extend(_principals(role))
        capitals = re.match(r"((?:[A-Z][\w’'.&-]*\s+)+)", role)
        if capitals and role.split()[-1].islower() and is_organisation(tuple(capitals[1].split())):
            found.append(re.sub(r"[’']s$", "", capitals[1].strip()))
    return found


def _principals(role: str) -> Iterator[str]:
    """Bodies behind "of", "for", "at" in a role; no place, no department of a secretary, nobody's possession."""
    for match in _PRINCIPAL.finditer(role):
        name = re.sub(r"\s+(?:of|for|and|the)$", "", match["name"].rstrip("."))
        if (
            _OF_A_PLACE.search(role, 0, match.start())
            and match[0].startswith("of ")
            and not is_organisation(tuple(name.split()))
        ):
            continue  # "mayor of Westmere": the place is no body
        if re.search(r"[’']s?$", name) or plain(name) in places() or plain(name) in ("state", "us", "mr", "mrs"):
            continue
        yield name


def spoken_for(role: str) -> str | None:
    """Whom a spokesperson's role names as the principal: "Putin’s Press Secretary" → "Putin"."""
    lower = role.lower()
    if not any(word in lower for word in load("people")["spokesperson"]):
        return None
    owner = re.match(r"(?P<owner>[A-Z][\w.-]*(?:\s[A-Z][\w.-]*)*)[’']s\b", role)
    if owner:
        return owner["owner"]
    principal = _PRINCIPAL.search(role)
    if principal:
        return principal["name"]
    before = re.split(r"(?i)\b(?:" + "|".join(load("people")["spokesperson"]) + r")\b", role)[0].strip()
    return before or None


def gender_of_roles(roles: Sequence[str]) -> str | None:
    """``"male"`` or ``"female"`` where role words tell ("spokeswoman"), else ``None``."""
    words = {word.lower() for role in roles for word in role.split()}
    male, female = words & listed("male"), words & listed("female")
    return None if bool(male) == bool(female) else "male" if male else "female"
