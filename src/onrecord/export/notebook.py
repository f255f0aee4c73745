"""Readings and checks → a frame in a notebook's output: the self-contained report, shut off from the notebook around it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.checking import Checking
    from onrecord.model import Reading

HEIGHT = 520
"""Pixels."""


def of_reading(reading: Reading) -> str:
    """The report of one reading."""
    from onrecord.export.html import render

    return _frame(render([reading]), "Statements of the document")


def of_checking(checking: Checking) -> str:
    """The report of one check."""
    from onrecord.export.check_facts import Sheet
    from onrecord.export.check_html import render

    return _frame(render([Sheet(checking)]), "Quotations and their originals")


def _frame(page: str, title: str) -> str:
    """An attribute holds the page, so nothing in it reaches the notebook; the sandbox lets no script run."""
    return (
        f'<iframe sandbox="" srcdoc="{escape(page, quote=True)}" title="{title}" width="100%" height="{HEIGHT}" '
        'style="border: 1px solid #8888; border-radius: 4px"></iframe>'
    )
