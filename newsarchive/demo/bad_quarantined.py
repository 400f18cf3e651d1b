"""Bad records that an archive keeps aside, each with the reason it must name."""

from newsarchive.demo.bad_record import BadRecord, nw
from newsarchive.demo.outlets import ROLLING
from newsarchive.demo.recipes import Recipe, body_of, dated, literal, send_cut_short, sent
from newsarchive.demo.rolling import rolling_id


def _quarantined(source_id: str, shows: str, reason: str, recipe: Recipe) -> BadRecord:
    return BadRecord(source_id, shows, f"quarantined:{reason}", recipe)


def _text(value: object) -> Recipe:
    return Recipe(extra={"text": value})


_UNREADABLE = "unreadable-json"
_FINE = Recipe()
_NO_OUTLET_BODY = "<p>　　这篇文章没有写明来源。</p>"

INCOMPLETE = (
    _quarantined(nw(201), "no title anywhere", "no-title", Recipe(title="", without=("title",))),
    _quarantined(nw(202), "no date anywhere", "no-date", Recipe(date="", without=("showtime",))),
    _quarantined(nw(203), "date 2022-13-45", "impossible-date", dated("2022-13-45 08:00:00")),
    _quarantined(nw(204), "date 1970-01-01", "impossible-date", dated("1970-01-01 08:00:00")),
    _quarantined(nw(205), "date 0000-00-00", "impossible-date", dated("0000-00-00 00:00:00")),
    _quarantined(nw(206), "a date in 2099", "future-date", dated("2099-01-01 08:00:00")),
    _quarantined(nw(207), "text missing", "no-text", Recipe(without=("text",))),
    _quarantined(nw(208), "text empty", "no-text", _text("")),
    _quarantined(nw(209), "text null", "no-text", _text(None)),
    _quarantined(nw(210), "text of blanks", "no-text", _text("<p>　　 \r\n&nbsp;\xa0</p><p> </p>")),
    _quarantined(
        nw(211),
        "no outlet anywhere",
        "no-outlet",
        Recipe(tag="", without=("medianame",), extra={"text": _NO_OUTLET_BODY}),
    ),
)

INVALID_IDS = (
    _quarantined("NW../../etc", "path traversal in the id", "invalid-id", _FINE),
    _quarantined("NW..%2F..%2Fetc", "encoded path traversal in the id", "invalid-id", _FINE),
    _quarantined("NW20220401%009000000232", "an encoded NUL in the id", "invalid-id", _FINE),
    _quarantined(f"NW20220401{'9' * 290}", "an id of 300 characters", "invalid-id", _FINE),
    _quarantined("nw202204019000000234", "an id in lower case", "invalid-id", _FINE),
)

UNREADABLE = (
    _quarantined(nw(241), "JSON cut short", _UNREADABLE, sent(send_cut_short)),
    _quarantined(nw(242), "an HTML page", _UNREADABLE, literal("<html><p>系统繁忙</p></html>".encode())),
    _quarantined(nw(243), "null", _UNREADABLE, literal(b"null")),
    _quarantined(nw(244), "NaN", _UNREADABLE, literal(b"NaN")),
    _quarantined(
        nw(245),
        "lists nested 100,000 deep",
        _UNREADABLE,
        literal(b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    ),
    _quarantined(
        nw(246),
        "a number of 10,000 digits",
        _UNREADABLE,
        literal(b'{"text": "<p>9</p>", "showtime": ' + b"9" * 10_000 + b"}"),
    ),
)

CONFLICTING = (
    # Listed last on /emnews/; rolling_id(0), whose id it claims, is listed first.
    _quarantined(
        "202204019000000251",
        f"its answer claims the id {rolling_id(0)}, with another text than that article's",
        "conflicting-text",
        Recipe(
            outlet=ROLLING,
            tag=ROLLING.tag,
            without=("text", "medianame"),
            extra={"content": body_of("<p>　　另一篇正文。</p>"), "id": rolling_id(0)},
        ),
    ),
)

BAD_QUARANTINED = INCOMPLETE + INVALID_IDS + UNREADABLE + CONFLICTING
