"""A long web archive of small made-up pages → what the processes of ``onrecord add`` take in memory along the way.

``python -m bench.memory`` writes ``--pages`` pages (seeded, each different, with names that hardly ever come twice) into a
WARC, adds it with two processes, and tells the memory of the one that collects and of those that read, ten times on the
way. Exit code 1 if either holds more at the end than ``BOUND`` times what it held after a fifth.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from onrecord.record.add import Progress, add
from onrecord.settings import Options

BOUND = 1.2
_SYLLABLES = "ba bel cor da dun el far gor hal im jor ka lin mar nor ol per qui ros sel tam ur ven wes yan zor"
_NOUNS = ("pier", "ferry", "council", "harbour", "budget", "strike", "school", "bridge", "election", "tax", "market")
_VERBS = ("said", "told", "claimed", "announced", "warned", "added", "insisted")


def make_warc(place: Path, pages: int, seed: int = 6) -> None:
    """Write the archive, a page at a time."""
    from fastwarc.stream_io import GzipWriter
    from fastwarc.warc import WarcRecord, WarcRecordType

    chosen = random.Random(seed)
    with open(place, "wb") as file:
        for number in range(pages):
            record = WarcRecord()
            record.init_headers(WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://{_name(chosen).lower()}.example/{number}"
            record.headers["Content-Type"] = "application/http; msgtype=response"
            record.set_bytes_content(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _page(chosen, number).encode()
            )
            writer = GzipWriter(file, 1)
            record.write(writer)
            writer.finish()


def _page(chosen: random.Random, number: int) -> str:
    paragraphs = "".join(f"<p>{_sentences(chosen)}</p>" for _ in range(2))
    title = f"{_name(chosen)} on the {chosen.choice(_NOUNS)} of {_name(chosen)}"
    body = f"<article><h1>{title}</h1>{paragraphs}<p>No. {number}.</p></article>"
    return f'<!doctype html><html lang="en"><title>{title}</title>{body}</html>'


def _sentences(chosen: random.Random) -> str:
    noun, place = chosen.choice(_NOUNS), _name(chosen)
    return (
        f"“The {noun} of {place} will cost {chosen.randrange(2, 900)} million,” {chosen.choice(_VERBS)} {_name(chosen)} "
        f"{_name(chosen)}, the mayor of {place}. The {chosen.choice(_NOUNS)} in {_name(chosen)} stayed open that day."
    )


def _name(chosen: random.Random) -> str:
    return "".join(chosen.choices(_SYLLABLES.split(), k=chosen.randrange(2, 5))).title()


def memory() -> tuple[int, int]:
    """Bytes of this process, and of the largest one that it started."""
    own = _resident("self")
    children = Path(f"/proc/self/task/{_thread()}/children").read_text().split()
    return own, max(map(_resident, children), default=0)


def _thread() -> int:
    import threading

    return threading.get_native_id()


def _resident(process: str) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096
    except (FileNotFoundError, ProcessLookupError):
        return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100_000, metavar="N", help="pages (100,000)")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes that read (2)")
    given = parser.parse_args()
    seen: list[tuple[int, int, int]] = []
    progress, began = Progress(), time.monotonic()

    def watch() -> None:
        if progress.stage == "reading" and progress.documents >= (len(seen) + 1) * given.pages // 10:
            own, reading = memory()
            seen.append((progress.documents, own, reading))
            print(f"{progress.documents:9,} documents   {own / 1e6:6.0f} MB collecting   {reading / 1e6:6.0f} MB reading   "
                  f"{time.monotonic() - began:6.0f} s", flush=True)  # fmt: skip

    with tempfile.TemporaryDirectory() as folder:
        warc = Path(folder) / "small.warc.gz"
        make_warc(warc, given.pages)
        print(f"{given.pages:,} pages, {warc.stat().st_size / 1e6:.0f} MB")
        add(
            [str(warc)],
            Path(folder) / "rec",
            Options(model="fast"),
            workers=given.workers,
            progress=progress,
            watch=watch,
        )
        own, _ = memory()
        print(f"          compared and indexed   {own / 1e6:6.0f} MB   {time.monotonic() - began:6.0f} s")
    early, late = seen[1], seen[-1]
    ratios = [after / before for before, after in zip(early[1:], late[1:], strict=True)]
    print(f"end / a fifth: {ratios[0]:.2f} collecting, {ratios[1]:.2f} reading   bound {BOUND}")
    return int(max(ratios) > BOUND)


if __name__ == "__main__":
    sys.exit(main())
