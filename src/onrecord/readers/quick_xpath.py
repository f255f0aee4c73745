"""Trafilatura's expressions → the same, in two thirds of the time; what they find is left as it is.

``re:test`` calls from libxml2 back into Python, element by element, and most elements do not even have the attribute that
it looks at. So each call is put behind tests that libxml2 answers itself and that hold wherever the call would. A version
of trafilatura that names these things otherwise is left as it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import XPath

_CALL = re.compile(r"re:test\((@[\w-]+(?:\|@[\w-]+)*), '([^']+)'(?:, 'i')?\)")
_NAMES = ("RAW_TREE_PRUNE_XPATH", "REMOVE_COMMENTS_AND_LISTS_XPATH", "OVERALL_DISCARD_XPATH", "BODY_XPATH")
_NEEDED = {
    "mvp-post-add-(?:box|wrap)|infinite-?scroll": ("mvp-post-add", "infinite"),
    "^(?:[Cc]omment(?!ary)|comol|disqus_thread|dsq-comments)": ("omment", "comol", "disqus_thread"),
    "^[Cc]omment(?!ary)|(?:article|post)-comments": ("omment",),
}
"""Pattern → words of which one stands in whatever it matches."""


@cache
def quicken() -> None:
    """Replace the expressions that trafilatura uses for every page, once in a process."""
    from importlib import import_module

    from lxml.etree import ElementDefaultClassLookup
    from lxml.html import HtmlElement
    from trafilatura import xpaths

    for name in _NAMES:
        listed: list[XPath] = getattr(xpaths, name, [])
        listed[:] = [quick(one) for one in listed]
    utils: Any = import_module("trafilatura.utils")
    if hasattr(utils, "HTML_PARSER"):  # all elements of one class: choosing it is then libxml2's too, not Python's
        utils.HTML_PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    baseline: Any = import_module("trafilatura.baseline")
    if hasattr(baseline, "BASIC_CLEAN_XPATH"):
        baseline.BASIC_CLEAN_XPATH = quick(baseline.BASIC_CLEAN_XPATH)


def quick(expression: XPath) -> XPath:
    """The same expression with tests before its calls."""
    from lxml.etree import XPath

    path = _CALL.sub(_guarded, expression.path)
    return (
        expression
        if path == expression.path
        else XPath(path, namespaces={"re": "http://exslt.org/regular-expressions"})
    )


def _guarded(call: re.Match[str]) -> str:
    """A call behind its tests; one that would hold for a missing attribute, which counts as empty, has none."""
    names, pattern = call[1].split("|"), call[2]
    if re.search(pattern, ""):
        return call[0]
    needed = _NEEDED.get(pattern, ())
    tests = (
        [f"contains({name}, '{word}')" for name in names for word in needed] if len(names) == 1 and needed else names
    )
    return f"(({' or '.join(tests)}) and {call[0]})"
