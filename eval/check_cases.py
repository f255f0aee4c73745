"""Material → cases of every class, several changes at once among them; seeded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from eval import check_words as words
from eval.check_material import ROLES, Sentence, named
from eval.check_mutations import MAKERS, Case, Wanted, applied, joined, overlapping
from onrecord.model import VERDICTS, OriginalText, VerdictName

_NEGATION = re.compile(
    r"\b(?:not|no|never|nor|none|nobody|neither|without|nothing|nowhere|cannot|hardly)\b|n't", re.IGNORECASE
)
_SCOPE = re.compile(
    r"\b(?:if|unless|said|says|say|told|think|believe|doubt|wrong|false|some|most|all|half|few|many|about|nearly|of)\b"
)
_LONGEST, _TRIES = 70, 400
_OTHER = (
    "splice",
    "two parts",
    "several",
    "speaker swapped",
    "two speakers",
    "invented",
    "paraphrased",
    "no original",
    "only a part",
)
KINDS = (*MAKERS, *_OTHER)


class Cases:
    """Makes cases from ``sentences`` of ``rows``; the same seed gives the same cases."""

    def __init__(self, rows: list[OriginalText], sentences: list[Sentence], seed: int) -> None:
        self.rows, self.random = rows, Random(seed)
        self.all = sentences
        self.own = [s for s in sentences if s.speaker not in ROLES]
        self.speakers = sorted({s.speaker for s in self.own})

    def make(self, count: int) -> list[Case]:
        """``count`` cases, the classes in turn."""
        found: list[Case] = []
        at = 0
        while len(found) < count:
            case = self._one(KINDS[at % len(KINDS)])
            at += 1
            if case:
                found.append(case)
        return found

    def _one(self, kind: str) -> Case | None:
        for _ in range(_TRIES):
            case = self._mutated((kind,)) if kind in MAKERS else getattr(self, "_" + kind.replace(" ", "_"))()
            if case:
                return case
        return None

    def _passage(self) -> Sentence:
        """A sentence, two of them, or a part of one."""
        at = self.random.randrange(len(self.own))
        sentence, chance = self.own[at], self.random.random()
        if (
            chance < 0.3
            and at + 1 < len(self.own)
            and self.own[at + 1].turn == sentence.turn
            and self.own[at + 1].at == sentence.at
        ):
            both = joined(sentence, self.own[at + 1], self.rows)
            return both if len(both.text.split()) <= _LONGEST and "(" not in both.text else sentence
        return self._part(sentence) if chance > 0.75 else sentence

    def _part(self, sentence: Sentence) -> Sentence:
        """Contiguous words of a sentence that do not change its sense: no denial, report or quantity is cut off."""
        tokens = list(re.finditer(r"\S+", sentence.text))
        if len(tokens) < 12:
            return sentence
        first = self.random.randint(1, len(tokens) - 8)
        last = self.random.randint(first + 6, len(tokens) - 1)
        before = sentence.text[: tokens[first].start()]
        behind = sentence.text[tokens[last].end() : tokens[last].end() + 12]
        near = " ".join(before.split()[-6:])
        edge = tokens[first - 1][0] + " " + tokens[first][0] + " " + tokens[last][0] + " " + behind
        if _NEGATION.search(near) or _SCOPE.search(near) or _NEGATION.search(behind) or re.search(r"\d|illion|—", edge):
            return sentence
        if {w.strip(",.").lower() for w in edge.split()} & words.DANGER:
            return sentence
        start, stop = sentence.start + tokens[first].start(), sentence.start + tokens[last].end()
        return Sentence(
            sentence.at, start, stop, self.rows[sentence.at].text[start:stop], sentence.turn, sentence.speaker
        )

    def _mutated(self, kinds: tuple[str, ...], sentence: Sentence | None = None) -> Case | None:
        sentence = sentence or self._passage()
        if len(sentence.text.split()) < 6:
            return None
        changes = []
        for kind in kinds:
            found = MAKERS[kind](self.random, sentence)
            if found is None:
                return None
            changes += found
        if overlapping(changes) and len(kinds) > 1:
            return None
        printed, wanted, verdict = applied(sentence, changes, self.rows[sentence.at].text)
        return Case(
            kind=kinds[0] if len(kinds) == 1 else "several", printed=printed, speaker=named(sentence.speaker), verdict=verdict,
            allowed=("reworded",) if kinds == ("nouns swapped",) else (), edits=wanted, at=sentence.at,
            start=sentence.start, stop=sentence.stop,
        )  # fmt: skip

    def _several(self) -> Case | None:
        """Two or three changes at once: the worst decides."""
        kinds = [kind for kind in MAKERS if kind not in ("none", "nouns swapped", "filler", "bracket letter")]
        return self._mutated(tuple(self.random.sample(kinds, self.random.choice((2, 2, 3)))))

    def _two_parts(self) -> Case | None:
        """The cue in the middle of a sentence, the words as they are or with a change."""
        kind = self.random.choice(
            ["none", "none", "synonym", "number", "negation dropped", "modal", "name", "comma", "emoji"]
        )
        sentence = self.random.choice(self.own)
        case = self._mutated((kind,), sentence)
        if case is None:
            return None
        seams = [m.end() for m in re.finditer(r",(?= (?:and|but|because|which|although|so) )", case.printed)]
        seams = [
            at
            for at in seams
            if not any(e.printed and e.printed[0] - 3 < at < e.printed[1] + 3 for e in case.edits or ())
        ]
        return case._replace(kind="two parts", parts=self.random.choice(seams)) if seams and kind != "comma" else None

    def _splice(self) -> Case | None:
        """Two sentences of one turn joined, those between them left out unmarked."""
        at = self.random.randrange(len(self.own) - 6)
        skip = self.random.randint(1, 4)
        row = self.own[at : at + skip + 2]
        first, last, gone = row[0], row[-1], row[1:-1]
        if len({(s.at, s.turn) for s in row}) > 1 or any(len(s.text.split()) < 4 for s in (first, last)):
            return None
        text = self.rows[first.at].text
        dropped = text[first.stop : last.start].strip()
        start = text.index(dropped, first.stop)
        size = len(re.findall(r"[\w$€][\w'’.,-]*", dropped))
        same = first.text.split()[-1] == gone[-1].text.split()[-1] or last.text.split()[0] == gone[0].text.split()[0]
        if same or "(" in text[first.start : last.stop] or "—" in dropped or 7 <= size <= 10:
            return None
        verdict: VerdictName = "cut" if size <= 8 else "spliced"
        stop = start + len(dropped.rstrip(".?!"))
        edit = Wanted("delete", "cut" if size <= 8 else "splice", None, (start, stop))
        return Case(
            "splice",
            first.text + " " + last.text,
            named(first.speaker),
            verdict,
            (),
            (edit,),
            first.at,
            first.start,
            last.stop,
        )

    def _speaker_swapped(self) -> Case | None:
        """Somebody's words in another's mouth, as they are or changed a little."""
        sentence = self.random.choice(self.all)
        rare = list(re.findall(r"[A-Za-z]{5,}", sentence.text))
        other = self.random.choice(self.speakers)
        if (
            other == sentence.speaker
            or sentence.speaker == "THE MODERATOR"
            or len(sentence.text.split()) < 8
            or len(set(rare)) < 4
        ):
            return None
        kind = self.random.choice(["none", "none", "none", "case", "emoji", "ellipsis", "synonym"])
        case = self._mutated((kind,), sentence)
        return case and case._replace(kind="speaker swapped", speaker=named(other), verdict="misattributed", edits=None)

    def _two_speakers(self) -> Case | None:
        """The end of one turn and the beginning of the next, given to the first as one quotation."""
        at = self.random.randrange(len(self.all) - 1)
        first, second = self.all[at], self.all[at + 1]
        if first.at != second.at or first.speaker == second.speaker or first.speaker in ROLES:
            return None
        if any(len(set(re.findall(r"[A-Za-z]{4,}", s.text))) < 3 for s in (first, second)):
            return None
        join = self.random.choice((" ", " … ", " [...] "))
        return Case(
            "two speakers",
            first.text + join + second.text,
            named(first.speaker),
            "misattributed",
            ("spliced",),
            None,
            first.at,
            first.start,
            second.stop,
        )

    def _invented(self) -> Case | None:
        """Words that stand nowhere, by somebody who has originals."""
        return Case(
            "invented", self.random.choice(words.INVENTED), named(self.random.choice(self.speakers)), "not-found"
        )

    def _paraphrased(self) -> Case | None:
        """The speaker's own thought in other words: anything but a pass."""
        speaker, text = self.random.choice(words.PARAPHRASED)
        return Case("paraphrased", text, named(speaker), "not-found", ("reworded", "meaning", "spliced"))

    def _no_original(self) -> Case | None:
        """Words that stand nowhere, by somebody who has no originals."""
        return Case("no original", self.random.choice(words.INVENTED), "Wanda Pyle", "no-original")

    def _only_a_part(self) -> Case | None:
        """Half of it real, half invented."""
        sentence = self.random.choice(self.own)
        invented = self.random.choice(words.INVENTED)
        if len(sentence.text.split()) < 6:
            return None
        pair = [sentence.text, invented]
        self.random.shuffle(pair)
        every: tuple[VerdictName, ...] = ("meaning", "reworded", "spliced")
        return Case("only a part", " ".join(pair), named(sentence.speaker), "not-found", every)


def worse_than(verdict: VerdictName, line: VerdictName) -> bool:
    """Whether a verdict is worse than another."""
    return VERDICTS.index(verdict) > VERDICTS.index(line)


def batches(cases: list[Case], size: int) -> Iterator[list[Case]]:
    """Cases in groups of one draft each."""
    for at in range(0, len(cases), size):
        yield cases[at : at + size]
