"""Trafilatura's expressions with tests before their calls: they find the same elements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import XPath
from lxml.html import HtmlElement, fromstring
from trafilatura import xpaths

from onrecord.readers.quick_xpath import quick

NAMES = (
    "RAW_TREE_PRUNE_XPATH",
    "REMOVE_COMMENTS_AND_LISTS_XPATH",
    "OVERALL_DISCARD_XPATH",
    "BODY_XPATH",
    "COMMENTS_XPATH",
)
EXPRESSIONS = [one for name in NAMES for one in getattr(xpaths, name)]
WORDS = """
comment Comments commentary comol disqus_thread dsq-comments article-comments mvp-post-add-box infinite-scroll sidebar x
cookie author nav hidden hide-me hide post entry text article-body main content-main story-body primary share related
"""
VALUES = st.sampled_from(WORDS.split())
ATTRIBUTES = st.dictionaries(st.sampled_from(["id", "class", "style", "role", "itemprop"]), VALUES, max_size=3)
ELEMENTS = st.recursive(
    st.just([]),
    lambda inner: st.lists(st.tuples(st.sampled_from(["div", "section", "ul", "p", "span", "main"]), ATTRIBUTES, inner), max_size=4),
    max_leaves=12,
)  # fmt: skip


def page(elements: list) -> str:  # type: ignore[type-arg]
    parts = []
    for tag, attributes, inner in elements:
        printed = "".join(f' {name}="{value}"' for name, value in attributes.items())
        parts.append(f"<{tag}{printed}>word{page(inner)}</{tag}>")
    return "".join(parts)


@given(ELEMENTS)
def test_the_same_elements(elements: list) -> None:  # type: ignore[type-arg]
    tree: HtmlElement = fromstring(f"<html><body><div>{page(elements)}</div></body></html>")
    for one in EXPRESSIONS:
        assert quick(one)(tree) == one(tree), one.path


def test_calls_stand_behind_tests() -> None:
    one = XPath(".//*[re:test(@id, 'a|b')]", namespaces={"re": xpaths.REGEXP_NS})
    assert quick(one).path == ".//*[((@id) and re:test(@id, 'a|b'))]"
    tree = fromstring("<div><p id='xbx'>1</p><p>2</p></div>")
    assert [found.text for found in quick(one)(tree)] == ["1"]


@pytest.mark.parametrize("path", [".//p", ".//*[re:test(@id, 'a?')]"])
def test_what_would_hold_without_the_attribute_is_left_alone(path: str) -> None:
    one = XPath(path, namespaces={"re": xpaths.REGEXP_NS})
    assert quick(one).path == path
