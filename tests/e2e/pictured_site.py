"""A site that nobody wrote a profile for, whose articles show pictures in every way that pages do."""

from tests.every_site.proxy import Answer, Content
from tests.picture_files import jpeg, png

HOME = "http://quay.example/"
PICTURES = "http://pictures.quay.example/"
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Quay</title>
<meta property="article:published_time" content="2025-03-{day:02}T08:00:00+00:00"></head>
<body><nav><a href="/"><img src="/logo.png" alt="The Quay">Home</a></nav><article><h1>{title}</h1>
<p>{first}</p>{figure}<p>{rest}</p></article>
<img src="{pictures}hit?page={day}" width="1" height="1" alt=""></body></html>"""
_FIRST = "The {name} was painted in the week before Easter, and half of the town came to see it done. "
_REST = "Nobody had asked for the colour that it has now, and the harbour office says that it will stay. "
CAPTION = "The {name} at noon. Photo: Ada Lund"
_MARKUP = {
    "crane": '<img src="{p}crane-1600.png" alt="A crane">',
    "ferry": '<img src="/blank.gif" data-src="{p}ferry-1600.png" alt="A ferry">',
    "buoy": '<img src="{p}buoy-400.png" srcset="{p}buoy-400.png 400w, {p}buoy-1600.png 1600w, {p}buoy-800.png'
            ' 800w" sizes="(max-width: 600px) 100vw, 50vw" alt="A buoy">',
    "winch": '<img src="{p}winch-400.png" data-srcset="{p}winch-400.png 1x, {p}winch-1600.png 2x"'
             ' alt="A winch">',
    "light": '<picture><source type="image/jxl" srcset="{p}light.jxl 3000w"><source media="(min-width: 60em)"'
             ' srcset="{p}light-1600.png"><source srcset="{p}light-400.png">'
             '<img src="{p}light-400.png" alt="A light"></picture>',
    "shed": '<img src="/img/spacer.gif" alt="A shed"><noscript><img src="{p}shed-1600.png" alt="A shed">'
            "</noscript>",
    "dock": '<img src="//pictures.quay.example/dock-1600.png" alt="A dock">',
    "flag": '<img src="{p}crane-1600.png" alt="A flag">',
}  # fmt: skip
NAMES = tuple(_MARKUP)


def page_of(name: str) -> str:
    """The article's address."""
    return f"{HOME}harbour/2025/the-{name}-is-painted"


def picture_of(name: str) -> str:
    """The address of the largest rendition of what an article shows."""
    return f"{PICTURES}{'crane' if name == 'flag' else name}-1600.png"


def page(name: str, *, figure: bool = True) -> Answer:
    """An article's page, with its picture or without."""
    shown = _MARKUP[name].format(p=PICTURES)
    caption = f"<figcaption>{CAPTION.format(name=name)}</figcaption>"
    text = _PAGE.format(
        title=f"The {name} has a new coat of paint", day=NAMES.index(name) + 1, pictures=PICTURES,
        first=_FIRST.format(name=name) * 2, rest=_REST * 3,
        figure=f"<figure>{shown}{caption}</figure>" if figure else "",
    )  # fmt: skip
    return Answer(text.encode())


def pictured_site() -> Content:
    """The site on its first day; each picture has its own bytes, and its larger renditions have others."""
    items = "".join(f"<item><title>The {n}</title><link>{page_of(n)}</link></item>" for n in NAMES)
    feed = f'<rss version="2.0"><channel><title>The Quay</title>{items}</channel></rss>'
    front = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
    answers = {HOME: Answer(front.encode()), f"{HOME}feed": Answer(feed.encode(), "text/xml")}
    answers |= {page_of(name): page(name) for name in NAMES}
    for number, name in enumerate(NAMES):
        for width in (400, 800, 1600):
            answers[f"{PICTURES}{name}-{width}.png"] = Answer(png(width, 100 + number), "image/png")
    answers[picture_of("dock")] = Answer(jpeg(1600, 900), "image/png")
    return Content(answers, edited=[], gone=[])
