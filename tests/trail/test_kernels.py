"""The compiled loops against plain Python that does the same slowly."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.trail import (
    align_kernel,
    chain_kernel,
    compare_kernel,
    fold_kernel,
    link_kernel,
    near_kernel,
    pairs,
    print_kernel,
    share_kernel,
    slots_kernel,
    told_kernel,
)
from onrecord.trail.words import Words, raw_words, words_of
from onrecord.trail.words_kernel import CAPITAL, FIRST, FUNCTION, NAME, NEGATION, NUMBER

pytestmark = pytest.mark.slow  # the loops are compiled the first time

SOME = ["the", "of", "pier", "Westmere", "40", "14", "stays", "open", "not", "winter", "ferries", "Dorn"]
TEXTS = st.lists(st.lists(st.sampled_from(SOME), max_size=90), min_size=2, max_size=5)


def read(texts: list[list[str]]) -> Words:
    return words_of(pa.array([" ".join(text) for text in texts]))


def every_pair(count: int) -> np.ndarray[Any, np.dtype[np.int32]]:
    return np.tile(np.arange(count, dtype=np.int32), (count, 1))


def in_common(one: list[str], other: list[str]) -> int:
    """The longest common subsequence, by the textbook."""
    row = [0] * (len(other) + 1)
    for mine in one:
        above = 0
        for at, theirs in enumerate(other):
            above, row[at + 1] = row[at + 1], above + 1 if mine == theirs else max(row[at + 1], row[at])
    return row[-1]


def worth(one: list[str], other: list[str], light: set[str]) -> int:
    """The best chain of equal words, every cell looked at; runs cost."""
    best = {(i, j): 0 for i in range(len(one) + 1) for j in range(len(other) + 1)}
    run = dict.fromkeys(best, -(10**9))
    for i, mine in enumerate(one, 1):
        for j, theirs in enumerate(other, 1):
            if mine == theirs:
                earned = align_kernel.LIGHT if mine in light else align_kernel.FULL
                run[i, j] = max(run[i - 1, j - 1], best[i - 1, j - 1] - align_kernel.RUN) + earned
            best[i, j] = max(best[i - 1, j], best[i, j - 1], run[i, j])
    return best[len(one), len(other)]


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_lacking_is_what_no_common_subsequence_has(texts: list[list[str]]) -> None:
    lacks, most = bounded(read(texts))
    for one, mine in enumerate(texts):
        for other, theirs in enumerate(texts):
            if one != other:
                assert lacks[one, other] == len(mine) - in_common(mine, theirs)
    assert (most[lacks >= 0] >= 0).all()


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_no_alignment_scores_more_than_its_bound(texts: list[list[str]]) -> None:
    words = read(texts)
    _, most = bounded(words)
    seen = compared(words)
    bound = most[seen.texts, seen.others]
    assert not (pairs.akin(seen) & (bound == 0)).any()
    assert (seen.scores <= np.minimum(1, bound) + 1e-5)[bound > 0].all()


def bounded(words: Words) -> Any:
    """Every text with every other: what is lacking, and the bound."""
    found = every_pair(len(words.counts))
    lacks = np.full(found.shape, -1, np.int16)
    return lacks, near_kernel.bounds(words, found, lacks, 0, len(found))


@pytest.mark.parametrize("length", [63, 64, 65, 128, 129, 400])
def test_lacking_of_texts_of_any_length(length: int) -> None:
    source = random.Random(length)
    words = [f"w{source.randrange(length)}x" for _ in range(length)]
    texts = [words, words[::2], words[5:] + words[:5], [source.choice([word, "other"]) for word in words]]
    lacks, _ = bounded(read(texts))
    expected = [[len(one) - in_common(one, other) for other in texts] for one in texts]
    np.fill_diagonal(lacks, 0)
    assert lacks.tolist() == expected


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_best_chain(texts: list[list[str]]) -> None:
    light = {"the", "of", "not"}
    words = read(texts)
    assert {word for word in SOME if read([[word]]).flags[0] & FUNCTION} == light
    seen = compared(words)
    for one, other, score, lacks in zip(seen.texts, seen.others, seen.scores, seen.lacks, strict=True):
        mine, theirs = texts[one], texts[other]
        if lacks >= 0 and len(mine) != len(theirs):
            best = worth(mine, theirs, light)
            short = min((mine, theirs), key=len)
            total = sum(align_kernel.LIGHT if word in light else align_kernel.FULL for word in short)
            expected = min(1.0, (best + align_kernel.RUN) / total) if best else 0.0
            assert score == pytest.approx(expected, abs=1e-5)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_chain_of_a_short_text_is_that_of_a_text_of_any_length(texts: list[list[str]]) -> None:
    words = read([texts[0][:64], texts[1]])
    split, stop = words.starts[1:]
    room = np.empty(chain_kernel.PLACE * 64 * 90, np.int32)
    columns = np.empty((chain_kernel.COLUMN, 65), np.int32)
    slots, before = np.empty(64, np.int32), np.empty(64, np.int32)
    known, masks = np.zeros(slots_kernel.SLOTS, np.uint64), np.zeros(slots_kernel.SLOTS, np.uint64)
    chain_kernel.index(words.hashes, 0, split, slots, 64, before)
    any_length = chain_kernel.chain(words.hashes, words.flags, 0, split, split, stop, slots, 64, before, columns, room)
    taken = walked(room, any_length[1])
    turn = np.uint64(slots_kernel.note(words.hashes, 0, split, known, masks))
    short = chain_kernel.chain_64(words.hashes, words.flags, split, stop, known, masks, turn, columns, room)
    assert short == any_length
    assert walked(room, short[1]) == taken
    slots_kernel.forget(words.hashes, 0, split, known, masks, turn)
    assert not known.any()
    assert not masks.any()


def walked(places: Any, last: int) -> list[tuple[int, int]]:
    """The places of a chain, from its end on."""
    found = []
    while last >= 0:
        row, place, last = places[last : last + chain_kernel.PLACE].tolist()
        found.append((row, place))
    return found


def test_words_that_no_table_keeps_apart_are_not_noted() -> None:
    known, masks = np.zeros(slots_kernel.SLOTS, np.uint64), np.zeros(slots_kernel.SLOTS, np.uint64)
    alike = np.array([1, 1 | 1 << 63], np.uint64)  # no bits that tell a slot differ
    assert slots_kernel.note(alike, 0, 2, known, masks) == -1
    assert not known.any()
    assert not masks.any()
    many = np.arange(1, 66, dtype=np.uint64)
    assert slots_kernel.note(many, 0, 65, known, masks) == -1
    assert slots_kernel.note(many, 0, 64, known, masks) == 0
    assert masks[1:65].tolist() == [1 << place for place in range(64)]


def compared(words: Words) -> compare_kernel.Compared:
    """Every text with every other."""
    count = len(words.counts)
    speakers, times = np.ones(count, np.uint64), np.zeros(count, np.int64)
    found = pairs.pairs_of(every_pair(count), ~np.eye(count, dtype=np.bool_))
    return compare_kernel.compare(*words, speakers, times, *found)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_prints_are_pairs_of_words_with_meaning_and_runs_with_few(texts: list[list[str]]) -> None:
    light = {"the", "of", "not"}
    words = read(texts)
    places = print_kernel.print_places(words.flags, words.starts)
    prints, ends = print_kernel.all_prints(words.hashes, words.flags, words.starts, places)
    found = list(zip(prints.tolist(), ends.tolist(), strict=True))
    named: dict[tuple[str, ...], int] = {}
    for text, start, stop in zip(texts, places, places[1:], strict=False):
        heavy = [at for at, word in enumerate(text) if word not in light]
        runs = [(at + 3, tuple(text[at : at + 3])) for at in range(len(text) - 2)]
        expected = [(end, run) for end, run in runs if sum(word not in light for word in run) < 2]
        expected += [(at + 1, (text[before], text[at])) for before, at in pairwise(heavy)]
        expected.sort(key=lambda one: (one[0], -len(one[1])))
        assert [end for _, end in found[start:stop]] == [end for end, _ in expected]
        for (hashed, _), (_, run) in zip(found[start:stop], expected, strict=True):
            assert named.setdefault(run, hashed) == hashed
    assert len(set(named.values())) == len(named)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9), st.integers(0, 2**44 - 1)), max_size=300))
@settings(max_examples=60, deadline=None)
def test_links_of_equal_prints(drawn: list[tuple[int, int, int]]) -> None:
    drawn.sort(key=lambda one: (one[0], one[2]))  # prints stand in the order of what follows them
    prints = np.array([one << 61 | 7 for one, _, _ in drawn], np.uint64)
    owner = np.array([text for _, text, _ in drawn], np.int32)
    contexts = np.array([after for _, _, after in drawn], np.uint64)
    lengths = np.arange(10) % 4 + 6
    links, tells = link_kernel.link(lengths, owner, prints, 10)
    for row, (kind, _, after) in enumerate(drawn):
        rows = [at for at, one in enumerate(drawn) if one[0] == kind]
        if len(rows) == 1:
            assert links[row].tolist() == [-1] * 4
            continue
        texts = [drawn[at][1] for at in rows]
        ranked = sorted(rows, key=lambda at: (drawn[at][2], at))
        place = ranked.index(row)
        around = [drawn[ranked[at]][1] if 0 <= at < len(ranked) else -1 for at in (place - 1, place + 1)]
        assert links[row].tolist() == [max(texts, key=lambda text: (lengths[text], -text)), *around, min(texts)]
        assert drawn[ranked[place]][2] == after
        assert tells[row] == pytest.approx(np.log2(1 + 10 / len(rows)), abs=0.5 / link_kernel.TOLD)
    by_text = np.argsort(owner, kind="stable")
    best = link_kernel.candidates(links[by_text], tells[by_text], owner[by_text], 10)
    assert parted(prints, contexts, owner, lengths).tolist() == best.tolist()


def parted(prints: Any, contexts: Any, owner: Any, lengths: Any) -> Any:
    """The candidates that all prints at once give; these are in one part, and in one bucket of it."""
    entries = np.empty((len(prints), share_kernel.ENTRY), np.uint64)
    entries[:, share_kernel.PRINT], entries[:, share_kernel.CONTEXT] = prints >> np.uint64(61), contexts
    entries[:, share_kernel.OWNER] = owner.astype(np.uint64) << np.uint64(32) | lengths[owner].astype(np.uint64)
    told, whose = np.empty((2, told_kernel.CHUNK), np.uint64), np.empty(2, np.int32)
    cursors, found = np.zeros(1, np.int64), none_found(10)
    used = share_kernel.link_parts(entries, np.array([0, len(entries)]), 0, 10, told, whose, cursors, 0)
    told_kernel.best_of(told, whose[:used], cursors, found)
    return found


def none_found(texts: int) -> np.ndarray[Any, np.dtype[np.int32]]:
    return np.full((texts, link_kernel.CANDIDATES), -1, np.int32)


def candidates_of(words: Words) -> list[list[int]]:
    found = none_found(len(words.counts))
    share_kernel.candidates_of(*words, found)
    best: list[list[int]] = found.tolist()
    return best


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_candidates_are_the_same_however_prints_are_parted(texts: list[list[str]]) -> None:
    words = read(texts * 3)
    places = print_kernel.print_places(words.flags, words.starts)
    prints, ends = print_kernel.all_prints(words.hashes, words.flags, words.starts, places)
    owner = np.repeat(np.arange(len(words.counts), dtype=np.int32), np.diff(places))
    contexts = print_kernel.right_contexts(words.hashes, words.starts, ends, owner)
    order = np.lexsort((contexts, prints))
    links, tells = link_kernel.link(words.counts, owner[order], prints[order], len(words.counts))
    back = np.argsort(order)  # in the order of their texts
    best = link_kernel.candidates(links[back], tells[back], owner, len(words.counts)).tolist()
    assert candidates_of(words) == best
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(share_kernel, "MOST_ENTRIES", 20)
        patch.setattr(share_kernel, "EACH", 4)
        assert candidates_of(words) == best


@given(st.lists(st.integers(0, 5), max_size=40), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_variants_are_numbered_by_their_first(keys: list[int], shuffled: Any) -> None:
    order = list(range(len(keys)))
    shuffled.shuffle(order)
    variant, heads = fold_kernel.numbered(np.array(keys, np.uint64), np.array(order, np.int64))
    firsts: dict[int, int] = {}
    for row in order:
        firsts.setdefault(keys[row], row)
    assert heads.tolist() == list(firsts.values())
    assert [keys[heads[one]] for one in variant] == keys


@pytest.mark.parametrize(
    ("text", "words", "flags"),
    [
        ("It’s naïve", ["its", "naive"], [FUNCTION | CAPITAL | FIRST, 0]),
        ("1,250.50 jobs", ["1250.50", "jobs"], [NUMBER | FIRST, 0]),
        ("He praised Dorn. Not I", ["he", "praised", "dorn", "not", "i"],
         [FUNCTION | CAPITAL | FIRST, 0, NAME | CAPITAL, FUNCTION | NEGATION | CAPITAL | FIRST, FUNCTION | CAPITAL]),
        ("5% off", ["5", "%", "off"], [NUMBER | FIRST, 0, FUNCTION]),
        ("港口工人", ["港", "口", "工", "人"], [0, 0, 0, 0]),
        ("ПИРС открыт", ["пирс", "открыт"], [CAPITAL | FIRST, 0]),
        ("so… then", ["so", "then"], [FUNCTION | FIRST, FUNCTION | FIRST]),
    ],
)  # fmt: skip
def test_words_and_what_they_are(text: str, words: list[str], flags: list[int]) -> None:
    found = words_of(pa.array([text]))
    assert found.hashes.tolist() == [int(raw_words(pa.array([word])).hashes[0]) for word in words]
    assert found.flags.tolist() == flags


def test_accents_are_taken_apart_only_where_there_are_any() -> None:
    texts = ["“We’re ready – now…”", "We're ready - now", "café", "cafe\u0301", "ﬁne", None, ""]
    found = raw_words(pa.array(texts))
    said = [found.hashes[start:stop].tolist() for start, stop in zip(found.starts, found.starts[1:], strict=False)]
    assert said[0] == said[1]
    assert said[2] == said[3]
    assert said[4] == raw_words(pa.array(["fine"])).hashes.tolist()
    assert said[5] == said[6] == []
