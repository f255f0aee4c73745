"""Small pages of our own making, and a way to read them."""

from onrecord.model import Document, Post
from onrecord.readers.html import read_html
from onrecord.readers.types import Decoded, Source
from onrecord.settings import Options

OPENING = (
    "The council of Mirefield voted on Tuesday to close the old harbour bridge for repairs that will take at least "
    "two winters, after engineers found cracks in four of its seven piers during an inspection in the spring."
)
MIDDLE = (
    "Shop owners on the eastern bank say that the detour of eleven kilometres will cost them most of their customers, "
    "and they have asked the mayor for a ferry that runs at least until eight in the evening on every working day."
)
CLOSING = (
    "The ferry question will be decided in December, when the council meets again to settle next year's budget, and "
    "the first barriers on the bridge are expected to go up on the second Monday of January, the town clerk said."
)


def page(embed: str = "", head: str = "", before: str = "", after: str = "") -> str:
    """A news page with three paragraphs and an embed between the second and the third."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bridge closes - Mirefield Post</title>{head}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>{before}
<article><h1>Bridge closes</h1><p>{OPENING}</p><p>{MIDDLE}</p>
{embed}
<p>{CLOSING}</p></article>{after}
<footer><p>Mirefield Post, 4 Quay Street</p></footer></body></html>"""


def read(html: str, fast: bool = False, **options: str) -> tuple[Document, tuple[Post, ...]]:
    data = html.encode("utf-8", "surrogatepass")
    return read_html(Decoded(html, "utf-8", True), Source("page.html", data), Options(fast=fast, **options))
