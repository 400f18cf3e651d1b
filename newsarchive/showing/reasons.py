"""What each reason of an account means, for people; docs/operations.md says what to do about it."""

_TOLD = """
edited: another text than before; a revision
moved: the same text under another date; a revision
re-extracted: replay made another post of the originals
same text: read, and nothing is new
not modified: the server said that it is as it was (304)
further-address: another address of an archived article, which is known from now on
gone: withdrawn: the server answers 404 or 410; the post stays
forgotten: a takedown keeps it away
no originals: replay has nothing to read
damaged original: the response that was kept is damaged
shrunken: so much shorter than before that the site must have failed, or a teaser
conflicting-text: two texts under one id in one run, or a page that claims another id
same-text: title and text of another article under another date; a page in place of articles, perhaps
redirect-home: the address leads to the front page; the article is gone
redirect-listing: the address leads to a list; the article is gone
redirect-elsewhere: the address leads to a page of another id, name and title
redirect-consent: the address leads to a page that asks for consent
redirect-login: the address leads to a login
redirect-refused: the address leads off the site, or to a private address
redirect-loop: the address leads round in circles
consent: the page asks for consent first
cookie-wall: the page asks for cookies first
login: the page asks its reader to log in
paywall: only the beginning is free
region: not shown to readers in this country
age: not shown to readers of unknown age
ad-block: not shown without advertising
app-wall: shown in the site's app alone
browser-wall: shown in another browser alone
script-wall: shown by scripts alone; render: true in the profile may help
parked-domain: the domain is for sale
challenge: the site suspects a machine and asks for proof of the contrary
rate-limit: the site says that it is asked too much; a larger politeness.delay may help
maintenance: the site is being worked on
not-ready: the server says that the page is still being made (202)
soft-404: a page that says that the article is gone
other-page: nothing of the title that the list shows is on the page
not-an-article: nothing on the page tells of an article
no-text: the page states no text
no-title: the page states no title
no-outlet: the page states no outlet
no-date: the page states no date
impossible-date: the date that the page states is none of the calendar
ambiguous-date: day and month of the date may be swapped
ambiguous-zone: the zone that the date states has several meanings, and nothing tells which
future-date: the date lies more than a day after the page was served
unsafe-body: no post that is safe to publish can be made of the text
unwritable-front-matter: no front matter can be made of what the page states
outlet-too-long: what stands for the outlet's name is too long for one
unexpected-category: none of the categories that the profile expects
invalid-id: the id has another form than the profile's article.id
incomplete: a required value is missing
unreadable-json: the endpoint's answer is no JSON
no-list: the answer has no list where the profile says that it is
no-feed: the address of a feed gives none
no-sitemap: the address of a sitemap gives none
no-links: the page shows no links
timeout: no answer in time
connection-lost: the connection broke off
connection-refused: the server refused the connection
no-such-host: the host's name is not known
cut-short: the answer ended before it was whole
too-large: larger than DOWNLOAD_MAXSIZE
bad-encoding: compressed in a way that nobody can undo
not-text: the answer is no text
not-rendered: the browser could not show the page
robots: robots.txt forbids it
robots-unreachable: robots.txt cannot be had, which forbids everything
bad-address: the address that the list gives is none that anybody can ask for
address-refused: the address is private, or the port a foreign one
refused: the request was left alone
download-error: the answer could not be had
dropped: a pipeline of yours dropped it
interrupted: the run was stopped before it was done
storage: the disk refused to store it
unwritten: the post could not be written
"""
_MEANINGS = dict(line.split(": ", 1) for line in _TOLD.split("\n")[1:-1])


def meaning_of(reason: str) -> str:
    """What a reason means; nothing where nobody knows it, such as one that a pipeline of a user gives.

    :param reason: as the account and the catalog have it, ``kept-`` before it or not
    """
    if reason.startswith("http-"):
        return f"the server answered {reason.removeprefix('http-')}"
    if reason.startswith("internal-"):
        return "an error of newsarchive, which the log has in full"
    if known := _MEANINGS.get(reason):
        return known
    kept = _MEANINGS.get(reason.removeprefix("kept-"), "")
    return f"{kept}; the post stays as it is" if kept else ""
