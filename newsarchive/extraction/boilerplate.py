"""What pages say beside their article: prompts to get an app, lists of other articles."""

import re

# The name of a list, and nothing but that: 相关阅读, 24小时热门新闻, 猜你喜欢.
_OF_OTHERS = re.compile(
    r"(?:\d{1,2}\s?小时|今日|本周|一周|每日)?+"
    r"(?:相关|热门|热点|推荐|延伸|更多|最新|精彩|精选|编辑|往期|其他|其它|猜你喜欢|大家都在看|点击|阅读|评论|排行)"
    r"(?:的|阅读|新闻|资讯|快讯|文章|推荐|报道|内容|评论|链接|排行|榜单?|专题|话题|视频|图片|消息|头条|精选)*+"
    r"\s?[:：>»…]*+"
)
_PROMPT = re.compile(
    r"(?:下载|打开|安装|扫码|扫描|扫一扫).{0,20}(?:app|客户端|二维码|应用|查看|阅读|更多)"
    r"|(?:app|客户端|二维码).{0,20}(?:下载|打开|安装|查看|阅读)"
    r"|版权所有|ICP备|违法和不良信息",
    re.IGNORECASE,
)
_HEADING = 20  # characters of the longest heading of that kind
_PROMPT_PARAGRAPH = 60


def names_others(heading: str) -> bool:
    """Whether the heading is that of a list of other articles."""
    return len(heading) <= _HEADING and _OF_OTHERS.fullmatch(heading) is not None


def is_prompt(text: str, *, heading: bool = False) -> bool:
    """Whether the text asks its reader to get an app, or is a page's small print."""
    longest = _HEADING if heading else _PROMPT_PARAGRAPH
    return len(text) <= longest and _PROMPT.search(text) is not None
