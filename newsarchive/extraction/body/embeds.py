"""Players, maps, charts and posts of other sites: each leaves a link with its title where it stands."""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extraction.body.elements import names_of, remove, width
from newsarchive.extraction.body.images import absolute
from newsarchive.extraction.body.players import thing_at
from newsarchive.pages.visible_text import all_text, text_of
from newsarchive.pages.words import any_of, starts_of_names

MARK = "data-leads-to"  # of the image that stands for an embed until the body is written

_ADDRESSES = (
    "data-src", "data-lazy-src", "data-url", "data-href", "data-oembed-url", "data-embed-url",
    "data-video-url", "data-instgrm-permalink", "data-text-post-permalink", "url", "src", "data", "cite",
)  # fmt: skip
_BY_ID = {
    "youtube": ("data-videoid videoid data-id", "https://www.youtube.com/watch?v={}"),
    "vimeo": ("data-videoid videoid data-id", "https://vimeo.com/{}"),
    "dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
    "tw": ("data-tweetid tweet-id", "https://twitter.com/i/status/{}"),
    "instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "tiktok": ("data-video-id", "https://www.tiktok.com/embed/{}"),
    "soundcloud": ("data-trackid", "https://api.soundcloud.com/tracks/{}"),
    "flourish": ("data-src", "https://flo.uri.sh/{}/embed"),
    "infogram": ("data-id", "https://infogram.com/{}"),
}
"""By what an element is called: the attributes that give an id, and the address made of it."""
_PLAYERS = ("iframe", "video", "audio", "object", "embed", "oembed")
_OF_FRAMEWORKS = (
    "amp-youtube", "amp-vimeo", "amp-dailymotion", "amp-twitter", "amp-instagram", "amp-facebook",
    "amp-tiktok", "amp-iframe", "amp-video", "amp-video-iframe", "amp-audio", "amp-soundcloud", "amp-reddit",
    "amp-pinterest", "amp-embedly-card", "lite-youtube", "lite-vimeo", "lite-tiktok", "youtube-video",
)  # fmt: skip
FRAMES = ("iframe", "noscript", "object", "embed", "oembed", *_OF_FRAMEWORKS)
"""What no post may hold, and shows what another site has."""
_PLACES = etree.XPath(
    "descendant::div[@data-src or @data-href or @data-id or @data-oembed-url or @data-embed-url or"
    " @data-video-url or contains(@class, 'embed__wrapper')]"
)
_A_SOCIAL_POST = starts_of_names(
    "twitter-(?:tweet|video) instagram-media tiktok-embed fb-(?:post|video) reddit-(?:embed|card) "
    "imgur-embed bluesky-embed mastodon-embed text-post-media pinterest-embed telegram-post vk-post"
)
"""What holds the words of a post of another site."""
_A_PLACE_FOR_ONE = starts_of_names(
    "fb-(?:post|video) flourish-embed infogram-embed (?:rll-)?youtube vimeo embed video audio"
)
_UNWANTED = starts_of_names("""
    ads?(?![a-z]) adv(?![a-z]) advert adserv adslot adframe adnxs adform admanager doubleclick googlead
    googlesynd google_ads amazon-adsystem criteo taboola outbrain teads sponsor banner promo(?![a-z]) affiliat
    googletagmanager gtm(?![a-z]) google-analytics analytics pixel(?![a-z]) beacon track(?:er|ing)?(?![a-z])
    facebook\\.com/(?:tr|plugins/(?:like|share|page|comments|follow|send)) widgets/(?:tweet_button|follow)
    consent cookie cmp(?![a-z]) onetrust sourcepoint gdpr privacy captcha recaptcha hcaptcha
    newsletter subscri signup sign-up mailchimp list-manage mailerlite sendinblue brevo sibforms convertkit
    substack\\.com/embed comments?(?![a-z]) disqus commento hyvor coral(?![a-z]) spot\\.im openweb viafoura
    login paywall piano tinypass checkout share(?![a-z]) social-?share pos\\.baidu (?:top)?navigation survey
""")
_TITLED_AS_UNWANTED = any_of(r"""
    advert 3rd\sparty third\sparty werbung anzeige publicit publicidad pubblicit reclame reklam реклама 广告
    廣告 広告 광고 comments newsletter captcha consent cookie
""")
_SAYS_NOTHING = re.compile(
    r"(?:embed(?:ded)?\W?)?(?:[\w.]+\W)?(?:embed(?:ded)?\W?)?(?:video|audio|media|content|i?frame|player|embed)"
    r"(?:\W?(?:player|embed|iframe|content))*|iframe|embedded content",
    re.IGNORECASE,
)
_LONGEST = 200  # characters of a title
_CAPTION = 400
_POST = 80  # width of a post's own words with which it stays as it is
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_AN_ID = re.compile(r"[\w/-]{3,80}")
_BARE = re.compile(r"https?://\S+")


def mark_embeds(root: HtmlElement) -> None:
    """Put an image that leads to it in the place of each embed; those of ads, trackers and forms just go.

    A post that its own words are quoted of stays the quotation that it is.
    """
    known: set[str] = set()
    for element in [*root.iter(*_PLAYERS, *_OF_FRAMEWORKS, "blockquote"), *_PLACES(root)]:
        if element.getparent() is None or next(element.iterancestors(*_PLAYERS), None) is not None:
            continue
        address = _address_of(element)
        if address is None:
            continue
        leads_to = thing_at(absolute(address, "") or address).address
        if leads_to not in known:
            known.add(leads_to)
            element.addprevious(_marker(element, address))
        if element.tag != "embed":  # libxml2 takes what follows for its content
            remove(element)


def quoted_post(element: HtmlElement) -> HtmlElement | None:
    """The quotation of another site's post that an element stands in."""
    quotes = element.iterancestors("blockquote")
    return next((quote for quote in quotes if _A_SOCIAL_POST.search(names_of(quote))), None)


def _marker(element: HtmlElement, address: str) -> HtmlElement:
    return element.makeelement("img", {MARK: address, "alt": _title_of(element) or ""})


def link_of(marker: HtmlElement, base: str) -> str | None:
    """The link that is written for a marked embed; None where its address leads nowhere."""
    address = absolute(marker.get(MARK) or "", base)
    if not address or not address.startswith("http"):
        return None
    thing = thing_at(address)
    host = (urlsplit(thing.address).hostname or "").removeprefix("www.")
    text = marker.get("alt") or f"{thing.kind}: {host}"
    return f'<a href="{escape(thing.address)}">{escape(text, quote=False)}</a>'


def link_for(html: str, base: str) -> str | None:
    """The same for an embed's own HTML."""
    holder = lxml.html.fragment_fromstring(html, create_parent="div")
    mark_embeds(holder)
    marker = next(holder.iter("img"), None)
    return link_of(marker, base) if marker is not None and MARK in marker.attrib else None


def _address_of(element: HtmlElement) -> str | None:
    """Where an embed leads, as its markup gives it; None for what is none, or unwanted."""
    tag, names = element.tag, names_of(element)
    if tag == "blockquote":
        return _post_of(element) if _A_SOCIAL_POST.search(names) else None
    if tag == "div":
        if "embed__wrapper" in names:
            text = all_text(element)
            return text if _BARE.fullmatch(text) and not len(element) else None
        if all_text(element) or not _A_PLACE_FOR_ONE.search(names):
            return None
    if _is_unseen(element):
        return None
    address = next(_addresses(element), None)
    return address if address and not _is_unwanted(element, address) else None


def _addresses(element: HtmlElement) -> Iterator[str]:
    names = f"{element.tag} {names_of(element)}"
    for called, (attributes, made) in _BY_ID.items():
        given = attributes.split() if called in names else ()
        ids = ((element.get(name) or "").strip() for name in given)
        yield from (made.format(one) for one in ids if _AN_ID.fullmatch(one))
    inner = element.iter("source", "param", "embed") if element.tag in ("video", "audio", "object") else ()
    for one in (element, *inner):
        is_movie = one.tag == "param" and (one.get("name") or "").lower() in ("movie", "src", "url")
        for value in [one.get("value")] if is_movie else map(one.get, _ADDRESSES):
            address = (value or "").strip()
            if address and not address.startswith(("about:", "data:", "blob:", "javascript:", "#")):
                yield address


def _is_unwanted(element: HtmlElement, address: str) -> bool:
    if thing_at(absolute(address, "") or address).is_known:
        return False
    said = f"{address} {element.get('name') or ''} {names_of(element)}".lower()
    return bool(_UNWANTED.search(said) or _TITLED_AS_UNWANTED.search(element.get("title") or ""))


def _is_unseen(element: HtmlElement) -> bool:
    sizes = ((element.get(side) or "").strip().removesuffix("px") for side in ("width", "height"))
    return (
        any(size in ("0", "1") for size in sizes)
        or "hidden" in element.attrib
        or _UNSEEN.search(element.get("style") or "") is not None
    )


def _post_of(quote: HtmlElement) -> str | None:
    """The address of a post whose words are not there, but for a label and its author's name."""
    if width(all_text(quote)) - sum(width(all_text(link)) for link in quote.iter("a")) >= _POST:
        return None
    stated = next(
        (quote.get(name) for name in _ADDRESSES if (quote.get(name) or "").startswith("http")), None
    )
    links = [link.get("href") or "" for link in quote.iter("a")]
    return stated or next((link for link in reversed(links) if link.startswith("http")), None)


def _title_of(element: HtmlElement) -> str | None:
    stated = (element.get(name) for name in ("title", "aria-label", "playlabel", "data-title"))
    titles = [" ".join(title.split()) for title in stated if title and title.strip()]
    if element.tag == "blockquote":
        titles.append(text_of(element, _LONGEST))
    said = next((one for one in titles if not _SAYS_NOTHING.fullmatch(one)), None)
    return (said or _caption_of(element) or next(iter(titles), ""))[:_LONGEST]


def _caption_of(element: HtmlElement) -> str | None:
    """The words under an embed, which leave their place for its link; none where they are links."""
    figure = next(element.iterancestors("figure"), None)
    if figure is None or figure.find(".//img") is not None:
        return None
    caption = figure.find(".//figcaption")
    if caption is None or caption.find(".//a") is not None:
        return None
    text = all_text(caption)
    if not text or len(text) > _CAPTION:
        return None
    remove(caption)
    return text
