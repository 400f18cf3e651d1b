"""What pages say beside their article: prompts to get an app."""

import re

_PROMPT = re.compile(
    r"(?:下载|打开|安装|扫码|扫描|扫一扫).{0,20}(?:app|客户端|二维码|应用|查看|阅读|更多)"
    r"|(?:app|客户端|二维码).{0,20}(?:下载|打开|安装|查看|阅读)"
    r"|版权所有|ICP备|违法和不良信息",
    re.IGNORECASE,
)
_HEADING = 20  # characters
_PROMPT_PARAGRAPH = 60


def is_prompt(text: str, *, heading: bool = False) -> bool:
    """Whether the text asks its reader to get an app, or is a page's small print."""
    longest = _HEADING if heading else _PROMPT_PARAGRAPH
    return len(text) <= longest and _PROMPT.search(text) is not None
