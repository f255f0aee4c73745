"""A hand-made reading of an invented article that holds every kind of row: the front ends are developed against it."""

from __future__ import annotations

from onrecord.model import (
    Attribution,
    Block,
    Conflict,
    Document,
    Edit,
    Origin,
    Original,
    Post,
    Reading,
    Relation,
    Relay,
    Span,
    Speaker,
    Statement,
    Verdict,
)
from onrecord.text.spans import span

PARAGRAPHS = [
    ("headline", "Mayor: harbour tunnel “will open in May”"),
    ("byline", "By Ines Halloran • 14 March 2023 • 09:40"),
    (
        "paragraph",
        "ACCORDING to Mayor Petra Lindqvist on Monday, the harbour tunnel will open in May, after reports that the "
        "pumps had failed.",
    ),
    (
        "paragraph",
        "The agency NORDA, citing city spokesman Tomas Reyes, wrote: “The contractor has assured us that every lane "
        "will be ready.”",
    ),
    ("paragraph", "“We have paid enough,” said Lindqvist, “and we will not pay twice.”"),
    ("paragraph", "Council leader Omar Adeyemi called the plan “a hole in the budget” that nobody needs."),
    ("heading", "Doubts online"),
    ("paragraph", "One resident said: “They have promised May for years. I wouldn’t bet 20 euros on it.”"),
    ("post", "They have promised May for five years 🙄 I would not bet 30 euros on it. https://t.co/q7Rz"),
    ("signature", "— Kalle B. (@kalle_bygg) March 13, 2023"),
    ("paragraph", "Another wrote: “The press desk told me “no comment today” and hung up.”"),
    ("post", "The press desk told me \"no comment today\" and hung up."),
    ("signature", "— Mirja (@mirja_s) March 13, 2023"),
    ("paragraph", "It is alleged that two engineers resigned."),
    ("paragraph", "Tomas Reyes, the project’s chief engineer, denied that the work was late."),
    ("caption", "The tunnel’s northern mouth. Photo: Harbour Authority"),
    ("furniture", "Follow us for more news from the harbour."),
]  # fmt: skip

TEXT = "\n\n".join(words for _, words in PARAGRAPHS)
POST = "post-x-1635"
OTHER = "post-x-1636"
IDLE = "post-bluesky-1"


def at(words: str, after: str = "") -> Span:
    """Span of ``words``, the first time they stand behind ``after``."""
    start = TEXT.index(words, TEXT.index(after))
    return span(TEXT, start, start + len(words))


def _blocks() -> tuple[Block, ...]:
    blocks, start = [], 0
    owner = {8: POST, 9: POST, 11: OTHER, 12: OTHER}
    for place, (kind, words) in enumerate(PARAGRAPHS):
        blocks.append(Block(kind, start, start + len(words), owner.get(place)))  # type: ignore[arg-type]
        start += len(words) + 2
    return tuple(blocks)


POST_TEXT = PARAGRAPHS[8][1]
OTHER_TEXT = PARAGRAPHS[11][1]


def posted(words: str, text: str = POST_TEXT) -> Span:
    """Span of ``words`` in a post's own text."""
    return span(text, text.index(words), text.index(words) + len(words))


DOCUMENT = Document(
    id="d-harbour",
    uri="news/harbour.html",
    outlet="Northgate Courier",
    title="Mayor: harbour tunnel “will open in May”",
    authors=("Ines Halloran",),
    published="2023-03-14",
    language="en",
    text=TEXT,
    url="https://northgate.example/harbour-tunnel",
    blocks=_blocks(),
    origin=Origin("text/html", "utf-8", "5d" * 32, 18_231),
)

POSTS = (
    Post(POST, "x", "Kalle B.", "kalle_bygg", "2023-03-13", "https://x.com/kalle_bygg/status/1635", POST_TEXT,
         at(POST_TEXT), posted_by="id", links=("https://t.co/q7Rz",)),
    Post(OTHER, "x", "Mirja", "mirja_s", "2023-03-13", "https://x.com/mirja_s/status/1636", OTHER_TEXT, at(OTHER_TEXT)),
    Post(IDLE, "bluesky", None, "harbour.example", "2023-03-12",
         "https://bsky.app/profile/harbour.example/post/1", None, None),
)  # fmt: skip


def _said(name: str, kind: str, content: list[Span], **more: object) -> Statement:
    row: dict[str, object] = {"cue": None, "mention": None, "stance": "neutral", "said": None, "within": None}
    return Statement(id=name, kind=kind, content=tuple(content), score=0.9, **(row | more))  # type: ignore[arg-type]


TOLD = "Another wrote:"
STATEMENTS = (
    _said("headline", "headline", [at("harbour tunnel “will open in May”")], mention=at("Mayor"), cue=at(":")),
    _said("opens", "indirect", [at("the harbour tunnel will open in May", "ACCORDING")], cue=at("ACCORDING to"),
          mention=at("Mayor Petra Lindqvist"), said="2023-03-13"),
    _said("pumps", "indirect", [at("the pumps had failed")], cue=at("reports that"), stance="hearsay"),
    _said("lanes", "direct", [at("“The contractor has assured us that every lane will be ready.”")], cue=at("citing"),
          mention=at("city spokesman Tomas Reyes")),
    _said("assured", "indirect", [at("every lane will be ready")], cue=at("has assured us that"),
          mention=at("The contractor"), stance="promise", within="lanes"),
    _said("paid", "direct", [at("“We have paid enough,”"), at("“and we will not pay twice.”")], cue=at("said"),
          mention=at("Lindqvist", "enough")),
    _said("hole", "mixed", [at("the plan “a hole in the budget” that nobody needs")], cue=at("called"),
          mention=at("Council leader Omar Adeyemi")),
    _said("bet", "direct", [at("“They have promised May for years. I wouldn’t bet 20 euros on it.”")],
          cue=at("said", "One resident"), mention=at("One resident")),
    _said("bet-post", "post", [at(POST_TEXT)], post=POST),
    _said("desk", "direct", [at("“The press desk told me “no comment today” and hung up.”")], cue=at("wrote", TOLD),
          mention=at("Another")),
    _said("comment", "direct", [at("“no comment today”")], cue=at("told", TOLD), mention=at("The press desk"),
          within="desk"),
    _said("desk-post", "post", [at(OTHER_TEXT)], post=OTHER),
    _said("resigned", "indirect", [at("two engineers resigned")], cue=at("It is alleged that"), stance="doubt"),
    _said("late", "indirect", [at("the work was late")], cue=at("denied that"), stance="denial",
          mention=at("Tomas Reyes, the project’s chief engineer")),
)  # fmt: skip

SPEAKERS = (
    Speaker("petra", "Petra Lindqvist", ("Mayor",), (), (), False,
            (at("Mayor"), at("Mayor Petra Lindqvist"), at("Lindqvist", "enough")), "person"),
    Speaker("tomas", "Tomas Reyes", ("city spokesman", "the project’s chief engineer"), (), (), False,
            (at("city spokesman Tomas Reyes"), at("Tomas Reyes, the project’s chief engineer")), "person"),
    Speaker("contractor", "the contractor", (), (), (), False, (at("The contractor"),), "organisation"),
    Speaker("omar", "Omar Adeyemi", ("Council leader",), (), (), False, (at("Council leader Omar Adeyemi"),), "person"),
    Speaker("kalle", "Kalle B.", (), (), ("kalle_bygg",), False, (at("One resident"),), "person"),
    Speaker("mirja", "Mirja", (), (), ("mirja_s",), False, (at("Another"),), "person"),
    Speaker("desk", None, (), (), (), True, (at("The press desk"),), "group"),
)  # fmt: skip

ATTRIBUTIONS = (
    Attribution("headline", "petra", "rules", 0.8, "the only mayor of the article"),
    Attribution("opens", "petra", "rules", 0.95, "named in full"),
    Attribution("pumps", None, "rules", 0.0, "nobody is named"),
    Attribution("lanes", "tomas", "rules", 0.95, "named in full"),
    Attribution("assured", "contractor", "rules", 0.9, "named in the words"),
    Attribution("paid", "petra", "rules", 0.9, "the surname of Petra Lindqvist"),
    Attribution("hole", "omar", "rules", 0.95, "named in full"),
    Attribution("bet", "kalle", "rules", 0.9, "author of the post that has these words"),
    Attribution("bet-post", "kalle", "rules", 1.0, "author of the post"),
    Attribution("desk", "mirja", "rules", 0.9, "author of the post that has these words"),
    Attribution("comment", "desk", "rules", 0.6, "named by their office alone"),
    Attribution("desk-post", "mirja", "rules", 1.0, "author of the post"),
    Attribution("resigned", None, "rules", 0.0, "nobody is named"),
    Attribution("late", "tomas", "rules", 0.95, "named in full"),
)

RELAYS = (
    Relay("lanes", 0, "speaker", "Tomas Reyes", at("city spokesman Tomas Reyes"), "named after “citing”"),
    Relay("lanes", 1, "agency", "NORDA", at("NORDA"), "subject of “wrote”"),
    Relay("assured", 0, "speaker", "the contractor", at("The contractor"), "subject of “assured”"),
    Relay("assured", 1, "speaker", "Tomas Reyes", at("city spokesman Tomas Reyes"), "the statement around it"),
    Relay("assured", 2, "agency", "NORDA", at("NORDA"), "subject of “wrote”"),
    Relay("bet-post", 1, "platform", "x", None, "embedded post"),
)

BET = "One resident"
VERDICTS = (
    Verdict("lanes", None, "no-original", 0.0, (), "no original of Tomas Reyes in this document"),
    Verdict("paid", None, "no-original", 0.0, (), "no original of Petra Lindqvist in this document"),
    Verdict("hole", None, "no-original", 0.0, (), "no original of Omar Adeyemi in this document"),
    Verdict("bet", Original("post", POST, posted(POST_TEXT[: POST_TEXT.index(" https")])), "meaning", 0.82, (
        Edit("delete", None, posted("five"), "number"),
        Edit("replace", at(".", BET), posted("🙄"), "emoji"),
        Edit("replace", at("wouldn’t", BET), posted("would not"), "contraction"),
        Edit("replace", at("20", BET), posted("30"), "number"),
        Edit("delete", None, posted("https://t.co/q7Rz"), "link"),
    ), "two numbers differ"),
    Verdict("desk", Original("post", OTHER, span(OTHER_TEXT, 0, len(OTHER_TEXT))), "typographic", 1.0, (
        Edit("replace", at("“", "told me"), span(OTHER_TEXT, 23, 24), "punctuation"),
        Edit("replace", at("”", "no comment"), span(OTHER_TEXT, 40, 41), "punctuation"),
    ), "only quote marks differ"),
    Verdict("comment", None, "no-original", 0.0, (), "no original of the press desk in this document"),
)  # fmt: skip

RELATIONS = (
    Relation("paraphrase", ("opens", "headline"), 0.8, "same speaker, same words"),
    Relation("copy", ("bet", "bet-post"), 0.9, "the same words"),
    Relation("copy", ("desk", "desk-post"), 1.0, "the same words"),
)
CONFLICTS = (
    Conflict("role", ("lanes", "late"), ("tomas",), "Tomas Reyes is “city spokesman” here and “the project’s chief "
             "engineer” there"),
)  # fmt: skip

READING = Reading(
    DOCUMENT, POSTS, STATEMENTS, SPEAKERS, ATTRIBUTIONS, RELAYS, VERDICTS, RELATIONS, CONFLICTS
)  # fmt: skip
