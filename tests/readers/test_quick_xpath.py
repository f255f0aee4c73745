"""Trafilatura's expressions rewritten: they find the same elements, in the same order."""

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
    "TEASER_DISCARD_XPATH",
    "DISCARD_IMAGE_ELEMENTS",
    "COMMENTS_XPATH",
)
EXPRESSIONS = [XPath(one.path, namespaces={"re": xpaths.REGEXP_NS}) for name in NAMES for one in getattr(xpaths, name)]
FIRST = [XPath(one.path, namespaces={"re": xpaths.REGEXP_NS}) for one in xpaths.BODY_XPATH]
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


@pytest.mark.slow
@given(ELEMENTS)
def test_the_same_elements(elements: list) -> None:  # type: ignore[type-arg]
    tree: HtmlElement = fromstring(f"<html><body><div>{page(elements)}</div></body></html>")
    for one in EXPRESSIONS:
        assert quick(one)(tree) == one(tree), one.path
    for one in FIRST:
        assert quick(one)(tree)[:1] == one(tree)[:1], one.path


@pytest.mark.parametrize(
    ("path", "quicker"),
    [
        (".//*[re:test(@id, 'a|b')]", ".//*[@*][((@id) and kept:test(@id, 'a|b'))]"),
        (".//*[self::p or self::q][@id='a'][@class]", ".//p[@id='a'][@class]|.//q[@id='a'][@class]"),
        ("(.//*[self::p or self::q][@id='a'])[1]", "(.//p[@id='a']|.//q[@id='a'])[1]"),
        (".//*[self::p or self::q][@id='a'][1]", "(.//p[@id='a']|.//q[@id='a'])[1]"),
        (".//p", ".//p"),
        (".//*[not(@id)]", ".//*[not(@id)]"),
        (".//*[2]", ".//*[2]"),
    ],
)
def test_what_becomes_of_an_expression(path: str, quicker: str) -> None:
    assert quick(XPath(path, namespaces={"re": xpaths.REGEXP_NS})).path == quicker


def test_calls_are_asked_of_the_first_of_several_attributes_and_without_regard_to_case_where_told() -> None:
    tree = fromstring("<div><p id='xbx' class='q'>1</p><p>2</p><p class='B'>3</p><p class='q' id='b'>4</p></div>")
    for path, found in [
        (".//*[re:test(@id, 'b')]", "14"), (".//*[re:test(@id|@class, 'b')]", "1"), (".//*[re:test(@class, 'b', 'i')]", "3"),
    ]:  # fmt: skip
        one = XPath(path, namespaces={"re": xpaths.REGEXP_NS})
        assert "".join(element.text or "" for element in quick(one)(tree)) == found
        assert quick(one)(tree) == one(tree)


def test_a_test_that_holds_without_the_attribute_goes_on_holding() -> None:
    one = XPath(".//*[re:test(@id, 'a?')]", namespaces={"re": xpaths.REGEXP_NS})
    tree = fromstring("<div><p id='xbx'>1</p><p>2</p></div>")
    assert quick(one)(tree) == one(tree)
    assert len(one(tree)) == 2
