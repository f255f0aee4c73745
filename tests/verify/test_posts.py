from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Block, Document, Post, Span, Statement, StatementKind, Verdict
from onrecord.verify.posts import Match, judge, match_posts

RIVER = "The river took our bridge on Sunday and nobody came to help 🌊 https://t.co/Ab12cd"
TOWN = "Our town will rebuild the bridge before winter. Thank you all."
AGENCY = 'Mayor Weber told us: "We will not wait for the ministry any longer," and left the room.'


class Page:
    """A document built line by line: prose with statements in it, posts with their blocks."""

    def __init__(self) -> None:
        self.text = ""
        self.posts: list[Post] = []
        self.statements: list[Statement] = []
        self.blocks: list[Block] = []
        self.speakers: dict[str, str | None] = {}
        self.authors: dict[str, str | None] = {}

    def post(self, text: str | None, author: str | None, key: str, **known: bool) -> Page:
        start = len(self.text)
        self.text += (text or "") + "\n"
        span = Span(start, start + len(text), text) if text else None
        self.posts.append(Post(key, "x", author, author, None, None, text, span, **known))
        self.blocks.append(Block("post", start, start + len(text or ""), key))
        self.authors[key] = author
        return self

    def says(self, words: str, speaker: str | None, *, kind: StatementKind = "direct", mention: str = "") -> str:
        start = len(self.text)
        self.text += words + f" said {mention}.\n"
        return self._put(start, words, speaker, kind, Span(start + len(words) + 6, 0, mention) if mention else None)

    def within_post(self, words: str, speaker: str | None, key: str) -> str:
        home = next(post for post in self.posts if post.id == key).span
        assert home is not None
        return self._put(home.start + home.text.index(words), words, speaker, "direct", None)

    def _put(self, start: int, words: str, speaker: str | None, kind: StatementKind, mention: Span | None) -> str:
        key = f"s{len(self.statements)}"
        span = Span(start, start + len(words), words)
        self.statements.append(Statement(key, kind, (span,), None, mention, "neutral", None, None, 1.0))
        self.speakers[key] = speaker
        return key

    def nest(self, inner: str, outer: str) -> None:
        at = next(i for i, row in enumerate(self.statements) if row.id == inner)
        row = self.statements[at]
        self.statements[at] = Statement(
            row.id, row.kind, row.content, row.cue, row.mention, row.stance, row.said, outer, row.score
        )

    @property
    def document(self) -> Document:
        return Document("d", "-", None, None, (), None, "en", self.text, blocks=tuple(self.blocks))

    def matches(self) -> dict[str, Match]:
        return match_posts(self.statements, self.posts, self.document)

    def judged(self, anonymous: Sequence[str] = ()) -> dict[str, Verdict]:
        rows = judge(self.document, self.posts, self.statements, self.speakers, self.authors, self.matches(), anonymous)
        assert len({row.statement for row in rows}) == len(rows)
        return {row.statement: row for row in rows}


def test_a_copy_is_matched_to_its_post_by_words_alone() -> None:
    page = Page().post(TOWN, "weber", "p1").post(RIVER, "anna", "p2")
    key = page.says("“The river took our bridge on Sunday and nobody came to help,”", None)
    match = page.matches()[key]
    assert (match.post, match.span.text) == ("p2", "The river took our bridge on Sunday and nobody came to help")
    verdict = page.judged()[key]
    assert verdict.verdict == "typographic"
    assert [(e.what, e.original.text if e.original else "") for e in verdict.edits] == [
        ("emoji", "🌊"),
        ("link", "https://t.co/Ab12cd"),
    ]
    assert verdict.original is not None
    assert (verdict.original.kind, verdict.original.id) == ("post", "p2")


def test_the_speakers_own_post_gives_the_verdict() -> None:
    page = Page().post(TOWN, "weber", "p1")
    same = page.says("“Our town will rebuild the bridge before winter.”", "weber")
    changed = page.says("“Our town might rebuild the bridge before winter.”", "weber")
    short = page.says("“Thank you all”", "weber")
    verdicts = page.judged()
    assert [verdicts[key].verdict for key in (same, changed, short)] == ["verbatim", "meaning", "verbatim"]


def test_words_of_another_person_are_misattributed() -> None:
    page = Page().post(TOWN, "weber", "p1")
    key = page.says("“Our town will rebuild the bridge before winter.”", "anna", mention="Anna Petersen")
    verdict = page.judged()[key]
    assert verdict.verdict == "misattributed"
    assert verdict.original is not None
    assert verdict.original.id == "p1"


def test_words_that_a_post_quotes_are_not_its_authors() -> None:
    page = Page().post(AGENCY, "agency", "p1")
    same = page.says("“We will not wait for the ministry any longer,”", "weber")
    changed = page.says("“We will not wait for the council any longer,”", "weber")
    verdicts = page.judged()
    assert verdicts[same].verdict == "verbatim"
    assert "quotes these words" in verdicts[same].reason
    assert verdicts[changed].verdict == "no-original"  # another print, not the original: no reason to accuse


def test_a_post_that_names_the_speaker_beside_the_words_is_second_hand() -> None:
    page = Page().post("Weber: we will not wait for the ministry any longer, he says", "agency", "p1")
    key = page.says("“We will not wait for the ministry any longer,”", "weber", mention="Mayor Weber")
    assert page.judged()[key].verdict == "typographic"


def test_not_found_and_no_original() -> None:
    page = Page().post(TOWN, "weber", "p1")
    other = page.says("“The ministry never answered any of our eleven letters.”", "weber")
    stranger = page.says("“The ministry never answered any of our eleven letters.”", "anna")
    nobody = page.says("“The ministry never answered any of our eleven letters.”", None)
    verdicts = page.judged()
    assert [verdicts[key].verdict for key in (other, stranger, nobody)] == ["not-found", "no-original", "no-original"]
    assert all(verdicts[key].original is None for key in (other, stranger, nobody))


def test_a_post_that_cannot_be_read_whole_proves_no_absence() -> None:
    for known in ({"text": None}, {"text": "Our town will rebuild the…", "truncated": True}):
        page = Page().post(author="weber", key="p1", **known)  # type: ignore[arg-type]
        page.post(TOWN, "weber", "p2")
        key = page.says("“The ministry never answered any of our eleven letters.”", "weber")
        assert page.judged()[key].verdict == "no-original"


def test_a_truncated_post_is_compared_as_a_prefix() -> None:
    page = Page().post("The river took our bridge on Sunday and nobody came to he…", "anna", "p1", truncated=True)
    key = page.says("“The river took our bridge on Sunday and nobody came to help us carry the children out.”", "anna")
    verdict = page.judged()[key]
    assert verdict.verdict == "verbatim"
    assert "breaks off" in verdict.reason
    wrong = Page().post("The river took our bridge on Sunday and nobody came to he…", "anna", "p1", truncated=True)
    key = wrong.says("“The river took our bridge on Monday and nobody came to help us carry the children out.”", "anna")
    assert wrong.judged()[key].verdict == "meaning"


def test_an_unknown_or_anonymous_speaker_is_compared_all_the_same() -> None:
    page = Page().post(RIVER, "anna", "p1")
    unknown = page.says("“The river took our bridge on Monday and nobody came to help,”", None)
    somebody = page.says("“The river took our bridge on Sunday and nobody came to help,”", "another person")
    verdicts = page.judged(anonymous=["another person"])
    assert (verdicts[unknown].verdict, verdicts[somebody].verdict) == ("meaning", "typographic")


def test_only_the_quoted_words_of_a_mixed_statement_are_compared() -> None:
    page = Page().post(TOWN, "weber", "p1")
    key = page.says("that the people of the valley “will rebuild the bridge before winter”", "weber", kind="mixed")
    wrong = page.says("that the people of the valley “will rebuild the station before winter”", "weber", kind="mixed")
    verdicts = page.judged()
    assert (verdicts[key].verdict, verdicts[wrong].verdict) == ("verbatim", "reworded")


def test_a_statement_is_not_compared_with_the_post_that_it_stands_in() -> None:
    page = Page().post(AGENCY, "agency", "p1")
    key = page.within_post('"We will not wait for the ministry any longer,"', "weber", "p1")
    assert key not in page.matches()
    assert page.judged()[key].verdict == "no-original"
    page.post("We will not wait for the ministry any longer. Enough!", "weber", "p2")
    verdict = page.judged()[key]
    assert verdict.verdict == "verbatim"
    assert verdict.original is not None
    assert verdict.original.id == "p2"


def test_a_nested_statement_in_the_copy_of_a_post_is_compared_with_that_post() -> None:
    page = Page().post(AGENCY, "agency", "p1")
    outer = page.says(f"“{AGENCY.replace('wait', 'stay')}”", "agency")
    inner = page.says("“We will not stay for the ministry any longer,”", "weber")
    page.nest(inner, outer)
    verdict = page.judged()[inner]
    assert verdict.verdict == "reworded"
    assert "as this post gives the words" in verdict.reason


def test_two_posts_with_the_same_words_are_no_match_but_both_are_named() -> None:
    page = Page().post(TOWN, "weber", "p1").post(TOWN, "anna", "p2")
    key = page.says("“Our town will rebuild the bridge before winter.”", None)
    own = page.says("“Our town will rebuild the bridge before winter.”", "anna")
    assert page.matches() == {}
    verdicts = page.judged()
    assert verdicts[key].verdict == "no-original"
    assert verdicts[own].original is not None
    assert (verdicts[own].original.id, [also.id for also in verdicts[own].also]) == ("p2", ["p1"])


def test_one_post_embedded_twice_is_matched() -> None:
    page = Page().post(TOWN, "weber", "p1").post(TOWN, "weber", "p2")
    key = page.says("“Our town will rebuild the bridge before winter.”", None)
    assert page.matches()[key].post == "p1"


def test_few_or_common_words_match_nothing() -> None:
    page = Page().post("We will do it and that is what we want to do for all of you", "weber", "p1")
    for words in ("“it is”", "“we will”", "“and that is what we”", "“you”"):
        assert page.says(words, None) not in page.matches()


def test_strewn_words_are_no_copy() -> None:
    post = "The bridge fell. Nobody in the council wanted to hear of it. Winter came early, and the town was alone."
    page = Page().post(post, "weber", "p1")
    key = page.says("“The council town winter bridge came alone”", None)
    assert key not in page.matches()


def test_every_quotation_gets_exactly_one_verdict_and_nothing_else_does() -> None:
    page = Page().post(TOWN, "weber", "p1")
    quotations = {page.says("“Thank you all.”", "weber"), page.says("the “town”", None, kind="mixed")}
    page.says("that it rained", "weber", kind="indirect")
    page.says("Bridge to be rebuilt", "weber", kind="headline")
    page.says(TOWN, "weber", kind="post")
    assert set(page.judged()) == quotations


def test_no_posts_at_all() -> None:
    page = Page()
    key = page.says("“Thank you all.”", "weber")
    assert page.judged()[key].verdict == "no-original"


def test_many_posts_and_statements_stay_cheap() -> None:
    page = Page()
    for n in range(300):
        page.post(f"The council of ward {n} voted on the bridge {n} times", "weber", f"p{n}")
    keys = [page.says(f"“The council of ward {n} voted on the bridge {n} times”", "weber") for n in range(0, 60, 20)]
    assert [page.matches()[key].post for key in keys] == ["p0", "p20", "p40"]
