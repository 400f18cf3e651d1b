"""Article bodies with the markup of the real source: charts, hidden paragraphs, stock links."""

from collections.abc import Callable

from newsarchive.demo import words
from newsarchive.demo.dice import Dice
from newsarchive.demo.prose import compose_paragraph

INDENT = "\u3000\u3000"


def compose_body(dice: Dice, media: str, *, variant: int, plain: bool = False) -> str:
    """A body as the text endpoint gives it, its paragraphs indented by two ideographic spaces.

    :param variant: chooses the separator between blocks and the decorations
    :param plain: paragraphs alone, as share pages carry them
    """
    blocks = [_paragraph(compose_paragraph(dice)) for _ in range(3 + dice.roll(4))]
    if not plain:
        for position, (every, remainder, decorate) in enumerate(_DECORATIONS):
            if variant % every == remainder:
                blocks.insert(1 + (variant + position) % len(blocks), decorate(dice))
    text = _separator(variant, plain=plain).join(blocks)
    return f'{text}<p class="em_media">（文章来源：{media}）</p>'


def _separator(variant: int, *, plain: bool) -> str:
    # Of 20 real bodies 15 separate their blocks by nothing, 2 by LF + space, 3 by CRLF + space.
    place = variant % 20
    if plain or place < 15:
        return ""
    return "\n " if place < 17 else "\r\n "


def _paragraph(text: str) -> str:
    return f"<p>{INDENT}{text}</p>"


def _stock_chart(dice: Dice) -> str:
    code = f"0.69{1000 + dice.roll(9000)}"
    return (
        '<!-- EM_StockImg_Start --><p style="text-align:center;">'
        f'<a href="http://quote.eastmoney.com/unify/r/{code}" class="EmImageRemark" '
        f'target="_blank"><img src="http://webquoteklinepic.eastmoney.com/GetPic.aspx?nid={code}'
        '&imageType=k&token=28dfeb41d35cc81d84b4664d7c23c49f&at=1" border="0" '
        'alt="K图" /></a></p><!-- EM_StockImg_End -->'
    )


def _hidden_paragraph(dice: Dice) -> str:
    return '<p style="display:none;height:1px;overflow:hidden;"><br /></p>' * (1 + dice.roll(2))


def _picture(dice: Dice) -> str:
    number = 100_000 + dice.roll(900_000)
    return (
        f'<center><img src="http://dfscdn.dfcfw.com/download/D25{number}.jpg" width="580" '
        'emheight="326" style="border:#d1d1d1 1px solid;padding:3px;margin:5px 0;" /></center>'
    )


def _strong_heading(dice: Dice) -> str:
    return f"<p>{INDENT}<strong>{dice.pick(words.HEADINGS)}</strong></p>"


def _entities(dice: Dice) -> str:
    return _paragraph(
        f"附：《{dice.pick(words.TOPICS)}工作手册》&lt;第{2 + dice.roll(8)}版&gt;，"
        f"研发&amp;生产部编，&ldquo;试行&rdquo;&nbsp;一年。"
    )


def _stock_link(dice: Dice) -> str:
    code, company = f"69{1000 + dice.roll(9000)}", dice.pick(words.COMPANIES)
    return _paragraph(
        f'同日，<span id="stock_1.{code}"><a href="http://quote.eastmoney.com/unify/r/1.{code}" '
        f'class="keytip" data-code="1,{code}">{company}</a></span>'
        f'<span id="quote_1.{code}"></span>收于{3 + dice.roll(90)}.28元。'
    )


_DECORATIONS: tuple[tuple[int, int, Callable[[Dice], str]], ...] = (
    (2, 0, _stock_chart),
    (5, 1, _hidden_paragraph),
    (5, 3, _hidden_paragraph),
    (3, 1, _picture),
    (3, 0, _strong_heading),
    (4, 2, _entities),
    (3, 2, _stock_link),
)
