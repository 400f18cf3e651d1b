"""Bad records that an archive stores, made safe."""

from newsarchive.demo.bad_record import STORED, BadRecord, nw
from newsarchive.demo.recipes import (
    send_after_two_errors,
    send_gbk,
    send_invalid_utf8,
    sent,
    titled,
    with_text,
)

HOSTILE_TITLES = (
    BadRecord(nw(101), "ASCII double quotes in the title", STORED, titled('他说"稳中求进"之后')),
    BadRecord(nw(102), "backslashes in the title", STORED, titled("路径 C:\\新闻\\2022\\x")),
    BadRecord(nw(103), "line breaks in the title", STORED, titled("第一行\n第二行\r\n第三行")),
    BadRecord(nw(104), "Liquid in the title", STORED, titled("{{ site.title }} 的一天")),
    BadRecord(nw(105), "a title that is ---", STORED, titled("---")),
    BadRecord(
        nw(106),
        "a title that closes the front matter and opens its own",
        STORED,
        titled('标题"\n---\nlayout: none\npermalink: /index.html\n---\n'),
    ),
    BadRecord(nw(107), "a title of 3,000 characters", STORED, titled("长标题" * 1000)),
)

HOSTILE_BODIES = (
    BadRecord(nw(121), "<script>", STORED, with_text("<script>alert(1)</script>")),
    BadRecord(nw(122), "onclick=", STORED, with_text('<p onclick="alert(1)">　　点我。</p>')),
    BadRecord(
        nw(123),
        "javascript: link",
        STORED,
        with_text('<p>　　<a href="javascript:alert(1)">链接</a></p>'),
    ),
    BadRecord(
        nw(124),
        "a javascript: link once the indent inside it is removed",
        STORED,
        with_text('<p>　　<a href="java　　script:alert(1)">链接</a></p>'),
    ),
    BadRecord(
        nw(125),
        "iframe",
        STORED,
        with_text('<iframe src="http://evil.example/" width="1"></iframe>'),
    ),
    BadRecord(nw(126), "unclosed tags", STORED, with_text("<p>　　未闭合的<b>粗体<div>与<i>斜体<p>下一段")),
    BadRecord(nw(127), "{% include x %}", STORED, with_text("<p>　　{% include x %}</p>")),
    BadRecord(nw(128), "{% raw %} left open", STORED, with_text("<p>　　{% raw %}{{ page.url }}</p>")),
    BadRecord(nw(129), "NUL as \\u0000 in the JSON", STORED, with_text("<p>　　空\x00字符</p>")),
    BadRecord(
        nw(130),
        "a lone surrogate as \\ud800 in the JSON",
        STORED,
        with_text("<p>　　半\ud800个</p>"),
    ),
)

ODD_ANSWERS = (
    BadRecord(nw(141), "invalid UTF-8 bytes in the JSON", STORED, sent(send_invalid_utf8)),
    BadRecord(nw(142), "GBK bytes under a UTF-8 label", STORED, sent(send_gbk)),
    BadRecord(nw(143), "500 twice, then 200", STORED, sent(send_after_two_errors)),
)

BAD_STORED = HOSTILE_TITLES + HOSTILE_BODIES + ODD_ANSWERS
