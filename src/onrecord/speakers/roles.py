"""The words before and after a name → the roles and affiliations that the document gives its bearer, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.lexicon import load
from onrecord.text.names import Name, is_organisation, listed

_BEFORE = re.compile(r"(?:[\w’'.&-]+[ \u00a0]){1,7}$")
_AFTER = re.compile(
    r"[’'”\"]?,\s+(?P<role>(?:(?:the|a|an|his|her|their|its|one of the)\s+)?[\w’'-]+(?:[ \u00a0][\w’'.&/-]+){0,14}?)"
    r"(?=\s*(?:,|\.(?:\s|$)|;|—|–|\(|$|\s+who\b|\s+said\b|\s+told\b|\s+says\b))"
)
_PARTY = re.compile(
    r"\s+\((?P<party>[RDI]-[\w .]+|Rep\.|Dem\.|Republican|Democrat|Labour|Conservative|CDU|SPD|Greens?)\)"
)
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|its|one of the)\s+", re.IGNORECASE)
_PRINCIPAL = re.compile(
    r"\b(?:of|for|at|from|with)\s+(?:the\s+)?(?P<name>[A-Z][\w’'.&-]*(?:[ \u00a0](?:of|for|and|the|[A-Z][\w’'.&-]*))*)"
)
_STOP = {"and", "but", "or", "when", "while", "as", "because", "said", "says", "told", "that", "than", "with", "by", "to", "in",
         "on", "at", "from", "about", "for", "citing", "if", "after", "before", "is", "was", "were", "are", "has", "had", "have", "be",
         "asked", "called", "calls", "between", "against", "like", "will", "would", "according", "via", "the", "a", "an", "of"}  # fmt: skip


@cache
def nouns() -> frozenset[str]:
    """Nouns that name a role."""
    return frozenset(load("grammar")["role_nouns"]) | listed("titles") - {
        "mr.",
        "mr",
        "mrs.",
        "mrs",
        "ms.",
        "ms",
        "miss",
        "first",
        "former",
        "special",
    }


def roles_at(text: str, name: Name) -> list[str]:
    """Role phrases that stand at one naming: "Russian Ministry spokeswoman NAME", "NAME, the mayor of X,"."""
    found = [_before(text, name), _after(text, name)]
    return [role for role in found if role]


def _before(text: str, name: Name) -> str | None:
    start = name.start
    line = max(text.rfind(mark, max(0, start - 90), start) for mark in '\n,;:“”"()—–!?')
    match = _BEFORE.search(text, max(line + 1, start - 90), start)
    words = match[0].split() if match else []
    kept: list[str] = []
    for word in reversed(words):
        if word.lower() in _STOP or (word.endswith(".") and word.lower() not in listed("titles") and len(word) > 4):
            break
        kept.insert(0, word)
    last = kept[-1].lower() if kept else ""
    if last not in nouns():
        return None
    phrase = " ".join(kept)
    return (
        phrase
        if phrase.lower().rstrip(".") not in {"dr", "sir", "st", "chief", "head", "father", "brother", "sister"}
        else None
    )


def _after(text: str, name: Name) -> str | None:
    match = _AFTER.match(text, name.stop, min(len(text), name.stop + 160))
    if not match:
        return None
    role = match["role"]
    head = [
        word.lower().strip("’'.") for word in re.split(r"\s+(?:of|for|at|in|from|with|to|who|and)\s+", role)[0].split()
    ]
    if not head or not any(word in nouns() for word in head) or re.search(r"\b(?:is|was|has|had|will|said)\b", role):
        return None
    return _ARTICLE.sub("", role)


def affiliations_at(text: str, name: Name, roles: list[str]) -> list[str]:
    """Bodies that a role or a party bracket names: "spokesman for the X Party", "(R-Ohio)"."""
    found = [match["party"] for match in [_PARTY.match(text, name.stop)] if match]
    for role in roles:
        found.extend(match["name"].removesuffix("’s").removesuffix("'s") for match in _PRINCIPAL.finditer(role))
        capitals = re.match(r"((?:[A-Z][\w’'.&-]*\s+)+)", role)
        if capitals and role.split()[-1].islower() and is_organisation(tuple(capitals[1].split())):
            found.append(re.sub(r"[’']s$", "", capitals[1].strip()))
    return found


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
