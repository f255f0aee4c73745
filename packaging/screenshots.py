"""The reports of the examples → the pictures of the documentation in ``docs/img`` (``python packaging/screenshots.py``; needs Chromium)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
)  # fmt: skip
SHOTS = {
    "read": (["read", "kherson.txt"], "1100,900"),
    "check": (["check", "check/draft.md", "--against", "check/notes"], "1280,900"),
}


def shoot(page: Path, picture: Path, size: str) -> None:
    """Take a picture of a page."""
    browser = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if browser is None:
        raise SystemExit("Chromium is needed for screenshots.")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            browser,
            *FLAGS,
            f"--user-data-dir={profile}",
            f"--window-size={size}",
            f"--screenshot={picture}",
            page.as_uri(),
        ]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL, timeout=120)


def main() -> None:
    """Take all of them."""
    folder = ROOT / "docs" / "img"
    folder.mkdir(exist_ok=True)
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for name, (command, size) in SHOTS.items():
        with tempfile.TemporaryDirectory() as place:
            page = Path(place) / "page.html"
            done = subprocess.run(
                ["onrecord", *command, "-o", str(page)], cwd=ROOT / "examples", env=environment, check=False
            )
            if done.returncode not in (0, 1):
                raise SystemExit(done.returncode)
            shoot(page, folder / f"{name}.png", size)


if __name__ == "__main__":
    main()
