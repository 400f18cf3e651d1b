import pytest

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.reading import Reading
from newsarchive.extraction.refusals import refusal
from newsarchive.pages.tree import Page

LONG = "<p>" + "The council met on Tuesday and decided to keep the old bridge open. " * 40 + "</p>"
TEASER = "<p>" + "The council met on Tuesday. " * 10 + "</p>"


def judged(html: str, body: str) -> str | None:
    reading = Reading({"body": [Candidate(body, "test", 1.0)]} if body else {})
    refused = refusal(Page(html, "http://a.example/1.html"), reading, dated=True)
    return refused.reason if refused else None


@pytest.mark.parametrize(
    ("html", "body", "reason"),
    [
        ("<title>Just a moment...</title><body>Checking your browser</body>", "", "challenge"),
        ("<title>安全验证</title><body><p>请完成安全验证</p></body>", "<p>请完成安全验证</p>", "challenge"),
        ("<title>登录</title><form><input type=password></form>", "<p>登录后查看</p>", "login"),
        ("<title>Story</title><p>Please enable JavaScript to continue</p>", "", "script-wall"),
        ("<title>Story</title><p>Accept all cookies to continue</p>", "", "cookie-wall"),
        (f"<title>Story</title>{TEASER}<p>Subscribe to continue reading</p>",
         f"{TEASER}<p>Subscribe to continue reading</p>", "paywall"),
        (f"<title>Story</title>{LONG}", f"{LONG}<p>Il vous reste 57.09% de cet article à lire. La suite est"
         " réservée aux abonnés.</p>", "paywall"),
        (f"<title>Story</title>{LONG}", f"{LONG}<p>Jetzt abonnieren: der Newsletter</p>", None),
        ("<title>x</title><p>Page not found</p>", "<p>Page not found</p>", "soft-404"),
        ("<title>提示信息</title><p>您访问的页面不存在或已被删除！</p>", "<a href=/>返回</a>", "soft-404"),
        ("<title>Links</title><a href=/>Home</a>", "<p><a href=/>Home</a></p>", "no-text"),
        ("<title>Story</title>" + LONG, LONG, None),
        ("<title>Story</title>" + TEASER, TEASER, None),
        # an article may report on all of that
        ("<title>Just a moment that changed all</title>" + LONG, LONG, None),
        ("<title>Story</title>" + LONG + "<p>Subscribe to continue reading</p>", LONG, None),
    ],
)  # fmt: skip
def test_what_stands_in_an_articles_place(html: str, body: str, reason: str | None) -> None:
    assert judged(html, body) == reason


def test_what_states_no_date_must_look_like_an_article() -> None:
    page = Page("<title>Home</title><h1>Home</h1>" + LONG, "http://a.example/")
    refused = refusal(page, Reading({"body": [Candidate(LONG, "test", 1.0)]}))
    assert refused
    assert refused.reason == "not-an-article"
    dated = Reading({"body": [Candidate(LONG, "test", 1.0)], "date": [Candidate("2024-01-05", "test", 1.0)]})
    assert refusal(page, dated) is None


def test_of_a_challenge_the_next_run_may_have_more_luck() -> None:
    page = Page("<title>Just a moment...</title><body>Checking your browser</body>", "http://a.example/")
    refused = refusal(page, Reading())
    assert refused
    assert refused.again
    assert "Just a moment" in refused.detail


@pytest.mark.parametrize(
    "form",
    [
        "<form action=/login><input type=email name=mail><button>Continue</button></form>",
        "<form id=signin-form><input type=tel><button>Send me a code</button></form>",
        "<form><label>Anmelden</label><input name=user><input type=submit value=Weiter></form>",
        "<form action=/x><input type=text><button>Se connecter</button></form>",
        "<form><input name=phone placeholder=x><button>登录</button></form>",
        "<form><input type=email><button>ログイン</button></form>",
        "<form class=auth><input type=email><input type=submit value='Войти'></form>",
    ],
)
def test_a_login_may_ask_for_a_name_alone(form: str) -> None:
    page = f"<title>The Ferry Post</title><nav><a href=/>Home</a> <a href=/new>New</a></nav>{form}"
    assert judged(page, "<p><a href=/>Home</a> <a href=/new>New</a></p>") == "login"
    assert judged(page, "") == "login"
    assert judged(page + LONG, LONG) is None


@pytest.mark.parametrize(
    "form",
    [
        "<form action=/search><input type=search name=q><button>Find a blog inside</button></form>",
        "<form action=/newsletter><input type=email><button>Subscribe to the newsletter</button></form>",
        "<form action=/comment><textarea></textarea><input name=name><button>Send</button></form>",
        f"<form id=page><input name=q><a href=/login>Log in</a>{LONG}</form>",
    ],
)
def test_other_forms_are_no_login(form: str) -> None:
    brief = "<p>The ferry sails again on Monday, the harbour office says.</p>"
    assert judged(f"<title>Ferry sails</title>{brief}{form}", brief) is None
