"""Tags and comments as the HTML standard finds them, in text of any kind and in linear time."""

import re

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
