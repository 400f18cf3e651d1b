"""What each reason of an account means, in a sentence; docs/operations.md says what to do about it."""

from newsarchive.text import printable

_MEANINGS = {
    "edited": "its text or a picture was another than before, and became a revision",
    "moved": "its text was the same under another date, and became a revision",
    "re-extracted": "replay made another post of its originals",
    "illustrated": "its text was the one that is archived, and a picture of it is kept by now",
    "same text": "it was read, and its text was the one that is archived",
    "same bytes": "each of its pages answered with the very bytes of last time, and was not read",
    "not modified": "the server said that it has not changed (304)",
    "further-address": "it is another address of an article that is archived",
    "gone": "the server said that it is no more (404 or 410); the post stays",
    "forgotten": "it was taken down, and no run may bring it back",
    "no originals": "nothing is kept that replay could read",
    "damaged original": "what replay would read is damaged",
    "kept-shrunken": "its text was so much shorter that the site must have failed; the fuller one stays",
    "conflicting-text": "one run saw two texts under one id, or its record claims another id",
    "same-text": "its title and text are another article's, under another date",
    "redirect-home": "its address leads to the front page, so the article is gone",
    "redirect-listing": "its address leads to a list, so the article is gone",
    "redirect-elsewhere": "its address leads to a page of another id, name and title",
    "redirect-consent": "its address leads to a page that asks for consent",
    "redirect-login": "its address leads to a login",
    "redirect-refused": "its address leads off the site, or to a private address",
    "redirect-loop": "its address leads round in circles",
    "consent": "the page asks for consent first",
    "cookie-wall": "the page asks for cookies first",
    "login": "the page asks for a login",
    "paywall": "the page shows the beginning of what is not free",
    "region": "the page is not shown to readers here",
    "age": "the page is not shown to readers of unknown age",
    "ad-block": "the page is not shown without advertising",
    "app-wall": "the page is shown in an app alone",
    "browser-wall": "the page is shown in another browser alone",
    "script-wall": "the page is shown by scripts alone",
    "parked-domain": "the domain is for sale",
    "challenge": "the site suspects a machine",
    "rate-limit": "the site says that it is asked too much",
    "maintenance": "the site is being worked on",
    "not-ready": "the server said that what was asked for is still being made (202)",
    "soft-404": "the page says that the article is gone",
    "other-page": "nothing of the listed title is on the page",
    "not-an-article": "nothing on the page tells of an article",
    "no-text": "the page states no text",
    "no-title": "the page states no title",
    "no-outlet": "the page states no outlet",
    "no-date": "the page states no date",
    "impossible-date": "the page's date is none of the calendar",
    "ambiguous-date": "day and month of the page's date may be swapped",
    "ambiguous-zone": "the zone of the page's date may be one of several",
    "future-date": "the page's date is more than a day after it was served",
    "unsafe-body": "no post can be made of the body that is safe",
    "unwritable-front-matter": "no front matter can be made of what the page says",
    "outlet-too-long": "the name of its outlet is too long for one",
    "unexpected-category": "its category is none that the profile expects",
    "invalid-id": "its id has not the form of the profile's article.id",
    "incomplete": "a required value is missing",
    "unreadable-json": "the endpoint's answer is no JSON",
    "no-list": "the endpoint's answer has no list where the profile says",
    "no-feed": "it is no feed",
    "no-sitemap": "it is no sitemap",
    "no-links": "it lists nothing",
    "timeout": "no answer came in time",
    "connection-lost": "the connection broke off",
    "connection-refused": "the server refused the connection",
    "no-such-host": "there is no host of that name",
    "cut-short": "the answer was not whole",
    "too-large": "the answer was larger than DOWNLOAD_MAXSIZE",
    "bad-encoding": "the answer was compressed wrongly",
    "not-text": "the answer was no text",
    "not-a-picture": "its bytes are no picture of a type that is kept",
    "too-many-pixels": "the picture says that it has more pixels than are kept",
    "over-quota": "the article's other pictures are all that is kept of one",
    "not-rendered": "the browser did not show it",
    "robots": "robots.txt forbids it",
    "robots-unreachable": "robots.txt answered 5xx, which forbids all",
    "bad-address": "nobody can ask for such an address",
    "address-refused": "it is at a private address or a foreign port",
    "refused": "it was left alone",
    "download-error": "it could not be fetched, for no reason of the others",
    "dropped": "a pipeline dropped it",
    "interrupted": "the run was stopped before it was stored",
    "storage": "the disk refused",
    "unwritten": "its post could not be written",
    "other-site": "it leads to other sites alone",
}
_OUTCOMES = {
    "stored": "a post was made of it",
    "unchanged": "nothing is new of it",
    "quarantined": "no post can be made of it",
    "failed": "it could not be fetched",
}


def meaning_of(reason: str, outcome: str = "") -> str:
    """What a reason means, in a sentence; where it says nothing, what the outcome does.

    :param outcome: of the account: ``stored``, ``unchanged``, ``quarantined``, ``failed``
    """
    if reason in _MEANINGS:
        return _MEANINGS[reason]
    if reason.startswith("http-"):
        return f"the server answered {printable(reason.removeprefix('http-'))}"
    if reason.startswith("internal-"):
        return "newsarchive made a mistake"
    if reason.startswith("kept-"):
        return f"{meaning_of(reason.removeprefix('kept-'))}; the post stays"
    return _OUTCOMES.get(outcome, "")
