"""Whole commands, each in a process of its own → CPU seconds and peak memory: what starting costs, and a large text.

``python -m bench.start`` takes turns, so that a busy machine slows all alike, and prints medians; ``--megabytes N`` reads
one text of N megabytes as well. The Python files are compiled before anything is measured.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import sys
import tempfile
from pathlib import Path

import onrecord

SAMPLE = Path(__file__).parent.parent / "examples" / "kherson.txt"
LOAD = "from onrecord.extract.model.reader import default; default()"


def spent(command: list[str]) -> tuple[float, float]:
    """CPU seconds (user and system) and peak memory in MiB of a command.

    :raises RuntimeError: the command failed.
    """
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, *command],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def commands(sample: Path) -> dict[str, list[str]]:
    """What is measured, by name."""
    reading = ["-m", "onrecord", "read", str(sample)]
    return {
        "python, nothing else": ["-c", ""],
        "import onrecord": ["-c", "import onrecord"],
        "onrecord --help": ["-m", "onrecord", "--help"],
        "load the trained reader": ["-c", LOAD],
        "its libraries alone": ["-c", "import numpy, onnxruntime, tokenizers"],
        "read the sample": reading,
        "read the sample, --model fast": [*reading, "--model", "fast"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.start", description="CPU seconds of whole commands.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=float, default=0, help="also read one text of this size")
    options = parser.parse_args()
    compileall.compile_dir(str(Path(onrecord.__file__).parent), quiet=2)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    rows: dict[str, list[float]] = {}
    for _ in range(options.rounds):
        for name, command in commands(SAMPLE).items():
            rows.setdefault(name, []).append(spent(command)[0])
    for name, seconds in rows.items():
        print(f"{name:32} {statistics.median(seconds):6.2f} s")
    if options.megabytes:
        print(large(options.megabytes))


def large(megabytes: float) -> str:
    """Cost of the sample's text again and again, in one file."""
    text = SAMPLE.read_text("utf-8")
    size = int(megabytes * 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "large.txt")
        file.write_text(
            ("\n\n".join([text] * (size // len(text.encode()) + 1))).encode()[:size].decode(errors="ignore")
        )
        seconds, memory = spent(["-m", "onrecord", "read", str(file), "--format", "jsonl"])
    return f"{f'one text of {megabytes:g} MB':32} {seconds:6.2f} s, {memory:,.0f} MiB"


if __name__ == "__main__":
    main()
