"""Formulas: their words stand once, however often a page writes them for eyes, ears and scripts."""

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extraction.body.elements import remove
from newsarchive.pages.visible_text import all_text
from newsarchive.pages.words import words

_SHOWN = etree.XPath(
    "descendant::*[contains(@class, 'katex') or contains(@class, 'MathJax') or contains(@class, 'MJX')"
    " or contains(@class, 'mwe-math') or self::mjx-container]"
)
_FOR_EYES = words(
    "katex-html mathjax mathjax_preview mathjax_svg mathjax_chtml mathjax_display mathjax_svg_display"
)
"""Classes of what a script drew; the formula's source stands beside it."""


def write_out_formulas(root: HtmlElement) -> None:
    """Put each formula's words in its place: what it is called, its TeX, or else its signs."""
    scripts = [one for one in root.iter("script") if (one.get("type") or "").lower().startswith("math/")]
    formulas = list(root.iter("math"))
    if scripts or formulas:
        for shown in _SHOWN(root):
            _keep_source(shown)
    for script in scripts:
        if "mml" in script.get("type", "").lower():
            remove(script)  # its markup is no text
        else:
            _become(
                script, (script.text or "").strip().removeprefix("% <![CDATA[").removesuffix("%]]>").strip()
            )
    for math in formulas:
        _write_out(math)


def _keep_source(shown: HtmlElement) -> None:
    """Take away what a script drew of a formula that is there in another form, too."""
    parent = shown.getparent()
    if parent is None:
        return
    if shown.tag == "mjx-container" or "mwe-math-element" in (shown.get("class") or ""):
        if (math := shown.find(".//math")) is not None:
            math.tail = None
            shown[:] = [math]
            shown.text = None
        return
    following = shown.getnext()
    while following is not None and following.tag == "span" and _is_drawn(following):
        following = following.getnext()
    has_script = following is not None and following.tag == "script"
    has_math = any(beside is not shown and beside.find(".//math") is not None for beside in parent)
    if _is_drawn(shown) and (has_script or has_math):
        remove(shown)


def _is_drawn(element: HtmlElement) -> bool:
    return not _FOR_EYES.isdisjoint((element.get("class") or "").lower().split())


def _write_out(math: HtmlElement) -> None:
    tex = next((one for one in math.iter("annotation") if "tex" in (one.get("encoding") or "")), None)
    said = math.get("alttext") or (all_text(tex) if tex is not None else "")
    if not said:
        etree.strip_elements(math, "annotation", "annotation-xml", with_tail=False)
        said = all_text(math)
    _become(math, said)


def _become(element: HtmlElement, said: str) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "span", said, tail
