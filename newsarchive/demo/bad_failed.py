"""Bad records that cannot be fetched, each with the reason that an archive must name."""

from newsarchive.demo.bad_record import BadRecord, nw
from newsarchive.demo.recipes import (
    TEXT_PATH,
    Recipe,
    failing,
    redirected,
    send_too_large,
)
from newsarchive.demo.responses import refusal

_REFUSED = "failed:redirect-refused"
_PORT_8081 = f"http://finews.zning.xyz:8081{TEXT_PATH}{nw(309)}"

BAD_FAILED = (
    BadRecord(nw(301), "404 for good", "failed:http-404", failing(refusal(404, "not found"))),
    BadRecord(nw(302), "410 for good", "failed:http-410", failing(refusal(410, "gone"))),
    BadRecord(nw(303), "500 for good", "failed:http-500", failing(refusal(500, "broken"))),
    BadRecord(
        nw(304),
        "a redirect loop",
        "failed:redirect-loop",
        redirected(TEXT_PATH + nw(304) + "&again=1"),
    ),
    BadRecord(nw(305), "redirect to a file", _REFUSED, redirected("file:///etc/passwd")),
    BadRecord(nw(306), "redirect to loopback", _REFUSED, redirected("http://127.0.0.1:9/")),
    BadRecord(nw(307), "redirect to a metadata service", _REFUSED, redirected("http://169.254.169.254/")),
    BadRecord(nw(309), "redirect to another port", _REFUSED, redirected(_PORT_8081)),
    BadRecord(nw(310), "10 MiB", "failed:too-large", Recipe(send=send_too_large, post_page=False)),
)
