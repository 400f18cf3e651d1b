"""What a player's address leads to: the page where people watch, hear or read the same, and its kind."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from newsarchive.pages.words import any_of

_ID = r"([\w-]+)"
_YOUTUBE = r"(?:m\.)?youtube(?:-nocookie)?\.com/"
# The address without scheme and www., and the page's; \1 and so on are the groups, %1 one to be decoded.
_PAGES: tuple[tuple[str, str], ...] = (
    (rf"{_YOUTUBE}embed/(?:videoseries)?\?(?:.*&)?list={_ID}", r"https://www.youtube.com/playlist?list=\1"),
    (rf"{_YOUTUBE}(?:embed|v|shorts|live)/(?!live_stream){_ID}", r"https://www.youtube.com/watch?v=\1"),
    (rf"{_YOUTUBE}watch\?(?:.*&)?v={_ID}", r"https://www.youtube.com/watch?v=\1"),
    (rf"youtu\.be/{_ID}", r"https://www.youtube.com/watch?v=\1"),
    (r"player\.vimeo\.com/video/(\d+)\?(?:.*&)?h=([0-9a-f]+)", r"https://vimeo.com/\1/\2"),
    (r"(?:player\.vimeo\.com/video|vimeo\.com)/(\d+)", r"https://vimeo.com/\1"),
    (rf"dailymotion\.com/(?:embed/)?video/{_ID}", r"https://www.dailymotion.com/video/\1"),
    (rf"geo\.dailymotion\.com/player.*?[?&]video={_ID}", r"https://www.dailymotion.com/video/\1"),
    (r"player\.twitch\.tv/\?(?:.*&)?video=v?(\d+)", r"https://www.twitch.tv/videos/\1"),
    (r"player\.twitch\.tv/\?(?:.*&)?channel=(\w+)", r"https://www.twitch.tv/\1"),
    (r"embed(?:-ssl)?\.ted\.com/talks/(.+)", r"https://www.ted.com/talks/\1"),
    (rf"player\.bilibili\.com/player\.html\?(?:.*&)?bvid={_ID}", r"https://www.bilibili.com/video/\1"),
    (r"player\.bilibili\.com/player\.html\?(?:.*&)?aid=(\d+)", r"https://www.bilibili.com/video/av\1"),
    (r"player\.youku\.com/embed/([\w=-]+)", r"https://v.youku.com/v_show/id_\1.html"),
    (r"v\.qq\.com/(?:txp/)?iframe/player\.html\?(?:.*&)?vid=(\w+)", r"https://v.qq.com/x/page/\1.html"),
    (r"rutube\.ru/(?:play/)?embed/(\w+)", r"https://rutube.ru/video/\1/"),
    (r"vk\.(?:com|ru)/video_ext\.php\?(?:.*&)?oid=(-?\d+)&(?:.*&)?id=(\d+)", r"https://vk.com/video\1_\2"),
    (r"ok\.ru/videoembed/(\d+)", r"https://ok.ru/video/\1"),
    (r"embed\.nicovideo\.jp/watch/(\w+)", r"https://www.nicovideo.jp/watch/\1"),
    (r"tv\.naver\.com/embed/(\d+)", r"https://tv.naver.com/v/\1"),
    (r"streamable\.com/[eos]/(\w+)", r"https://streamable.com/\1"),
    (r"archive\.org/embed/([\w.-]+)", r"https://archive.org/details/\1"),
    (r"loom\.com/embed/(\w+)", r"https://www.loom.com/share/\1"),
    (r"giphy\.com/embed/(\w+)", r"https://giphy.com/gifs/\1"),
    (r"open\.spotify\.com/embed(?:-podcast)?/(\w+/\w+)", r"https://open.spotify.com/\1"),
    (r"embed\.(podcasts|music)\.apple\.com/(.+)", r"https://\1.apple.com/\2"),
    (r"w\.soundcloud\.com/player/?\?(?:.*&)?url=(https?(?::|%3A)[/%2F]+soundcloud[^&]+)", "%1"),
    (r"facebook\.com/plugins/(?:post|video)\.php\?(?:.*&)?href=(https?[^&]+)", "%1"),
    (r"instagram\.com/(p|reel|tv)/([\w-]+)", r"https://www.instagram.com/\1/\2/"),
    (r"platform\.(?:twitter|x)\.com/embed/.*?[?&]id=(\d+)", r"https://twitter.com/i/status/\1"),
    (r"t\.me/(\w+/\d+)\?.*?embed", r"https://t.me/\1"),
    (r"embed\.bsky\.app/embed/(did:[\w:]+)/[\w.]+/(\w+)", r"https://bsky.app/profile/\1/post/\2"),
    (r"embed\.reddit\.com/(r/[^?]+)", r"https://www.reddit.com/\1"),
    (r"(.+?)/embed/?#\?secret=.*", r"https://\1/"),
    (r"redditmedia\.com/(r/[^?]+)", r"https://www.reddit.com/\1"),
)  # fmt: skip
_OF_PLAYERS = tuple((re.compile(pattern, re.IGNORECASE), page) for pattern, page in _PAGES)
_LEFT_OUT = re.compile(r"^(?:https?:)?//(?:www\.)?", re.IGNORECASE)
_LONGEST = 2_000  # characters of an address

# fmt: off
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Map", any_of(r"/maps? maps?\. openstreetmap umap mapbox arcgis carto\. /karte /carte /mapa")),
    ("Chart", any_of("datawrapper dwcdn flourish flo\\.uri infogram tableau plotly highcharts /charts?")),
    ("Audio", any_of(r"""
        soundcloud spotify podcast podigee podlove omny megaphone acast spreaker anchor\.fm ivoox buzzsprout
        libsyn simplecast mixcloud audioboom bandcamp deezer transistor\.fm castbox audio \.mp3 \.m4a \.ogg
        \.wav \.aac
    """)),
    ("Video", any_of(r"""
        youtu vimeo dailymotion twitch bilibili youku v\.qq rutube vk\.com ok\.ru nicovideo naver streamable
        ted\.com tiktok loom video player jwplatform brightcove kaltura rumble odysee wistia vidyard \.mp4
        \.webm \.m3u8 \.mov \.ogv
    """)),
    ("Post", any_of(r"""
        twitter\. //(?:www\.)?x\.com instagram facebook bsky threads\. mastodon reddit //t\.me telegram
        pinterest linkedin vk\.com/widget weibo
    """)),
    ("PDF", any_of(r"\.pdf scribd issuu")),
)
# fmt: on


class Thing(NamedTuple):
    """What a player's address leads to.

    :param address: the page where people look at it; the player's own address where no rule names another
    :param kind: an English word such as ``Video``; ``Embedded`` where the address says nothing
    :param is_known: whether the address is of a player known by rule
    """

    address: str
    kind: str
    is_known: bool


def thing_at(address: str) -> Thing:
    """What an absolute address of a player leads to."""
    bare = _LEFT_OUT.sub("", address[:_LONGEST])
    for pattern, page in _OF_PLAYERS:
        if found := pattern.match(bare):
            named = unquote(found[1]) if page == "%1" else found.expand(page)
            return Thing(named, kind_of(address), is_known=True)
    return Thing(address, kind_of(address), is_known=False)


def kind_of(address: str) -> str:
    """The kind of thing that an address speaks of."""
    return next((kind for kind, words in _KINDS if words.search(address)), "Embedded")
