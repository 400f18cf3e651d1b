import pytest

from spiders.finews.outline import Element, Outline


def source_of(outline: Outline, element: Element) -> str:
    return outline.source[element.start : element.end]


def test_headings_lines_and_runs_with_their_places() -> None:
    source = (
        "<h1>标题</h1>\n<div id=a>时间</div>\r\n"
        "<div id=b>\n<p>一</p>\n <p class='x'>二<br/>三</p>\n</div><footer><p>尾</p></footer>"
    )
    outline = Outline(source)
    assert [source_of(outline, e) for e in outline.headings] == ["<h1>标题</h1>"]
    assert [line.text for line in outline.lines] == ["标题", "时间", "一", "二", "三"]
    assert all(source[line.start :].lstrip().startswith(line.text) for line in outline.lines)
    body = outline.runs[0]
    assert [source_of(outline, p) for p in body.paragraphs] == ["<p>一</p>", "<p class='x'>二<br/>三</p>"]
    assert source_of(outline, body).endswith("</p>\n</div>")
    assert (body.length, len(outline.runs)) == (len("一二三"), 1), "a footer's is none"


def test_paragraphs_whose_end_tags_are_left_out() -> None:
    outline = Outline("<div><p>一<p>二<p>三</div>x")
    assert [source_of(outline, p) for p in outline.runs[0].paragraphs] == ["<p>一", "<p>二", "<p>三</div>"]


def test_what_a_reader_does_not_see_is_no_line() -> None:
    source = (
        "<body><script>var a='2020-01-01'</script><style>p{}</style><!-- 2020 --><noscript>n</noscript>"
        "<template>t</template><noscript><p>n</p></noscript><p>&lt;看&gt;</p></body>"
    )
    assert [line.text for line in Outline(source).lines] == ["<看>"]


@pytest.mark.parametrize(
    "source", ["", "text", "<", "<p", "</p>", "<h1>", "<h1>x", "<p></div></p>", "<!--", "&#"]
)
def test_fragments_do_no_harm(source: str) -> None:
    outline = Outline(source)
    assert all(0 <= e.start <= e.end <= len(source) for e in outline.headings + outline.runs)


def test_tags_in_any_case_and_with_attributes() -> None:
    outline = Outline("<DIV><H1 ID='a>b' class=c>标题</H1><P Class=x>一</P></DIV>")
    assert [e.tag for e in outline.headings] == ["h1"]
    assert [line.text for line in outline.lines] == ["标题", "一"]


def test_what_stands_beside_the_article_has_no_headings_and_runs() -> None:
    outline = Outline("<body><aside><h2>x</h2><p>y</p></aside><nav><h2>z</h2></nav><h1>标题</h1></body>")
    assert [e.line for e in outline.headings] == ["标题"]
    assert outline.runs == []


@pytest.mark.parametrize(
    ("piece", "headings", "lines"),
    [
        ("<p>", 0, 0), ("<div>", 0, 0), ("</div>", 0, 0), ("<p>x</p>", 0, 20_000), ("<h1>", 20_000, 0),
        ("x\n", 0, 1), ("<b><p>", 0, 0), ("&", 0, 1), ("<", 0, 1),
    ],
)  # fmt: skip
def test_it_is_linear(piece: str, headings: int, lines: int) -> None:
    outline = Outline("<body>" + piece * 20_000)
    assert (len(outline.headings), len(outline.lines)) == (headings, lines)
