"""Article bodies with the markup of the real source: charts, hidden paragraphs, stock links."""

from collections.abc import Sequence

from newsarchive.demo.articles import INDENT
from newsarchive.demo.prose import COMPANIES, HEADINGS, TOPICS, Dice

_STOCK_CHART = (
    '<!-- EM_StockImg_Start --><p style="text-align:center;">'
    '<a href="http://quote.eastmoney.com/unify/r/0.69{0}" class="EmImageRemark" '
    'target="_blank"><img src="http://webquoteklinepic.eastmoney.com/GetPic.aspx?nid=0.69{0}'
    '&imageType=k&token=28dfeb41d35cc81d84b4664d7c23c49f&at=1" border="0" '
    'alt="K图" /></a></p><!-- EM_StockImg_End -->'
)
_HIDDEN_PARAGRAPH = '<p style="display:none;height:1px;overflow:hidden;"><br /></p>'
_PICTURE = (
    '<center><img src="http://dfscdn.dfcfw.com/download/D25{}.jpg" width="580" '
    'emheight="326" style="border:#d1d1d1 1px solid;padding:3px;margin:5px 0;" /></center>'
)
_ENTITIES = (
    f"<p>{INDENT}附：《{{}}工作手册》&lt;第{{}}版&gt;，研发&amp;生产部编，&ldquo;试行&rdquo;&nbsp;一年。</p>"
)
_STOCK_LINK = (
    f'<p>{INDENT}同日，<span id="stock_1.69{{0}}"><a href="http://quote.eastmoney.com/unify/r/1.69{{0}}" '
    'class="keytip" data-code="1,69{0}">{1}</a></span><span id="quote_1.69{0}"></span>收于{2}.28元。</p>'
)
_CODES = range(1000, 10_000)

_DECORATIONS: tuple[tuple[int, int, str, tuple[Sequence[object], ...]], ...] = (
    (2, 0, _STOCK_CHART, (_CODES,)),
    (5, 1, "{}", ((_HIDDEN_PARAGRAPH, _HIDDEN_PARAGRAPH * 2),)),
    (5, 3, "{}", ((_HIDDEN_PARAGRAPH, _HIDDEN_PARAGRAPH * 2),)),
    (3, 1, _PICTURE, (range(100_000, 1_000_000),)),
    (3, 0, f"<p>{INDENT}<strong>{{}}</strong></p>", (HEADINGS,)),
    (4, 2, _ENTITIES, (TOPICS, range(2, 10))),
    (3, 2, _STOCK_LINK, (_CODES, COMPANIES, range(3, 93))),
)
"""One variant in how many and which of these has it, the markup, and what the dice put into it."""


def compose_body(dice: Dice, media: str, *, variant: int, plain: bool = False) -> str:
    """A body as the text endpoint gives it, its paragraphs indented by two ideographic spaces.

    :param variant: chooses the separator between blocks and the decorations
    :param plain: paragraphs alone, as share pages carry them
    """
    blocks = [f"<p>{INDENT}{dice.paragraph()}</p>" for _ in range(3 + dice.roll(4))]
    for position, (every, remainder, markup, choices) in enumerate(() if plain else _DECORATIONS):
        if variant % every == remainder:
            drawn = [dice.pick(some) for some in choices]
            blocks.insert(1 + (variant + position) % len(blocks), markup.format(*drawn))
    # Of 20 real bodies 15 separate their blocks by nothing, 2 by LF + space, 3 by CRLF + space.
    place = 0 if plain else variant % 20
    separator = "" if place < 15 else "\n " if place < 17 else "\r\n "
    return f'{separator.join(blocks)}<p class="em_media">（文章来源：{media}）</p>'
