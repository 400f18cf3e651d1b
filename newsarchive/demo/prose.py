"""Titles and sentences, composed by repeatable dice of invented places, people and companies."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from newsarchive.demo.articles import INDENT

T = TypeVar("T")

_MASK = (1 << 64) - 1


class Dice:
    """A small linear congruential generator: equal seeds give equal numbers on every machine and Python."""

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) & _MASK
        self.roll(2)

    def roll(self, sides: int) -> int:
        """A number from 0 up to, not including, ``sides``."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & _MASK
        return (self._state >> 33) % sides

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.roll(len(choices))]

    def title(self) -> str:
        """A headline; many hold quotation marks, per cent signs or parentheses."""
        return self._filled(self.pick(_TITLES))

    def paragraph(self) -> str:
        """Two to four sentences of plain text."""
        return "".join(self._filled(self.pick(_SENTENCES)) for _ in range(2 + self.roll(3)))

    def _filled(self, template: str) -> str:
        return template.format_map({name: self.pick(choices) for name, choices in _WORDS.items()})


COMPANIES = (
    "澄江电子", "远岫新材", "蓝鲸物流", "青禾种业", "金穗粮油", "云帆软件", "星野光学",
    "百川水务", "鹿鸣食品", "三叶医疗", "恒岳重工", "晨曦能源", "飞鸟通信", "竹里纸业",
    "赤峰岩铸造", "南枝纺织",
)  # fmt: skip
TOPICS = (
    "稳就业", "促消费", "数字化改造", "绿色转型", "乡村振兴", "科技创新", "普惠金融", "营商环境",
)  # fmt: skip
HEADINGS = ("订单背后的变化", "把服务送到车间", "从一条生产线说起", "算好三笔账", "接下来怎么走")
_WORDS: Mapping[str, Sequence[object]] = {
    "place": (
        "云岭市", "青芦县", "白鹭洲区", "东溪镇", "石屏湾", "南岫新区", "桐花县", "雁回市",
        "沙洲头镇", "月牙港", "枫桥湾区", "松涛县", "清泉市", "银杏岭", "长堤区", "北渡镇",
    ),
    "company": COMPANIES,
    "person": ("林知远", "周小满", "陈若谷", "吴春生", "许清和", "何立秋", "赵一帆", "郑晚晴"),
    "role": ("负责人", "董事会秘书", "首席分析师", "车间主任", "财务总监", "市场部经理"),
    "thing": (
        "储能电池", "冷链仓库", "精密轴承", "有机稻米", "光学镜片", "工业软件", "再生纸浆",
        "海水淡化设备", "智能水表", "纺织面料", "医用耗材", "通信模块",
    ),
    "topic": TOPICS,
    "verb": ("增长", "回升", "扩大", "提高", "改善", "上升"),
    "number": range(2, 90),
    "code": range(1000, 10_000),
}  # fmt: skip
_TITLES = (
    "“{topic}”见实效 {place}{thing}产量{verb}{number}%",
    "{company}：一季度净利润同比{verb}{number}%",
    "{place}举办{topic}座谈会",
    "{company}(69{code})拟投资{number}亿元建设{thing}项目",
    "{place}{thing}出口{verb}，{company}订单排到年底",
    "专访{company}{person}：{topic}没有捷径",
    "{thing}价格连涨{number}周 {place}企业如何应对？",
    "从{place}看“{topic}”：一条街的{number}个变化",
    "{company}发布年报 {thing}业务收入占比超{number}%",
    "{topic}观察｜{place}为何选择{thing}",
)
_SENTENCES = (
    "{place}今年以来围绕{topic}推出{number}项举措，{thing}相关企业的订单明显{verb}。",
    "记者在{company}的车间里看到，{thing}生产线正满负荷运转，每班可下线{number}箱。",
    "“我们把{thing}的合格率提到了99.{number}%，客户愿意等。”{company}{role}{person}说。",
    "据{place}有关部门统计，前{number}个月当地{thing}产值同比{verb}{number}.6%。",
    "{person}认为，{topic}的关键在于把政策送到企业门口，而不是让企业来回跑。",
    "{company}表示，公司将继续投入{thing}的研发，预计三年内投资{number}亿元。",
    "业内人士指出，{thing}市场的需求仍在{verb}，但企业需要留意原料价格的变化。",
    "在{place}的集市上，{number}家商户第一次用上了{company}提供的结算服务。",
    "下一步，{place}将把{topic}与{thing}产业结合起来，计划新增岗位{number}00个。",
    "截至上月末，{company}已与{number}家合作社签订收购协议，覆盖{place}全部乡镇。",
    "也有企业提醒，{thing}行业竞争加剧，{topic}不能只看规模，还要看质量。",
    "{role}{person}算了一笔账：改造之后，每件{thing}的成本下降了{number}%左右。",
)


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
