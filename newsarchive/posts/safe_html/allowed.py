"""What a body may hold: elements, attributes, URL schemes, style properties, sizes.

``docs/safe-html.md`` shows the same lists; a test compares the two.
"""


def words(text: str) -> frozenset[str]:
    """A set written as one line of words."""
    return frozenset(text.split())


MAX_DEPTH = 200  # lxml drops text below 254, kramdown dies at 2,000
MAX_ATTRIBUTES = 500
MAX_TAGS_A_LINE = 2000

# Block elements that kramdown and CommonMark both keep raw at the start of a line: in CommonMark's
# HTML block rule 6 (rule 1 for pre) and not among kramdown's HTML_SPAN_ELEMENTS.
BLOCKS = words(
    "address article aside blockquote caption center col colgroup dd details div dl dt figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
INLINES = words(
    "a abbr audio b bdi bdo big br cite code del dfn em font i img ins kbd mark picture q rb rp rt "
    "rtc ruby s samp small source span strike strong sub sup time tt u var video wbr"
)
ELEMENTS = BLOCKS | INLINES
VOID = words("br col hr img source wbr")

# Elements whose content goes with them: no reader ever sees it as text.
DROPPED_WITH_CONTENT = words("iframe noembed noframes noscript script style template title")

EVERYWHERE = words(
    "align bgcolor border cellpadding cellspacing class clear color dir face height hspace id lang "
    "noshade nowrap size style target title valign vspace web width"
)
_CELL = words("abbr axis char charoff colspan headers rowspan scope")
_MEDIA = words("controls loop muted preload src")
_COLUMNS = frozenset({"span"})
_EDIT = frozenset({"cite", "datetime"})
PER_ELEMENT: dict[str, frozenset[str]] = {
    "a": words("href hreflang name rel type"),
    "audio": _MEDIA,
    "blockquote": frozenset({"cite"}),
    "col": _COLUMNS,
    "colgroup": _COLUMNS,
    "del": _EDIT,
    "details": frozenset({"open"}),
    "img": words("alt decoding emheight emwidth loading referrerpolicy sizes src srcset"),
    "ins": _EDIT,
    "li": frozenset({"type", "value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "q": frozenset({"cite"}),
    "source": words("media sizes src srcset type"),
    "span": frozenset({"href"}),  # stock links of the rolling news
    "table": frozenset({"frame", "rules", "summary"}),
    "td": _CELL,
    "th": _CELL,
    "time": frozenset({"datetime"}),
    "ul": frozenset({"type"}),
    "video": _MEDIA | {"playsinline", "poster"},
}
DATA_PREFIX = "data-"  # inert: no parser and no browser acts on them

URLS = frozenset({"cite", "href", "poster", "src"})
URL_LISTS = frozenset({"srcset"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_SIDES = ("top", "right", "bottom", "left")
_SIDED = {f"{prefix}-{side}" for prefix in ("border", "margin", "padding") for side in _SIDES}
_BORDERS = {f"border-{side}-{part}" for side in _SIDES for part in ("color", "style", "width")}
STYLES = (
    _SIDED
    | _BORDERS
    | words(
        "background-color border border-collapse border-color border-radius border-spacing "
        "border-style border-width box-sizing caption-side clear color direction display "
        "empty-cells float font font-family font-size font-style font-variant font-weight height "
        "letter-spacing line-height list-style-position list-style-type margin max-height max-width "
        "min-height min-width overflow overflow-wrap overflow-x overflow-y padding "
        "table-layout text-align text-align-last text-decoration text-indent text-justify text-overflow "
        "text-transform vertical-align visibility white-space width word-break word-spacing "
        "word-wrap writing-mode"
    )
)
STYLE_FUNCTIONS = words("calc hsl hsla rgb rgba")


def is_attribute_of(element: str, name: str) -> bool:
    """Whether the element may carry the attribute; ``data-*`` attributes are the caller's matter."""
    return name in EVERYWHERE or name in PER_ELEMENT.get(element, ())
