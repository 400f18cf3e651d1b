# ruff: noqa: E501  a pair of titles stays on one line
import pytest

from newsarchive.store.shown_titles import is_shown_otherwise

TITLE = "Council approves the plan for 12 bridges"


def entry(title: str, day: str | None = "2022-03-07") -> dict[str, str | None]:
    return {"title": title, "day": day}


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("{} 3 comments", "{} 14 comments"), ("{} (3)", "{} (4)"), ("{} [12]", "{}"), ("{} 5 minutes ago", "{} 1 hour ago"),
        ("59 min ago {}", "Yesterday {}"), ("{} 1.2K views", "{} 1.3K views"), ("{} – Comments: 7", "{} – Comments: 8"),
        ("vor 5 Minuten {}", "vor 2 Stunden {}"), ("{} 3 Kommentare", "{} 1 Kommentar"), ("{} 3 Kommentare", "{}"),
        ("il y a 5 minutes {}", "il y a 3 heures {}"), ("hace 5 minutos {}", "hace 2 días {}"), ("{} 5 minuti fa", "{} 1 ora fa"),
        ("{} 7 commentaires", "{} 8 commentaires"), ("5 минут назад {}", "2 часа назад {}"), ("{} 5 комментариев", "{} 6 комментариев"),
        ("{} 5 minut temu", "{} 2 godziny temu"), ("{} 5分钟前", "{} 2小时前"), ("{} 12条评论", "{} 13条评论"), ("{} 5分前", "{} 2時間前"),
        ("{} 댓글 3", "{} 댓글 3"), ("{} 5분 전", "{} 2시간 전"), ("{}", "  {} !"), ("{}", "{}"),
    ],
)  # fmt: skip
def test_what_counts_on_its_own_is_no_other_title(before: str, now: str) -> None:
    assert not is_shown_otherwise(entry(before.format(TITLE)), entry(now.format(TITLE)))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (TITLE, "Council rejects the plan for 12 bridges"), (TITLE, "Council approves the plan for 13 bridges"),
        (TITLE, f"Correction: {TITLE}"), ("十二座桥", "十三座桥"), (TITLE, ""),
    ],
)  # fmt: skip
def test_another_title_is_one(before: str, now: str) -> None:
    assert is_shown_otherwise(entry(before), entry(now))


@pytest.mark.parametrize(
    ("before", "now", "otherwise"),
    [
        ("2022-03-07", "2022-03-08", True),
        (None, "2022-03-08", False),
        ("2022-03-07", None, False),
        (None, None, False),
    ],
)
def test_another_day_counts_where_both_are_stated(
    before: str | None, now: str | None, otherwise: bool
) -> None:
    assert is_shown_otherwise(entry(TITLE, before), entry(TITLE, now)) is otherwise
