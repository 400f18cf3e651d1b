"""Four templates, one a section, as four vendors would write them."""
# ruff: noqa: E501  a line of markup stays whole

import json
from html import escape

from tests.boxedsite.article import Article
from tests.boxedsite.boxes import Boxes


def _text(boxes: Boxes, between: dict[int, str], paragraph: str, heading: str, figure: str) -> str:
    shapes = {"p": paragraph, "h": heading, "figure": figure}
    made = []
    for number, (kind, text) in enumerate(boxes.article.parts):
        src = f"/pic/{boxes.article.serial}-{number}.jpg"
        made.append(shapes[kind].format(text=escape(text, quote=False), src=src))
        made += [between[number]] if number in between else []
    return "\n".join(made)


def _abstract(boxes: Boxes, shape: str) -> str:
    if not boxes.article.abstract:
        return ""
    label = boxes.dice.choice(boxes.language.boxes["abstract"])
    return shape.format(
        text=escape(label + boxes.language.space + boxes.article.abstract, quote=False).strip()
    )


def _moment(boxes: Boxes) -> str:
    return boxes.article.published.strftime(boxes.language.moment)


def utilities(boxes: Boxes, article: Article) -> tuple[str, str]:
    """Head and body of a page whose classes are made by a build and say nothing; JSON-LD says all."""
    title, moment = escape(article.title, quote=False), _moment(boxes)
    section = boxes.language.sections[article.section][1]
    stated = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title,
        "datePublished": article.published.isoformat(), "articleSection": section,
        "author": {"@type": "Person", "name": article.author},
        "publisher": {"@type": "Organization", "name": boxes.language.site},
    }  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(stated, ensure_ascii=False)}</script>'
    between = boxes.within(
        '<div class="css-1q8w my-6"><div class="css-9xk text-xs">{label}</div><a href="{href}" rel="sponsored nofollow"><p>{text}</p></a></div>',
        '<p class="css-0ab"><strong>{label}</strong> {link}</p>',
        '<form class="css-7fm" action="/nl"><label>{text}</label><input type="email"><button>OK</button></form>',
    )
    text = _text(
        boxes,
        between,
        '<p class="css-p1">{text}</p>',
        '<h2 class="css-h2">{text}</h2>',
        '<figure class="css-f"><img src="{src}" alt=""><figcaption>{text}</figcaption></figure>',
    )
    return head, f"""<header class="css-hd"><nav class="css-nv flex"><ul>{boxes.menu()}</ul></nav></header>
<main class="css-mn"><article class="css-ar"><p class="css-sc"><a href="/{boxes.language.sections[article.section][0]}/">{section}</a></p>
<h1 class="css-h1">{title}</h1>{_abstract(boxes, '<div class="css-ab"><p>{text}</p></div>')}
<div class="css-by flex"><span>{boxes.language.byline.format(article.author)}</span><time datetime="{article.published.isoformat()}">{moment}</time><span>{boxes.says("updated")}</span><span>{boxes.says("minutes")}</span></div>
<div class="css-sh flex">{"".join(f"<button>{word}</button>" for word in boxes.says("share").split())}</div>
<div class="css-tx">{text}</div>
<div class="css-cm"><a href="#c">{boxes.says("comments")}</a></div></article>
<section class="css-rl"><h2>{boxes.says("teasers")}</h2>{boxes.teasers(8, '<div class="css-td">', '<p class="css-sm">{}</p>', "</div>")}</section></main>
<aside class="css-as"><h3>{boxes.says("most")}</h3><ol>{boxes.links(15)}</ol><h3>{boxes.says("latest")}</h3><ul>{boxes.links(15)}</ul></aside>
<footer class="css-ft"><ul>{boxes.menu()}</ul><p>{boxes.says("legal")}</p></footer>"""  # fmt: skip


def components(boxes: Boxes, article: Article) -> tuple[str, str]:
    """A page of named components, with what social networks read in its head."""
    title, moment = escape(article.title), _moment(boxes)
    key, section = boxes.language.sections[article.section]
    head = f'<meta property="og:type" content="article"><meta property="og:title" content="{title}"><meta property="og:site_name" content="{boxes.language.site}"><meta property="article:published_time" content="{article.published.isoformat()}"><meta name="author" content="{escape(article.author)}">'
    between = boxes.within(
        '<aside class="story__promo"><p class="story__promo-label">{label}</p><p><a href="{href}">{text}</a></p></aside>',
        '<div class="story__inset"><p>{label}</p><p>{link}</p></div>',
        '<div class="story__signup"><p>{text}</p><input type="email" placeholder="@"></div>',
    )
    text = _text(
        boxes,
        between,
        "<p>{text}</p>",
        "<h3>{text}</h3>",
        '<figure class="story__image"><img src="{src}" alt=""><figcaption>{text}</figcaption></figure>',
    )
    return head, f"""<div class="page"><div class="page__top"><ul class="page__menu">{boxes.menu()}</ul></div>
<div class="page__grid"><div class="story"><div class="story__crumbs"><a href="/">{boxes.language.boxes["home"][0]}</a> › <a href="/{key}/">{section}</a></div>
<div class="story__head"><h1 class="story__title">{title}</h1><div class="story__meta"><span class="story__author">{boxes.language.byline.format(article.author)}</span> <span class="story__date">{moment}</span> <span class="story__comments">{boxes.says("comments")}</span></div></div>
{_abstract(boxes, '<p class="story__intro">{text}</p>')}
<div class="story__text">{text}
<p class="story__app">{boxes.says("app")}</p></div>
<div class="story__share">{boxes.says("share")}</div></div>
<div class="page__side"><div class="list"><h4>{boxes.says("latest")}</h4><ul>{boxes.links(18)}</ul></div><div class="list"><h4>{boxes.says("most")}</h4><ol>{boxes.links(12)}</ol></div></div></div>
<div class="page__more"><h4>{boxes.says("teasers")}</h4>{boxes.teasers(9, '<div class="tile">', "<p>{}</p>", "</div>")}</div>
<div class="page__foot"><ul>{boxes.menu()}</ul><p>{boxes.says("legal")}</p></div></div>"""  # fmt: skip


def plain(boxes: Boxes, article: Article) -> tuple[str, str]:
    """A page of an older publishing system: ids, no metadata, boxes as paragraphs among the text's."""
    title, moment = escape(article.title, quote=False), _moment(boxes)
    key, section = boxes.language.sections[article.section]
    between = boxes.within(
        '<div class="gg"><p>{label} | <a href="{href}" target="_blank">{text}</a></p></div>',
        "<p>{label} {link}</p>",
        '<p class="dy">{text} <a href="/dy">»</a></p>',
    )
    indent = "　　" if not boxes.language.space else ""
    text = _text(
        boxes,
        between,
        f"<p>{indent}{{text}}</p>",
        "<p><strong>{text}</strong></p>",
        '<p align="center"><img src="{src}" /></p><p class="pic-note" align="center">{text}</p>',
    )
    return "", f"""<div id="top"><div class="dh">{boxes.menu("", " ")}</div></div>
<div id="wz"><div id="left"><div class="position"><a href="/">{boxes.language.boxes["home"][0]}</a> &gt; <a href="/{key}/">{section}</a> &gt;</div>
<h1>{title}</h1><div id="info"><span id="pubtime">{moment}</span> <span>{boxes.language.byline.format(article.author)}</span> <span id="pl">{boxes.says("comments")}</span></div>
{_abstract(boxes, '<div class="zy">{text}</div>')}
<div id="text">{text}
<p>{boxes.says("legal")}</p></div><div id="fx">{boxes.says("share")}</div>
<div class="xg"><b>{boxes.says("also")}</b><ul>{boxes.links(8)}</ul></div></div>
<div id="right"><div class="k"><h3>{boxes.says("most")}</h3><ul>{boxes.links(20)}</ul></div><div class="k"><h3>{boxes.says("latest")}</h3>{boxes.teasers(8, "<dl><dt>", "</dt><dd>{}", "</dd></dl>")}</div></div></div>
<div id="bot">{boxes.menu("", " | ")}<br>{boxes.says("legal")}</div>"""  # fmt: skip


def blocks(boxes: Boxes, article: Article) -> tuple[str, str]:
    """A page whose editor wraps every block of a text, the boxes no less than the paragraphs."""
    title, moment = escape(article.title), _moment(boxes)
    key, section = boxes.language.sections[article.section]
    head = f'<meta property="og:title" content="{title}"><meta property="og:type" content="article"><meta itemprop="datePublished" content="{article.published.isoformat()}">'
    between = boxes.within(
        '<div data-block="promo"><div class="b-in"><span>{label}</span><p>{text}</p><a href="{href}">→</a></div></div>',
        '<div data-block="link"><div class="b-in"><span>{label}</span>{link}</div></div>',
        '<div data-block="letter"><div class="b-in"><h4>{text}</h4><input type="email"></div></div>',
    )
    text = _text(
        boxes,
        between,
        '<div data-block="text"><p>{text}</p></div>',
        '<div data-block="head"><h2>{text}</h2></div>',
        '<div data-block="pic"><figure><img src="{src}" alt=""><figcaption>{text}</figcaption></figure></div>',
    )
    return head, f"""<div id="app"><div class="l-top"><nav>{boxes.menu("<span>", "</span>")}</nav></div>
<div class="l-main"><div class="l-wide"><a class="l-kicker" href="/{key}/">{section}</a><h1>{title}</h1>{_abstract(boxes, '<h2 class="l-lead">{text}</h2>')}
<div class="l-sign"><b>{boxes.language.byline.format(article.author)}</b><i>{moment}</i><u>{boxes.says("minutes")}</u></div></div>
<div class="l-text">{text}<div data-block="count"><span>{boxes.says("comments")}</span></div><div data-block="share"><span>{boxes.says("share")}</span></div></div></div>
<div class="l-next"><h3>{boxes.says("teasers")}</h3>{boxes.teasers(12, '<article class="m-card"><h4>', "</h4><p>{}</p>", "</article>")}</div>
<div class="l-rows"><h3>{boxes.says("latest")}</h3>{boxes.links(24, "<div class=m-row>", "</div>")}</div>
<div class="l-foot">{boxes.menu("<span>", "</span>")}<small>{boxes.says("legal")}</small></div></div>"""  # fmt: skip


TEMPLATES = (utilities, components, plain, blocks)
