"""Article bodies made safe to publish on Jekyll and Hugo, changed only where they have to be."""

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.safe_html.judge import Verdict, has_content, judge, visible_text
from newsarchive.posts.safe_html.limits import refuse_costly_judging, refuse_costly_repair
from newsarchive.posts.safe_html.repair import repair
from newsarchive.posts.safe_html.sanitise import inert, sanitise

__all__ = ["has_content", "safe_body", "visible_text"]

ROUNDS = 3


def safe_body(html: str) -> str:
    """The body as it may be published; the very same text where nothing is wrong with it.

    The order is a security rule: what is dropped must be gone before the judge looks, because
    ``java　　script:`` is a harmless relative URL until the two spaces are removed.

    :raises ExtractionError: ``unsafe-body``, when three rounds of repair do not make it clean, or when
        it is so long that these would take seconds
    """
    refuse_costly_judging(html)
    body = inert(html)
    for _ in range(ROUNDS):
        verdict = judge(body)
        if verdict is Verdict.CLEAN:
            return body
        refuse_costly_repair(body)
        if verdict is Verdict.UNSAFE:
            body = inert(sanitise(body))  # the parser decodes &#123; and &#12288;
        body = inert(repair(body))
    if judge(body) is Verdict.CLEAN:
        return body
    raise ExtractionError("unsafe-body", f"{ROUNDS} rounds of repair left the body unsafe")
