"""Articles as a later day shows them: edited, cut short, emptied, or counted and advertised anew."""

import re
from dataclasses import replace

from newsarchive.demo.articles import DemoArticle
from newsarchive.demo.bodies import INDENT

ADDED_SENTENCE = "本文发布后，编辑部根据读者来信补充了这一句。"
SOFT_404_SENTENCE = "您访问的页面不存在或已被删除"
SHRUNKEN_LENGTH = 20

_CREDIT = '<p class="em_media">'
_PICTURE = re.compile(r'(<img src="[^"]*)"')


def edited(article: DemoArticle) -> DemoArticle:
    """The article with one more sentence, before the line that names its source."""
    body, credit, outlet = article.body.rpartition(_CREDIT)
    return _with_body(article, f"{body}<p>{INDENT}{ADDED_SENTENCE}</p>{credit}{outlet}")


def shrunken(article: DemoArticle) -> DemoArticle:
    """The article with nothing but the first characters of its HTML."""
    return _with_body(article, article.body[:SHRUNKEN_LENGTH])


def emptied(article: DemoArticle) -> DemoArticle:
    """The article without any text."""
    return _with_body(article, "")


def soft_404(article: DemoArticle) -> DemoArticle:
    """The article with a text that says that there is none."""
    return _with_body(article, f"<p>{SOFT_404_SENTENCE}。</p>")


def recounted(article: DemoArticle) -> DemoArticle:
    """The article with another read counter, and another nonce in every picture's address."""
    nonce = int(article.source_id[-6:]) * 7919 % 1_000_000

    def advertised(picture: re.Match[str]) -> str:
        return f'{picture[1]}{"&" if "?" in picture[1] else "?"}ad=2&nonce={nonce}"'

    again = _with_body(article, _PICTURE.sub(advertised, article.body))
    return replace(again, answer={**again.answer, "readcount": 1000 + nonce, "nonce": f"{nonce:06d}"})


def _with_body(article: DemoArticle, body: str) -> DemoArticle:
    shown = {
        key: body if key in {"text", "content"} and value else value for key, value in article.answer.items()
    }
    return replace(article, body=body, answer=shown)
