"""The public names: documented, importable at no cost, and their examples true."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib import import_module

import pytest

import onrecord

HEAVY = ("numpy", "pyarrow", "duckdb", "onnxruntime", "rich", "jinja2", "lxml", "selectolax", "trafilatura", "msgspec")


@pytest.mark.parametrize("name", [name for name in onrecord.__all__ if name != "__version__"])
def test_every_public_name_is_documented(name: str) -> None:
    assert (getattr(onrecord, name).__doc__ or "").strip()


def test_the_names_of_the_package_are_those_it_can_give() -> None:
    assert set(onrecord.__all__) == set(onrecord._PLACES)


@pytest.mark.parametrize("module", sorted({module for module, _ in onrecord._PLACES.values()}))
def test_examples_are_true(module: str) -> None:
    assert not doctest.testmod(import_module(module), optionflags=doctest.NORMALIZE_WHITESPACE).failed


def test_importing_brings_no_heavy_module() -> None:
    code = f"import sys, onrecord; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
