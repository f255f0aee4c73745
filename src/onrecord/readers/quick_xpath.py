"""Trafilatura's expressions → the same, in two thirds of the time; what they find is left as it is.

``re:test`` calls from libxml2 back into Python, element by element, and most elements do not even have the attribute that
it looks at. So each call is put behind tests that libxml2 answers itself and that hold wherever the call would, and what it
answered for a value is kept: pages say the same of many elements. Looking for elements of some names, libxml2 is quicker
when it looks for one name after the other. A version of trafilatura that names these things otherwise is left as it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import XPath

_CALL = re.compile(r"re:test\((@[\w-]+(?:\|@[\w-]+)*), '([^']+)'(?:, 'i')?\)")
_NAMES = (
    "RAW_TREE_PRUNE_XPATH", "REMOVE_COMMENTS_AND_LISTS_XPATH", "OVERALL_DISCARD_XPATH", "BODY_XPATH",
    "TEASER_DISCARD_XPATH", "DISCARD_IMAGE_ELEMENTS",
)  # fmt: skip
_SHAPE = re.compile(
    r"\s*(?P<open>\()?\.//\*\[\s*(?P<names>self::\w+(?: or self::\w+)*)\s*\](?P<tests>\[.*?\])(?P<first>\[1\])?"
    r"(?P<close>\)\[1\])?\s*",
    re.DOTALL,
)
"""Elements of some names for which something holds, all of them or the first ones."""
_LITERAL = re.compile("'[^']+'")
_ALONE = re.compile(r"\.//\*\[(?:@[\w-]+|contains|starts-with|translate|re:test|or|and|[\s(),|=]|\]\[)*\]\s*")
"""An expression without its strings, none of them empty, that only asks what elements have for attributes."""
_OURS, _KEPT = "urn:x-onrecord:xpath", 1 << 14
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
    """An expression that finds the same; of one that asks for the first under each parent, the first of all is found."""
    from lxml.etree import XPath

    path = _split(_CALL.sub(_guarded, expression.path.strip())).replace("re:test(", "kept:test(")
    if path == expression.path:
        return expression
    return XPath(path, namespaces={"kept": _OURS}, extensions={(_OURS, "test"): _test}, smart_strings=False)


def _split(path: str) -> str:
    """Elements of several names as the union of those of each; with tests of attributes alone, only where there is one."""
    found = _SHAPE.fullmatch(path)
    if not found or bool(found["open"]) != bool(found["close"]):
        return f".//*[@*]{path[4:]}" if _of_attributes(path) else path
    names = (name.strip().removeprefix("self::") for name in found["names"].split(" or "))
    union = "|".join(f".//{name}{found['tests']}" for name in names)
    return f"({union})[1]" if found["first"] or found["close"] else union


def _of_attributes(path: str) -> bool:
    """Whether elements without any attribute are never found; a call may hold where there is none."""
    held = any(re.search(call[2], "") for call in _CALL.finditer(path))
    return not held and _ALONE.fullmatch(_LITERAL.sub("", path)) is not None


def _test(_: object, value: list[str] | str, pattern: str, flags: str = "") -> bool:
    """``re:test``: of several attributes the first in the page is looked at, none is empty."""
    return _holds((value[0] if value else "") if isinstance(value, list) else value, pattern, flags)


@lru_cache(maxsize=_KEPT)
def _holds(text: str, pattern: str, flags: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE if "i" in flags else 0) is not None


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
