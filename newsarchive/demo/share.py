"""The share pages of ``finews.zning.xyz``: one that a script fills, one that carries its text."""

from html import escape

_HEAD = (
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    "<title>{title}</title>\n</head>\n<body>\n"
)

SCRIPT_PAGE = (
    _HEAD.format(title="")
    + """<div id="news"><h1 id="title"></h1><div id="info"><span id="time"></span> \
<span id="media"></span></div><div id="text"></div></div>
<script>
(function () {
  var code = new URLSearchParams(location.search).get("infoCode") || "";
  function first(news, keys) {
    for (var i = 0; i < keys.length; i++) { if (news[keys[i]]) { return news[keys[i]]; } }
    return "";
  }
  fetch("/NewsData/GetNewsText.do?id=" + encodeURIComponent(code))
    .then(function (answer) { return answer.json(); })
    .then(function (news) {
      function show(id, value) { document.getElementById(id).textContent = value; }
      document.title = first(news, ["title"]);
      show("title", first(news, ["title"]));
      show("time", first(news, ["showtime", "datetime", "date"]));
      show("media", first(news, ["medianame", "from", "source"]));
      document.getElementById("text").innerHTML = first(news, ["text", "content"]);
    })
    .catch(function () {});
})();
</script>
</body>
</html>
"""
)


def text_page(title: str, shown_time: str, media: str, body: str) -> str:
    """A share page that carries the article in its HTML."""
    heading = escape(title, quote=False)
    return (
        f"{_HEAD.format(title=heading)}"
        f'<div class="article"><h1>{heading}</h1>\n'
        f'<div class="info">{shown_time} 来源：{escape(media, quote=False)}</div>\n'
        f'<div class="content">{body}</div></div>\n</body>\n</html>\n'
    )
