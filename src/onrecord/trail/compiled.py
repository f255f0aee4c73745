"""A Python function → the same one, compiled at its first call and kept beside its module for the next process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Compile with numba; only numbers and numpy arrays may go in and out."""
    import numba

    return cast(_Function, numba.njit(cache=True, nogil=True)(function))
