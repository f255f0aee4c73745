"""A Python function → the same one, compiled at its first call and kept beside its module for the next process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Compile with numba; only numbers and numpy arrays may go in and out.

    :raises ModuleNotFoundError: numba is missing; says which extra brings it.
    """
    return _compiled(function)


def inner(function: _Function) -> _Function:
    """Compile a function that others call in their loops: it makes no arrays, and counts no references to those it is given.

    Counting them costs more than a short function does (ten times as much as putting a number into a small table).
    """
    return _compiled(function, _nrt=False)


def intrinsic(function: Callable[..., Any]) -> Callable[..., Any]:
    """Make what compiled functions may call of a function that writes LLVM's instructions for it (see numba's ``intrinsic``)."""
    _numba()
    from numba.extending import intrinsic as made

    return cast(Callable[..., Any], made(function))


def _compiled(function: _Function, **options: bool) -> _Function:
    numba = _numba()
    try:
        return cast(_Function, numba.njit(cache=True, nogil=True, **options)(function))
    except RuntimeError:  # neither beside the module nor in the home is there room to keep it
        return cast(_Function, numba.njit(nogil=True, **options)(function))


def _numba() -> Any:
    try:
        import numba
    except ModuleNotFoundError as error:
        told = f'{error}; to follow statements: python -m pip install "onrecord[trail]"'
        raise ModuleNotFoundError(told, name=error.name) from error
    return numba
