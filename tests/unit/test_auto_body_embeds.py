"""Players, maps, charts and posts of other sites leave a link; ads, trackers and forms leave nothing."""

import re

import pytest

from newsarchive.extraction.body import clean_body
from newsarchive.extraction.body.players import thing_at
from newsarchive.extraction.by_rules import RuledPage
from newsarchive.pages.tree import Page
from newsarchive.posts.safe_html import safe_body
from newsarchive.profiles import FieldRules
from tests.unit.test_auto_body import SENTENCES, URL, article, body, paragraphs

PLAYER = "https://www.youtube-nocookie.com/embed/a1-B2_c3?rel=0&start=3"
WATCHED = "https://www.youtube.com/watch?v=a1-B2_c3"
VIDEO = "Video: youtube.com"
A_LINK = re.compile(r'<figure><figcaption><a href="([^"]*)">([^<]*)</a></figcaption></figure>')

EMBEDS = {
    "a title": (f"<iframe src='{PLAYER}' title='How divers work'></iframe>", WATCHED, "How divers work"),
    "a label": (f"<iframe src='{PLAYER}' aria-label='Divers'></iframe>", WATCHED, "Divers"),
    "no title": (f"<iframe src='{PLAYER}'></iframe>", WATCHED, VIDEO),
    "a title that says nothing": (
        f"<iframe src='{PLAYER}' title='YouTube video player'></iframe>", WATCHED, "YouTube video player"),
    "a caption": (
        f"<figure class='wp-block-embed'><div class='wp-block-embed__wrapper'><iframe src='{PLAYER}'"
        " title='Video player'></iframe></div><figcaption>Divers at <b>work</b></figcaption></figure>",
        WATCHED, "Divers at work"),
    "an address alone": (
        "<figure class='wp-block-embed'><div class='wp-block-embed__wrapper'>\nhttps://youtu.be/a1-B2_c3\n"
        "</div></figure>", WATCHED, VIDEO),
    "lazy with a twin": (
        f"<iframe src='about:blank' data-lazy-src='{PLAYER}' title='T'></iframe>"
        f"<noscript><iframe src='{PLAYER}' title='T'></iframe></noscript>", WATCHED, "T"),
    "a twin alone": (
        f"<div class=v></div><noscript><iframe src='{PLAYER}' title=T></iframe></noscript>", WATCHED, "T"),
    "a place for a player": (f"<div class='embed-video' data-src='{PLAYER}'></div>", WATCHED, VIDEO),
    "AMP": ("<amp-youtube data-videoid='a1-B2_c3'></amp-youtube>", WATCHED, VIDEO),
    "an AMP frame": (
        "<amp-iframe src='https://figures.example/9' title='Catch by year'><amp-img placeholder src='/p.jpg'>"
        "</amp-img></amp-iframe>", "https://figures.example/9", "Catch by year"),
    "an AMP post": (
        "<amp-twitter data-tweetid='88563'></amp-twitter>",
        "https://twitter.com/i/status/88563", "Post: twitter.com"),
    "a light player": ("<lite-youtube videoid='a1-B2_c3' playlabel='Divers'/>", WATCHED, "Divers"),
    "oembed": (f"<figure class=media><oembed url='{WATCHED}'></oembed></figure>", WATCHED, VIDEO),
    "a film of its own": (
        "<video controls><source src='/v/clip.mp4'>Your browser is old.</video>",
        "https://news.example/v/clip.mp4", "Video: news.example"),
    "a talk": (
        "<figure><audio src='https://cdn.example/talk.mp3'></audio><figcaption>The man</figcaption></figure>",
        "https://cdn.example/talk.mp3", "The man"),
    "an object": (
        "<object data='/report.pdf' title='The report'><p>No plug-in.</p></object>",
        "https://news.example/report.pdf", "The report"),
    "an old object": (
        "<object width=425><param name=movie value='http://www.youtube.com/v/a1-B2_c3&hl=en'>"
        "<embed src='http://www.youtube.com/v/a1-B2_c3&hl=en'></object>", WATCHED, VIDEO),
    "an embed": (
        "<embed src='https://maps.example/1' title='Where'>", "https://maps.example/1", "Where"),
    "a map": (
        "<iframe src='https://www.google.com/maps/embed?pb=!1m18'></iframe>",
        "https://www.google.com/maps/embed?pb=!1m18", "Map: google.com"),
    "a chart": (
        "<div class=flourish-embed data-src='visualisation/123'></div>",
        "https://flo.uri.sh/visualisation/123/embed", "Chart: flo.uri.sh"),
    "a post without its words": (
        "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/Cx_1/?utm=x'>"
        "<a href='https://www.instagram.com/p/Cx_1/'>A post by the Gull</a></blockquote>",
        "https://www.instagram.com/p/Cx_1/", "A post by the Gull"),
    "a place for a post": (
        "<div class=fb-post data-href='https://www.facebook.com/gull/posts/1'></div>",
        "https://www.facebook.com/gull/posts/1", "Post: facebook.com"),
}  # fmt: skip
PLACES = ("{0}<p>{1}</p><p>{2}</p>", "<p>{1}</p>{0}<p>{2}</p>", "<p>{1}</p><p>{2}</p><div>{0}</div>")


@pytest.mark.parametrize("place", PLACES, ids=("leads", "within", "ends"))
@pytest.mark.parametrize(("embed", "address", "title"), EMBEDS.values(), ids=EMBEDS.keys())
def test_an_embed_leaves_a_link(embed: str, address: str, title: str, place: str) -> None:
    found = body(article(place.format(embed, *SENTENCES) + paragraphs(SENTENCES[2:])))
    assert A_LINK.findall(found) == [(address, title)]
    assert [text for text in SENTENCES if f"<p>{text}</p>" not in found] == []
    assert safe_body(found) == found


UNWANTED = (
    "<iframe src='https://ads.example/slot?1' width=300></iframe>",
    "<iframe src='https://x.example/1' id=google_ads_iframe_1></iframe>",
    "<iframe src='https://x.example/1' title=Werbung></iframe>",
    "<iframe src='https://x.example/1' width=1 height=1></iframe>",
    "<iframe src='https://www.googletagmanager.com/ns.html' style='display:none'></iframe>",
    "<noscript><iframe src='https://www.googletagmanager.com/ns.html'></iframe></noscript>",
    "<iframe src='https://gull.substack.com/embed' title=Subscribe></iframe>",
    "<iframe src='https://disqus.com/embed/comments/?x'></iframe>",
    "<iframe src='https://cmp.example/consent'></iframe>",
    "<iframe src='https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fnews.example'></iframe>",
    "<iframe src='javascript:alert(1)' title=Film></iframe>",
    "<iframe src='about:blank' title=Film></iframe>",
    "<iframe src='data:text/html,Film'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<video src='blob:https://news.example/1'></video>",
    "<amp-ad data-slot=1></amp-ad>",
    "<div class=embed data-src='https://ads.example/video.mp4'></div>",
)


@pytest.mark.parametrize("embed", UNWANTED)
def test_what_nobody_asked_for_leaves_nothing(embed: str) -> None:
    first, second, *rest = SENTENCES
    found = body(article(f"<p>{first}</p><p>{second}</p>{embed}{paragraphs(rest)}"))
    assert found == "\n".join(f"<p>{text}</p>" for text in SENTENCES)


def test_a_quoted_post_keeps_its_words_and_its_author() -> None:
    quote = (
        "<blockquote class=twitter-tweet><p>Eleven found, the search goes on at dawn, with three more boats"
        " and a plane from the mainland.</p>— Harbour (@harbour) <a href='https://twitter.com/harbour/status/12'>3"
        " March</a></blockquote>"
    )
    found = body(article(paragraphs(SENTENCES) + quote))
    assert "a plane from the mainland.</p>" in found
    assert "— Harbour (@harbour) <a href=" in found


def test_an_embed_in_a_line_is_a_link_in_it() -> None:
    line = f"<p>Watch <iframe src='{PLAYER}' title='the film'></iframe> and read on.</p>"
    assert clean_body(line, Page("", URL)) == f'<p>Watch <a href="{WATCHED}">the film</a> and read on.</p>'


def test_a_title_is_text_and_an_address_stays_one() -> None:
    evil = "<iframe src='https://x.example/\"><script>' title='<script>alert(1)</script>'></iframe>"
    found = clean_body(f"<p>{SENTENCES[0]}</p>{evil}", Page("", URL))
    assert "<script" not in found
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</a>" in found


def test_a_profiles_body_shows_where_an_embed_was() -> None:
    film = f"<iframe src='{PLAYER}' title='Film'></iframe>"
    html = f"<main><p>One.</p><p>{film}</p><video src='/a.mp4'></video></main>"
    rules = FieldRules(title=["h1"], date=["time"], body=["main"])
    (found,) = RuledPage(Page(html, URL)).body(rules)
    assert f'<p><a href="{WATCHED}">Film</a></p>' in found.value
    assert '<video src="https://news.example/a.mp4">' in found.value


PLAYERS = {
    "https://www.youtube.com/embed/videoseries?list=PL_1": "https://www.youtube.com/playlist?list=PL_1",
    "https://player.vimeo.com/video/12?h=0a1b&x=y": "https://vimeo.com/12/0a1b",
    "//player.vimeo.com/video/12": "https://vimeo.com/12",
    "https://www.dailymotion.com/embed/video/x8?a=1": "https://www.dailymotion.com/video/x8",
    "https://geo.dailymotion.com/player/x.html?video=x8": "https://www.dailymotion.com/video/x8",
    "https://player.bilibili.com/player.html?isOutside=1&bvid=BV1x": "https://www.bilibili.com/video/BV1x",
    "https://v.qq.com/txp/iframe/player.html?vid=k05": "https://v.qq.com/x/page/k05.html",
    "https://rutube.ru/play/embed/0f1": "https://rutube.ru/video/0f1/",
    "https://vk.com/video_ext.php?oid=-12&id=34&hd=1": "https://vk.com/video-12_34",
    "https://open.spotify.com/embed/episode/4x?t=1": "https://open.spotify.com/episode/4x",
    "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/gull/talk&a=1": "https://soundcloud.com/gull/talk",
    "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fgull%2Fvideos%2F1%2F":
        "https://www.facebook.com/gull/videos/1/",
    "https://www.instagram.com/reel/Cx/embed/": "https://www.instagram.com/reel/Cx/",
    "https://platform.twitter.com/embed/Tweet.html?dnt=1&id=12": "https://twitter.com/i/status/12",
    "https://t.me/gull/7?embed=1": "https://t.me/gull/7",
    "https://charts.example/embed/7": "https://charts.example/embed/7",
}  # fmt: skip


@pytest.mark.parametrize(("player", "page"), PLAYERS.items())
def test_a_player_leads_to_the_page_where_people_look(player: str, page: str) -> None:
    assert thing_at(player).address == page
