"""Whole verdicts of a draft against originals: which passage, whose it is there, and what is said where nothing is found."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.model import Document, OriginalText, Span, Speaker, Statement, StatementKind, Turn, Verdict
from onrecord.verify.check import judge_against
from onrecord.verify.library import Library

HEARING = """\
JANE WEBER: The harbor wall will not last another winter. We have asked for nine million euros.
PAUL HOLM: I have never seen a harbor so badly kept. The fishermen were promised new piers in 2015.
JANE WEBER: Mr. Holm was on the board in 2015.
PAUL HOLM: And I resigned, uh, because nobody listened. The harbor wall is a disgrace.
Q: Will the ferry stop running this autumn?
JANE WEBER: Not if we get the money. It would be the end of this town. Paul Holm told me last week, we will chain ourselves to the pier.
"""


def transcript(text: str, key: str = "hearing.txt", **known: object) -> OriginalText:
    turns, at = [], 0
    for line in text.splitlines(keepends=True):
        label, _, _said = line.partition(": ")
        turns.append(Turn(at + len(label) + 2, at + len(line.rstrip("\n")), label))
        at += len(line)
    return OriginalText("file", key, text, "0", None, tuple(turns), speech=True, language="en", **known)  # type: ignore[arg-type]


def plain(text: str, key: str, speaker: str | None = None) -> OriginalText:
    return OriginalText("file", key, text, "0", speaker, language="en")


def judged(
    words: str | Sequence[str],
    who: str | None,
    *originals: OriginalText,
    kind: StatementKind = "direct",
    unread: Sequence[str] = (),
    **known: object,
) -> Verdict:
    parts = [words] if isinstance(words, str) else words
    text, content = "", []
    for part in parts:
        content.append(Span(len(text), len(text) + len(part), part))
        text += part + " she said. "
    document = Document("d", "-", None, None, (), None, "en", text)
    statement = Statement("s", kind, tuple(content), None, None, "neutral", None, None, 1.0)
    facts = {"roles": (), "anonymous": False, "kind": "person", **known}
    speakers = [Speaker("p", who, affiliations=(), handles=(), mentions=(), **facts)] if who else []  # type: ignore[arg-type]
    library = Library(originals)
    [verdict] = judge_against(document, [statement], speakers, {"s": "p" if who else None}, library, unread)
    if verdict.original and verdict.original.span:
        home = next(row for row in originals if row.id == verdict.original.id)
        span = verdict.original.span
        assert home.text[span.start : span.stop] == span.text
        for edit in verdict.edits:
            assert not edit.original or home.text[edit.original.start : edit.original.stop] == edit.original.text
            assert not edit.printed or text[edit.printed.start : edit.printed.stop] == edit.printed.text
    return verdict


def test_the_speakers_own_words() -> None:
    verdict = judged("“The harbor wall will not last another winter,”", "Jane Weber", transcript(HEARING))
    assert verdict.verdict == "verbatim"
    assert verdict.original is not None
    assert (verdict.original.id, verdict.original.place, verdict.original.speaker) == (
        "hearing.txt",
        "line 1",
        "JANE WEBER",
    )


@pytest.mark.parametrize(
    ("words", "who", "wanted"),
    [
        ("“The harbor wall will not last another winter”", "Weber", "verbatim"),
        ("“The harbor wall will last another winter”", "Jane Weber", "meaning"),
        ("“I resigned because nobody listened”", "Paul Holm", "cleaned"),
        ("“I have never seen a harbor so badly kept”", "Jane Weber", "misattributed"),
        ("“I have seldom seen a harbor so badly kept”", "Jane Weber", "misattributed"),
        ("“Will the ferry stop running this autumn?”", "Jane Weber", "misattributed"),
        ("“another winter. We have asked … a harbor so badly kept”", "Jane Weber", "misattributed"),
        ("“We will sue the ministry and everybody in it”", "Jane Weber", "not-found"),
        ("“We will sue the ministry and everybody in it”", "Ingrid Dahl", "no-original"),
        ("“The harbor wall will not last another winter”", "Ingrid Dahl", "misattributed"),
        ("“[The wall] will not last another winter”", "Jane Weber", "bracketed"),
    ],
)
def test_verdict(words: str, who: str, wanted: str) -> None:
    assert judged(words, who, transcript(HEARING)).verdict == wanted


def test_words_joined_over_another_persons_turn() -> None:
    """What stands between is somebody else's, both ends are the speaker's: a splice or a marked cut, no lie about whose."""
    verdict = judged(
        "“We have asked for nine million euros … Mr. Holm was on the board”", "Jane Weber", transcript(HEARING)
    )
    assert verdict.verdict == "trimmed"


def test_a_turn_gives_the_words_of_another() -> None:
    verdict = judged("“we will chain ourselves to the pier”", "Paul Holm", transcript(HEARING))
    assert verdict.verdict == "verbatim"
    assert "gives these words as the speaker’s" in verdict.reason


def test_what_was_searched_is_told() -> None:
    verdict = judged(
        "“We will sue the ministry and everybody in it”", "Jane Weber", transcript(HEARING), plain("Rain.", "b.txt")
    )
    assert "hearing.txt" in verdict.reason


def test_an_original_that_cannot_be_read_leaves_it_open() -> None:
    verdict = judged("“We will sue the ministry and all of it”", "Jane Weber", transcript(HEARING), unread=["lost.pdf"])
    assert verdict.verdict == "no-original"
    assert "lost.pdf" in verdict.reason
    found = judged("“We have asked for nine million euros.”", "Jane Weber", transcript(HEARING), unread=["lost.pdf"])
    assert found.verdict == "verbatim"


@pytest.mark.parametrize("known", [{"anonymous": True}, {}])
def test_an_unknown_speaker_is_not_checked(known: dict[str, bool]) -> None:
    verdict = judged("“The harbor wall is a disgrace.”", "a resident" if known else None, transcript(HEARING), **known)
    assert verdict.verdict == "verbatim"
    assert "not checked" in verdict.reason


def test_a_role_contradicts_nobody_by_itself() -> None:
    speech = transcript("THE PRESIDENT: We will plant forty thousand trees along this river.\n")
    verdict = judged("“We will plant forty thousand trees along this river”", "Nora Lind", speech)
    assert (verdict.verdict, "not told" in verdict.reason) == ("verbatim", True)
    both = transcript(
        "THE PRESIDENT: We will plant forty thousand trees along this river.\nNORA LIND: I doubt that very much.\n"
    )
    assert judged("“We will plant forty thousand trees along this river”", "Nora Lind", both).verdict == "misattributed"


def test_a_release_without_a_speaker_is_anybodys() -> None:
    release = plain("The board regrets the loss of the archive and has named a new director.", "release.txt")
    assert judged("“regrets the loss of the archive”", "Nora Lind", release, kind="mixed").verdict == "verbatim"
    assert judged("“We burned the archive ourselves”", "Nora Lind", release).verdict == "not-found"


def test_a_post_of_somebody_else() -> None:
    post = OriginalText("post", "1", "Proud to open the new bridge with so many children today", "0", "Nora Lind")
    verdict = judged("“Proud to open the new bridge with so many children today”", "Jane Weber", post)
    assert verdict.verdict == "misattributed"
    assert judged("“Proud to open the new bridge”", "Nora Lind", post).verdict == "verbatim"


def test_the_same_words_in_several_places() -> None:
    twice = transcript(
        "JANE WEBER: We stay in this town.\nPAUL HOLM: We stay in this town.\nJANE WEBER: We stay in this town.\n"
    )
    verdict = judged("“We stay in this town”", "Paul Holm", twice)
    assert verdict.verdict == "verbatim"
    assert verdict.original is not None
    assert verdict.original.speaker == "PAUL HOLM"
    assert len(verdict.also) >= 1


@pytest.mark.parametrize("words", ["“yes”", "“”", "“…”", "“no, no, no”", "“的”", "“ " + "word " * 400 + "”"])
def test_words_too_few_or_too_many_are_no_error(words: str) -> None:
    assert judged(words, "Jane Weber", transcript(HEARING)).verdict in ("not-found", "no-original")


def test_common_words_are_nobodys_in_particular() -> None:
    verdict = judged("“in 2015”", "Nora Lind", transcript(HEARING))
    assert verdict.verdict == "no-original"


def test_no_original_at_all() -> None:
    verdict = judged("“We stay in this town”", "Jane Weber")
    assert (verdict.verdict, verdict.reason) == ("no-original", "no original to compare with")


def test_a_quotation_longer_than_its_original() -> None:
    short = transcript("JANE WEBER: We have asked for nine million euros.\n")
    verdict = judged(
        "“We have asked for nine million euros. And then we shall build a palace of glass.”", "Jane Weber", short
    )
    assert verdict.verdict in ("reworded", "meaning", "not-found")


@pytest.mark.parametrize(
    ("original", "same", "other"),
    [
        ("我们会在明年修好这座桥，费用由政府承担。", "我们会在明年修好这座桥", "我们不会在明年修好这座桥"),
        ("لن نغادر هذه المدينة أبدا وسنبني الجسر من جديد", "لن نغادر هذه المدينة أبدا", "سنغادر هذه المدينة أبدا"),
        ("हम इस शहर को कभी नहीं छोड़ेंगे और पुल फिर बनाएंगे", "हम इस शहर को कभी नहीं छोड़ेंगे", "हम इस शहर को कभी छोड़ेंगे"),
        (
            "우리는 이 도시를 떠나지 않을 것이며 다리를 다시 지을 것이다",
            "다리를 다시 지을 것이다",
            "다리를 다시 부술 것이다",
        ),
    ],
)
def test_other_scripts(original: str, same: str, other: str) -> None:
    release = plain(original, "release.txt", "Nora Lind")
    assert judged(f"“{same}”", "Nora Lind", release).verdict == "verbatim"
    assert judged(f"“{other}”", "Nora Lind", release).verdict not in ("verbatim", "typographic", "trimmed")


def test_what_a_machine_heard() -> None:
    heard = transcript("JANE WEBER: there whole council was hear and the peace of land is hours\n", machine=True)
    verdict = judged("“Their whole council was here and the piece of land is ours”", "Jane Weber", heard)
    assert "machine" in verdict.reason
    assert verdict.verdict in ("typographic", "reworded")
    written = transcript("JANE WEBER: there whole council was hear and the peace of land is hours\n")
    assert (
        judged("“Their whole council was here and the piece of land is ours”", "Jane Weber", written).verdict
        == "reworded"
    )
