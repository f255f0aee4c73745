"""Saved pages with gold embedded posts → how many are found, and how many of those with words are right.

``python -m eval.posts --data DIR`` reads ``DIR/pages``. A post is right if handle, date and words are; words are
compared as words, white space and punctuation aside, links included. ``false`` counts posts of the gold's platforms
that the gold does not have.

The gold was cut by a pattern that takes the first dash of a post for that of its signature: then ``author`` holds the
rest of the words and the true name after the last dash. Such rows are put together again by that rule. Rows whose id
the saved page does not hold cannot be found and are counted apart.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from eval.floors import check, digest_of
from onrecord.model import Post
from onrecord.readers.decode import decode
from onrecord.readers.html import read_html
from onrecord.readers.types import Source
from onrecord.settings import Limits, Options

_WORD = re.compile(r"\w+")
Row = dict[str, Any]


def repaired(row: Row) -> Row:
    """The row with words and author put right where the gold's pattern cut at a dash inside the post."""
    author = row.get("author") or ""
    if "— " not in author or not row.get("text"):
        return row
    rest, _, name = author.rpartition("— ")
    return {**row, "text": f"{row['text']} {rest}", "author": name.strip()}


def faults(row: Row, post: Post) -> list[str]:
    """Which fields of a post differ from the gold's."""
    wrong = [name for name in ("handle", "posted") if row[name] != getattr(post, name)]
    if _WORD.findall(row["text"] or "") != _WORD.findall(post.text or ""):
        wrong.append("text")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with pages/")
    parser.add_argument("--raise", action="store_true", dest="raise_them", help="keep higher figures as the new floors")
    parser.add_argument("--fast", action="store_true", help="the fast way of reading")
    given = parser.parse_args()
    rows: dict[str, list[Row]] = defaultdict(list)
    for line in (given.data / "pages" / "posts.jsonl").read_text("utf-8").splitlines():
        rows[(row := json.loads(line))["page"]].append(repaired(row))
    figures = measure(given.data / "pages" / "html", rows, Options(fast=given.fast))
    name = "posts.fast" if given.fast else "posts"
    return check(name, figures, digest_of([given.data / "pages" / "posts.jsonl"]), given.raise_them)


def measure(folder: Path, rows: dict[str, list[Row]], options: Options) -> dict[str, float]:
    """Shares over all pages; every fault is listed on standard error."""
    found = absent = right = worded = placed = false = 0
    for page, gold in sorted(rows.items()):
        source = Source(page, gzip.decompress((folder / page).read_bytes()), "text/html")
        decoded = decode(source, Limits())
        posts = {(post.platform, post.id): post for post in read_html(decoded, source, options)[1]}
        for row in gold:
            post = posts.pop((row["platform"], row["id"]), None)
            missing = post is None and row["id"] not in decoded.text
            absent += missing
            found += post is not None
            worded += bool(row["text"]) and not missing
            wrong = faults(row, post) if post else ["absent from the page" if missing else "not found"]
            right += bool(row["text"]) and not wrong
            placed += post is not None and post.text is not None and post.span is not None
            if wrong:
                print(f"{page}: {row['id']}: {', '.join(wrong)}", file=sys.stderr)
        false += sum(post.platform in {row["platform"] for row in gold} for post in posts.values())
    total = sum(map(len, rows.values())) - absent
    return {
        "found": found / total, "right": right / worded, "placed": placed / worded, "true": 1 - false / max(1, found + false),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
