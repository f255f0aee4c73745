"""The words before and after a name → the roles and affiliations that the document gives its bearer, as printed.

Before the name ("Senate leader Ann Poe"), in apposition on either side of it ("Ann Poe, the county coroner,", "A lawyer
for the firm, Ann Poe,"), behind *is*, *was*, *served as*, *who heads*. A phrase counts only if its head noun is a role's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.lexicon import load
from onrecord.speakers.nouns import bodies, persons
from onrecord.text.names import Name, is_organisation, listed

_REACH = 170
_ARTICLE = re.compile(
    r"^(?:(?:the|a|an|his|her|their|its|my|our|one of (?:the|his|her|its)|another|now|then|once|"
    r"currently|also|as|even|both|either|fellow)\s+)+",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"\s+\((?P<party>[RDI]-[\w .]+|Rep\.|Dem\.|Republican|Democrat|Labour|Conservative|CDU|SPD|Greens?)\)"
)
_PRINCIPAL = re.compile(
    r"\b(?:of|for|at|from|with)\s+(?:the\s+)?(?P<name>[A-Z][\w’'.&-]*(?:[ \u00a0](?:of|for|and|"
    r"the|[A-Z][\w’'.&-]*))*)"
)
_BOUND = re.compile(r"--|[\n,;:“”\"()—–!?\[\]]|\.(?=\s)")
_HEAD_ENDS = re.compile(
    r"\s+(?:of|for|at|in|from|with|to|who|on|under|by|and|or|until|since|that|whose|turned|about|"
    r"against|over|after|before|into|like)\b"
)
_GAP = r"(?:[’'”\"]|\s+of\s+(?:the\s+)?[A-Z][\w.’-]*(?:\s[A-Z][\w.’-]*){0,2})?(?:\s*\([^()\n]{1,30}\))?"
_PHRASE = r"(?P<role>[^,;:()\n—–!?]{3,150}?)"
_CLOSES = (
    r"(?=\s*(?:[,;:(—–\n!?]|--|(?<![A-Z])\.(?:\s|[”\"]|$)|$)|,?\s+(?:who|which|whose)\b|\s+(?:said|"
    r"says|told|tells|added|wrote|agreed|announced|argued|warned|explained|noted)\b)"
)
_AFTER = re.compile(rf"{_GAP},\s+(?:\d{{2}},\s+)?{_PHRASE}{_CLOSES}")
_DASHED = re.compile(rf"{_GAP}\s*(?:--|[—–])\s*{_PHRASE}\s*(?:--|[—–])")
_IS = re.compile(
    rf"{_GAP}(?:,\s+(?:\d{{2}},\s+)?(?:[^,\n]{{3,80}},\s+)?who(?:\s+as\s+[^,\n]{{3,40}}?)?|\s+(?:himself|"
    rf"herself|itself))?\s+(?:(?:is|was|are|served as|serves as|has served as|worked as|works "
    rf"as|became|remains|has been|had been)\s+)"
    rf"(?:(?:now|currently|also|then|once|once|formerly|previously|still|only)\s+)*{_PHRASE}{_CLOSES}"
)
_LEADS_AND_IS = re.compile(
    r"\s+and\s+(?:is|was|has been|serves as|served as)\s+(?:now\s+|currently\s+|also\s+|later\s+)?(?P<role>[^,;:()\n]{3,120}?)"
    + _CLOSES
)


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(load("roles")[name].split())


@cache
def nouns() -> frozenset[str]:
    """Nouns that name a role of a person."""
    plain = frozenset(load("grammar")["role_nouns"]) | persons() | _set("nouns") | listed("titles")
    return (
        (plain | _set("abbreviated"))
        - _set("honorifics")
        - {
            "first",
            "former",
            "special",
            "foreign",
            "prime",
            "press",
            "majority",
            "minority",
            "vice",
            "one",
            "other",
            "another",
            "someone",
            "person",
            "man",
            "woman",
            "people",
            "individual",
        }
    )


@cache
def _leading() -> re.Pattern[str]:
    verbs = "|".join(sorted(_set("leads")))
    return re.compile(
        rf"{_GAP},\s+(?:[^,\n]{{3,60}},\s+)?who\s+(?P<role>(?:{verbs})\s+(?!for\b|against\b|to\b|"
        rf"by\b)[^,;()\n]{{3,110}}?){_CLOSES}"
    )


def roles_at(text: str, name: Name) -> list[str]:
    """Role phrases that stand at one naming: "Russian Ministry spokeswoman NAME", "NAME, the mayor of X,"."""
    after = () if re.search(r"\w of (?:the )?$", text[max(0, name.start - 9) : name.start]) else _after(text, name)
    found = [
        *_before(text, name),
        *_prefixed(text, name),
        *after,
    ]  # "Poe of Maryland, the chair": hers, not the state's
    return list(dict.fromkeys(role for role in found if role))


def roles_in(mention: str) -> list[str]:
    """The role that a description of somebody named gives: "the Vermont senator"; a bare "the senator" gives none."""
    bare = _trimmed(re.sub(r"[,.]$", "", mention.strip()))
    lower = mention.lower()
    if len(bare.split()) < 2 or not lower.startswith(("the ", "a ", "an ")) or "," in bare or not _is_role(bare):
        return []
    return [bare] if re.search(r"[a-z]", bare) else []


# -- before the name --------------------------------------------------------------------------------------


def _before(text: str, name: Name) -> Iterator[str]:
    """Words right before a name, back to where its noun phrase begins, if the last is a role's noun."""
    start = max(0, name.start - 110)
    begin = max(
        (match.end() for match in _BOUND.finditer(text, start, name.start) if not _abbreviates(text, match)),
        default=start,
    )
    kept = _phrase_back(text[begin : name.start].split())
    while kept and kept[-1].lower() in _set("honorifics"):
        kept.pop()
    short: list[str] = []
    while kept and kept[-1].lower() in _set("abbreviated"):
        short.insert(0, kept.pop())
    kept = _phrase_back(kept)
    phrase = _trimmed(" ".join(_titled(kept)))
    first = f"{name.words[0]}."
    if first.lower() in _set("abbreviated") and text.startswith(first, name.start):
        yield first  # a title that is no title in other names: "Del."
    body = is_organisation(name.words)
    if phrase and _is_role(phrase) and not _lone(phrase) and not (body and phrase.split()[-1][0].isupper()):
        yield phrase
    if short and not body:
        yield " ".join(short)


def _abbreviates(text: str, match: re.Match[str]) -> bool:
    if match[0] != ".":
        return False
    word = re.search(r"[\w.]+$", text[max(0, match.start() - 8) : match.start()])
    shown = f"{word[0].lower()}." if word else ""
    return shown in _set("abbreviated") | _set("honorifics") or "." in shown[:-1] or len(shown) == 2


def _phrase_back(words: Sequence[str]) -> list[str]:
    """The longest run of words at the end that one noun phrase may be; "of" stays between an office and its name."""
    kept: list[str] = []
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        lower = word.lower()
        before = words[at - 1].lower() if at else ""
        if kept and _joins(lower, kept, before, words[at - 2].lower() if at > 1 else ""):
            kept.insert(0, word)
            continue
        if lower in _set("stop") or lower in ("the", "of", "for") or len(kept) >= 12:
            break
        if word.islower() and _VERBAL.search(lower) and lower not in nouns() | _set("qualifiers"):
            break
        kept.insert(0, word)
    return kept


def _joins(lower: str, kept: Sequence[str], before: str, second: str) -> bool:
    """Whether "of", "for", "and" stands within the phrase: "Secretary of State", "host and former personality"."""
    if lower == "and":
        return before in nouns() and (kept[0][0].islower() or kept[0].lower() in nouns())
    office = all(word[0].isupper() or word == "the" for word in kept) and not any(
        word.lower() in nouns() for word in kept
    )
    return office and (
        (lower in ("of", "for") and before in nouns())
        or (lower == "the" and before in ("of", "for") and second in nouns())
    )


_VERBAL = re.compile(
    r"^(?:[^-]*[^e]ed|[^-]*ing|[^-]*ly|.*[’'](?:d|re|ve)|(?:he|she|it|that|who|there)[’']s)$|"
    r"^(?:he|she|they|we|i|you|it|became|ran|won|met|made|left|led|whose)\b"
)


def _titled(words: Sequence[str]) -> Sequence[str]:
    """A title in capitals takes few words in small letters before it: "former President", not "unlike President"."""
    if not words or not words[-1][0].isupper():
        return words
    for at in range(len(words) - 2, -1, -1):
        if words[at][0].islower() and words[at] not in _set("qualifiers") and words[at + 1][0].isupper():
            return words[at + 1 :]
    return words


def _lone(phrase: str) -> bool:
    return phrase.lower().rstrip(".") in {
        "chief",
        "head",
        "special",
        "vice",
        "deputy",
        "general",
        "st",
        "fellow",
        "independent",
        "liberal",
        "conservative",
        "republican",
        "democrat",
        "private",
        "major",
        "star",
        "figure",
        "member",
        "model",
        "official",
        "student",
        "friend",
    }


# -- apposition and predicates ----------------------------------------------------------------------------


def _prefixed(text: str, name: Name) -> Iterator[str]:
    """ "A lawyer for the firm, NAME,", "Now the highest-ranking prosecutor, NAME rose", "Apple’s chief executive, NAME,"."""
    start = name.start - len("".join(f"{title} " for title in name.titles))
    described = re.search(r",\s+(?:the|a|an)\s+(?:[a-z][\w-]*\s+){1,4}$", text[max(0, start - 70) : start])
    if described and _is_role(_trimmed(described[0].strip(", "))):
        start -= len(described[0]) - 2  # "his doctor, the colorful surgeon NAME"
    if not re.search(r",\s+$", text[max(0, start - 3) : start]):
        return
    stop = start - len(text[:start]) + len(text[:start].rstrip(", \u00a0"))
    floor = max(0, stop - 120)
    begin = max((m.end() for m in re.finditer(r"--|[\n,;:“”\"()—–!?]|\.\s", text[floor:stop])), default=0) + floor
    segment = text[begin:stop].strip()
    opens = begin == 0 or text[begin - 1] in "\n " or text[begin - 2 : begin] == ". "
    closed = bool(re.match(rf"{_GAP}\s*(?:,|--|[—–]|\.)", text[name.stop : name.stop + 60]))
    lead = re.search(
        r"(?:^|\s)(?P<np>(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur|[Aa]nother|"
        r"[Nn]ow|[Aa]s|[Oo]nce|[Oo]ne of)\s+|[A-Z][\w.-]*[’']s?\s+).*)$",
        segment,
    )
    if lead is None or not (closed or opens):
        return
    phrase = lead["np"]
    for inner in re.finditer(r"(?<=\s)(?:the|a|an|his|her|their|its|my)\s", phrase):  # the last noun phrase that is one
        if not _is_role(_trimmed(phrase)):
            phrase = lead["np"][inner.start() :]
    trimmed = _trimmed(phrase)
    if _is_role(trimmed) and len(trimmed.split()) <= 15:
        yield trimmed


def _after(text: str, name: Name) -> Iterator[str]:
    end = min(len(text), name.stop + _REACH)
    for pattern in (_AFTER, _DASHED, _IS):
        match = pattern.match(text, name.stop, end)
        if match is None:
            continue
        yield from _parts(match["role"], anybody=pattern is _AFTER)
        if pattern is _IS:
            more = _LEADS_AND_IS.search(text, match.start("role"), end)
            if more:
                yield from _parts(more["role"], anybody=False)
    leads = _leading().match(text, name.stop, end)
    if leads:
        yield leads["role"]
    who = re.compile(rf"{_GAP},\s+[^,;\n]{{3,60}}?\s+who\s+(?:is|was)\s+(?P<role>[^,;\n]{{3,120}}?){_CLOSES}").match(
        text, name.stop, end
    )
    if who:
        yield from _parts(who["role"], anybody=False)


def _parts(phrase: str, anybody: bool) -> Iterator[str]:
    """The roles of a phrase that names several: "a fellow at X and a former ambassador"."""
    pieces = re.split(
        r"\s+and\s+(?=(?:the|a|an|his|her|its|former|is|was|later|then|now|has|had)\s)|\s+who\s+(?:is|was)\s+", phrase
    )
    for piece in pieces:
        determined = bool(re.match(r"(?:the|a|an)\s", piece, re.IGNORECASE))
        trimmed = _trimmed(piece)
        lower = any(word[0].islower() for word in trimmed.split() if word not in ("of", "the", "for", "and"))
        if not determined and not lower and not all(w.lower() in nouns() for w in trimmed.split() if w[0].isupper()):
            continue  # another name, not a role
        if _is_role(trimmed, loosely=anybody and determined):
            yield trimmed.strip(' ”"')


def _trimmed(phrase: str) -> str:
    return _ARTICLE.sub("", " ".join(phrase.split()).strip(" '\"“”‘’–—-")).strip()


_AGENT = re.compile(
    r"(?:[a-z]{3,}(?:ist|ian|man|woman|eer|ologist|crat)|[a-z]{4,}(?:ter|tor|ker|ger|ner|der|ver|yer|cer))$"
)
_NO_ROLE = re.compile(
    r"\b(?:he|she|they|we|became|won|ran|is|was|has|had|will|said|would|were|are|have|says|but|"
    r"not|that|too|more|very|better|if|when|because)\b"
)


def _is_role(phrase: str, loosely: bool = False) -> bool:
    """Whether the head noun of a phrase is a role's; ``loosely``: any noun of an agent will do."""
    if (
        not phrase
        or len(phrase) > 140
        or phrase.lower() in listed("not_names") - {"republican", "democrat"}
        or phrase.split()[0].lower() in _set("stop") | _set("hedges")
    ):
        return False
    lead = _HEAD_ENDS.split(phrase, maxsplit=1)[0]
    if lead.startswith("most ") and re.match(
        r"[\w ]+ and \w+ \w+s\b", phrase
    ):  # "one of the most famous and loved poets"
        lead = re.split(r"\s+(?:of|for|at|in|from|with)\b", phrase, maxsplit=1)[0].removesuffix("s")
    first = lead.split()[0] if lead else ""
    if (
        not first
        or _NO_ROLE.search(lead)
        or len(lead.split()) > 10
        or (first.islower() and _VERBAL.search(first) and first not in _set("qualifiers"))
    ):
        return False
    words = [word.strip("’'.”“\"") for word in lead.split()]
    head = re.split(r"[/]|-(?=\w+$)", words[-1].lower())[-1] if words else ""
    full = words[-1].lower() if words else ""
    body = (_set("bodies") | frozenset(bodies())) - {"campaign"} if words and words[-1].islower() else frozenset()
    known = nouns() | body
    if full in known or (head in known and full != head) or f"{full}." in nouns():
        return len(phrase.split()) > 1 or full in nouns()
    return loosely and words[-1].islower() and full not in _set("no_agents") and bool(_AGENT.search(full))


# -- affiliations and what roles tell ---------------------------------------------------------------------


def affiliations_at(text: str, name: Name, roles: list[str]) -> list[str]:
    """Bodies that a role or a party bracket names: "spokesman for the X Party", "(R-Ohio)"."""
    found = [match["party"] for match in [_PARTY.match(text, name.stop)] if match]
    for role in roles:
        found.extend(re.sub(r"[’']s$", "", match["name"]).rstrip(".") for match in _PRINCIPAL.finditer(role))
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
