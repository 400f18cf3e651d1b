"""The part of HTML that every parser reads alike; whatever else there is comes out as a stray.

Possessive quantifiers keep it linear: no hostile text makes it look twice.
"""

import re

_SPACE = r"[ \t\r\n]"
_NAME = r"[A-Za-z][A-Za-z0-9]*+"
# kramdown reads an unquoted value only as far as it is a word, HTML as far as white space.
_VALUE = rf"""(?:"[^"<>]*+"|'[^'<>]*+'|[A-Za-z0-9_]++(?={_SPACE}|>))"""
_ATTRIBUTE_NAME = r"[A-Za-z][A-Za-z0-9_-]*+"
_ATTRIBUTE = rf"{_SPACE}++{_ATTRIBUTE_NAME}(?:{_SPACE}*+={_SPACE}*+{_VALUE})?+"

# The groups are what re.findall yields, in this order. Hugo cuts a post in two at its divider,
# with blank lines around the cut, so that one is no ordinary comment.
TOKEN = re.compile(
    rf"""
      (?P<text>[^<]++)
    | <(?P<start>{_NAME})(?P<attributes>(?:{_ATTRIBUTE})*+){_SPACE}*+(?P<slash>/?)>
    | </(?P<end>{_NAME})>
    | (?P<comment><!--(?!-?>|more-->)(?:[^-\[]++|-(?!-)|\[(?!if|endif))*+-->)
    | (?P<divider><!--more-->)
    | (?P<stray><)
    """,
    re.IGNORECASE | re.VERBOSE,
)
ATTRIBUTE = re.compile(
    rf"""({_ATTRIBUTE_NAME})(?:{_SPACE}*+={_SPACE}*+(?:"([^"]*+)"|'([^']*+)'|([A-Za-z0-9_]++)))?+"""
)
BLANK_LINE = re.compile(r"\n[ \t]*+\r?\n")


_REST = r"""
    (?:[\s/]++ | [^\s/>][^\s/>=]*+
      (?:\s*+=\s*+ (?:"[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^\s>"'][^\s>]*+)?+)?+ )*+
"""
_TEXT_ONLY = "iframe|noembed|noframes|noscript|script|style|template|textarea|title|xmp"

# Possessive quantifiers: no hostile text makes it look twice.
MARKUP = re.compile(
    rf"""
      <!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))
    | <(?P<raw>{_TEXT_ONLY})(?=[\s/>]){_REST}(?:>|\Z)
      (?P<content>(?:[^<]++|<(?!/(?P=raw)[\s/>]))*+)(?:</(?P=raw)[^>]*+(?:>|\Z)|\Z)
    | <(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?P<rest>{_REST})(?:>|\Z)
    | <[!?][^>]*+(?:>|\Z)
    """,
    re.VERBOSE | re.IGNORECASE,
)
