"""Bars of a year's weeks as SVG within the page, drawn by matplotlib.

Fonts and colours are left to the page's style sheet, so that dark and light are the reader's choice.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from lxml import etree
from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from newsarchive.showing.report.weeks import Series
from newsarchive.text import many

_WIDTH, _HEIGHT = 340, 112  # px where the page shows it as it is; it is shown no smaller than on a phone
_TEXT = 11  # px
# Colours that only stand for what the style sheet says.
_COLOURS = {"#010101": "var(--bar)", "#020202": "var(--muted)", "#030303": "var(--line)"}
_BAR, _MUTED, _LINE = _COLOURS
_GAP = 0.2  # of a week's width
_MONTHS = 3  # from one name of a month to the next
_SVG = "{http://www.w3.org/2000/svg}"


def bars(series: Series, weeks: Sequence[date], *, key: str) -> Markup:
    """An SVG element that says in title and description what it shows.

    :param weeks: the Mondays, one for each of the values
    :param key: another one for each SVG of a page, whose parts are named by it
    """
    with rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "newsarchive",  # the same bytes each time
            "font.size": _TEXT,
            "axes.spines.left": False,
            "axes.spines.right": False,
            "axes.spines.top": False,
        }
    ):
        figure = Figure(figsize=(_WIDTH / 72, _HEIGHT / 72))
        axes = figure.add_axes((0.11, 0.2, 0.88, 0.7))
        _draw(axes, series.values, weeks)
        drawn = BytesIO()
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None})
    return _for_page(drawn.getvalue(), series, weeks, key)


def _draw(axes: Axes, values: Sequence[float], weeks: Sequence[date]) -> None:
    heights, edges = [], [0.0]
    for place, value in enumerate(values):
        heights += [value, 0.0]
        edges += [place + 1 - _GAP, place + 1.0]
    axes.stairs(heights, edges, fill=True, color=_BAR, linewidth=0, clip_on=False)
    axes.set_xlim(0, len(values))
    axes.set_ylim(0, max(*values, 1))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=2, integer=True, min_n_ticks=2))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y", color=_LINE, linewidth=1, clip_on=False)
    axes.set_axisbelow(True)
    axes.spines["bottom"].set_color(_LINE)
    begins = [place for place, monday in enumerate(weeks) if monday.day <= 7]
    named = begins[::_MONTHS]
    axes.set_xticks(named, [f"{weeks[place]:%b}" for place in named], ha="left")
    axes.tick_params(left=False, bottom=False, labelcolor=_MUTED, pad=3)


def _for_page(drawn: bytes, series: Series, weeks: Sequence[date], key: str) -> Markup:
    svg = etree.fromstring(drawn, etree.XMLParser(resolve_entities=False, no_network=True))
    for part in (*svg.iter(f"{_SVG}metadata"), *svg.iter(f"{_SVG}defs")):
        part.getparent().remove(part)
    for part in svg.iter():
        part.attrib.pop("id", None)
        if style := part.get("style"):
            for colour, name in _COLOURS.items():
                style = style.replace(colour, name)
            kept = [one for one in style.split("; ") if not one.startswith("font")]
            part.set("style", "; ".join(kept))
    words = {
        "title": f"{series.label[:1].upper()}{series.label[1:]}, by week",
        "desc": told_in_words(series, weeks),
    }
    for place, (name, text) in enumerate(words.items()):
        element = etree.Element(f"{_SVG}{name}", id=f"bars-{key}-{name}")
        element.text = text
        svg.insert(place, element)
    for name in ("width", "height", "version"):
        svg.attrib.pop(name)
    svg.set("role", "img")
    svg.set("aria-labelledby", f"bars-{key}-title")
    svg.set("aria-describedby", f"bars-{key}-desc")
    return Markup(etree.tostring(svg, encoding="unicode"))  # noqa: S704  a tree's own text, escaped by lxml


def told_in_words(series: Series, weeks: Sequence[date]) -> str:
    """What there is to see, for who does not see it."""
    most = max(series.values)
    if not most:
        return f"Nothing in the {many(len(weeks), 'week')} to {weeks[-1]:%d %B %Y}."
    when = weeks[series.values.index(most)]
    return (
        f"{many(len(weeks), 'week')} to {weeks[-1]:%d %B %Y}: {series.told(sum(series.values))} in all,"
        f" at most {series.told(most)}, in the week of {when:%d %B %Y}."
    )
