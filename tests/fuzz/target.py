"""A fuzz target over both readers: damaged documents may be refused, but nothing else may go wrong.

``python tests/fuzz/target.py --seconds 30`` mutates small seeds until the time is up; a document that breaks a rule is
written to ``--keep`` and named. The rules (`check`) are used by the default tests too.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import time
from pathlib import Path

from onrecord.errors import UnreadableError
from onrecord.readers.read import read_source
from onrecord.readers.types import Source
from onrecord.settings import Limits, Options

OPTIONS = Options(limits=Limits(max_bytes=2_000_000))
FAST = Options(limits=Limits(max_bytes=2_000_000), fast=True)

PLAIN = """By Ann Lee • 09 May 2022 • 15:26\n
BREAKING: Ferry crews ready to talk. Image: Bo Ray/Shutterstock.com\n
OSLO, May 9, 2022 (Reuters) - The crews are ready, “as ready as ever,” their union said.\n
When the company fails, it talks. https://t.co/abc — Harbour Crews ⛴ (@harbour) May 9, 2022\n
Thanks for reading this article, check The Harbour Post website and follow us on Facebook.\n"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferries - The Harbour Post</title>
<meta property="article:published_time" content="2022-05-09T15:26:00Z"><script type="application/ld+json">
{"@type":"NewsArticle","headline":"Ferries","author":[{"name":"Ann Lee"}],"datePublished":"2022-05-09"}</script></head>
<body><article><h1>Ferry crews ready to talk</h1><p>OSLO (Reuters) - The crews of the harbour ferries are ready to talk,
“as ready as ever,” their union said on Monday, a week after they had blocked the port for the first time.</p>
<blockquote class="twitter-tweet"><p lang="en">We talk. <a href="https://t.co/a">pic.twitter.com/a</a></p>&mdash; Crews
(@harbour) <a href="https://twitter.com/harbour/status/1523612345678901234">May 9, 2022</a></blockquote>
<p>The company said it would answer before the end of the week, and that nobody would lose a day of pay.</p>
<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe><p>It will not last, another person wrote.</p></article>
<script>var x = "\\u003cblockquote class=\\"twitter-tweet\\"\\u003e\\u003cp\\u003eNo.\\u003c/p\\u003e"</script></body></html>"""
SEEDS = (
    PLAIN.encode(),
    PAGE.encode(),
    PLAIN.encode("utf-16"),
    PAGE.encode("cp1252", "xmlcharrefreplace"),
    gzip.compress(PAGE.encode()),
)
TOKENS = [
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        "\0", "\ufeff", "\ud800", "\r", "\r\n", "\n\n", "\x0c", "—", "(@a)", " May 9, 2022", "“", "”", "<", ">", "</", "<p>", "</p>",
        "<!--", "-->", "<![CDATA[", "<script>", "</script>", "<style>", "<svg>", "<template>", "<blockquote class=twitter-tweet>",
        "</blockquote>", "<table>", "<td>", "<b>", "<a href=", "&mdash;", "&#0;", "&#xD800;", "&#99999999;", "&amp",
        "<meta charset=utf-16>",
        "<base href=javascript:>", "<iframe srcdoc='<p>'>", "<article>", "</body>", "{\"@graph\":[", "]]]]", "🇷🇺", "\u202e", "a" * 300,
        "<div>" * 60, "Image: ", "By ", "© 2024 ", "https://t.co/", "/status/", "%PDF-", "1999 ", "\u2028",
    )
]  # fmt: skip


def mutated(seed: bytes, random_: random.Random) -> bytes:
    """One to twelve cuts, copies, swaps and insertions."""
    data = bytearray(seed)
    for _ in range(random_.randint(1, 12)):
        start = random_.randrange(len(data) + 1)
        stop = min(len(data), start + random_.choice((1, 3, 20, 200)))
        match random_.randrange(6):
            case 0:
                del data[start:stop]
            case 1:
                data[start:start] = data[start:stop] * random_.choice((1, 2, 30))
            case 2:
                data[start:start] = random_.choice(TOKENS)
            case 3:
                data[start:stop] = random_.randbytes(stop - start)
            case 4:
                data[start:stop] = random_.choice(TOKENS) * random_.choice((1, 5))
            case _:
                other = random_.choice(SEEDS)
                at = random_.randrange(len(other))
                data[start:start] = other[at : at + random_.choice((10, 400))]
    return bytes(data)


def check(data: bytes, uri: str, options: Options) -> None:
    """Read ``data`` and hold the result against what always holds.

    :raises AssertionError: a span lies outside the text, blocks are out of order, or it took too long.
    """
    start = time.process_time()
    try:
        document, posts = read_source(Source(uri, data), options)
    except UnreadableError:
        document, posts = None, ()
    spent = time.process_time() - start
    assert spent < 2 + len(data) / 20_000, f"{spent:.1f} s for {len(data)} bytes"
    if document is None:
        return
    document.text.encode()
    stop, ids = 0, {post.id for post in posts}
    assert len(ids) == len(posts)
    for block in document.blocks:
        assert stop <= block.start < block.stop <= len(document.text), block
        assert block.post is None or block.post in ids, block
        stop = block.stop
    for post in posts:
        assert post.span is None or document.text[post.span.start : post.span.stop] == post.span.text, post
    at = 0
    for start_, _, length in document.origin.map if document.origin else ():
        assert at <= start_ < start_ + length <= len(document.text)
        at = start_ + length


def main() -> int:
    """Run until the time is up; exit status 1 if a document broke a rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.SystemRandom().randrange(1 << 32)
    random_ = random.Random(seed)
    end, runs, failures = time.monotonic() + arguments.seconds, 0, 0
    while time.monotonic() < end:
        data, uri = mutated(random_.choice(SEEDS), random_), random_.choice(("a.txt", "a.html", "-"))
        options = random_.choice((OPTIONS, FAST))
        runs += 1
        try:
            check(data, uri, options)
        except (Exception, RecursionError) as error:  # noqa: BLE001 - any exception at all is what is looked for
            failures += 1
            arguments.keep.mkdir(parents=True, exist_ok=True)
            path = arguments.keep / f"{seed}-{runs}-{uri.replace('-', 'stdin')}"
            path.write_bytes(data)
            print(f"{path}: fast={options.fast} {type(error).__name__}: {error}", flush=True)
    print(f"seed {seed}: {runs} documents, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
