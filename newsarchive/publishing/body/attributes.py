"""The attributes that a published body keeps, each with a value that means something."""

import re

from newsarchive.posts.safe_html.allowed import words
from newsarchive.publishing.body.tree import Element

_NUMBER = re.compile(r"[1-9]\d{0,3}")
_INTEGER = re.compile(r"-?\d{1,6}")
_ANY = re.compile(r".+", re.DOTALL)
_LANGUAGES = words(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz
    ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik
    io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml
    mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd
    se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi
    vo wa wo xh yi yo za zh zu ast ckb cmn fil gsw hak haw hsb nan nds scn sco wuu yue
    """
)
_SUBTAGS = re.compile(r"([a-z]{2,3})((?:[-_][a-z0-9]{1,8})*)", re.IGNORECASE)
_FLAG = re.compile("")
_WORDS = words("dir loading scope target")

_EVERYWHERE = {"id": _ANY, "style": _ANY, "title": _ANY, "dir": re.compile("ltr|rtl|auto")}
_OF = {
    "a": {"href": _ANY, "target": re.compile("_blank"), "class": re.compile("remote")},
    "col": {"span": _NUMBER},
    "colgroup": {"span": _NUMBER},
    "del": {"datetime": _ANY},
    "details": {"open": _FLAG},
    "img": {"src": _ANY, "alt": re.compile(".*", re.DOTALL), "width": _NUMBER, "height": _NUMBER,
            "loading": re.compile("lazy"), "referrerpolicy": re.compile("no-referrer")},
    "ins": {"datetime": _ANY},
    "li": {"value": _INTEGER},
    "ol": {"start": _INTEGER, "reversed": _FLAG, "type": re.compile("[1aAiI]")},
    "td": {"colspan": _NUMBER, "rowspan": _NUMBER},
    "th": {"colspan": _NUMBER, "rowspan": _NUMBER, "scope": re.compile("(?:col|row)(?:group)?")},
    "time": {"datetime": _ANY},
}  # fmt: skip


def set_attributes(root: Element) -> None:
    """Drop every other attribute, and every other value of these."""
    for element in root.elements():
        if not element.attributes:
            continue
        own = _OF.get(element.tag, {})
        kept = {}
        for name, stated in element.attributes.items():
            allowed = own.get(name) or _EVERYWHERE.get(name)
            value = stated.strip().lower() if name in _WORDS else stated
            if allowed and (allowed is _FLAG or allowed.fullmatch(value)):
                kept[name] = "" if allowed is _FLAG else value
            elif name == "lang" and (language := known_language(value)):
                kept[name] = language
        if kept.get("target"):
            kept["rel"] = "noopener"
        element.attributes = kept


def known_language(value: str) -> str:
    """The language tag, empty unless a screen reader knows its language."""
    found = _SUBTAGS.fullmatch(value.strip())
    return found[0].replace("_", "-") if found and found[1].lower() in _LANGUAGES else ""
