"""What of a captured page's markup is shown; whatever is not named here is not."""

from newsarchive.pages.words import words

AS_THEY_ARE = words(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd "
    "del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr "
    "i ins kbd li main mark menu nav nobr ol p pre q rb rp rt rtc ruby s samp search section small span "
    "strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
"""Elements that are shown under their names. Any other is a ``span``, or a ``div`` where it holds blocks."""
BLOCKS = words("dialog fieldset form frameset legend listing noframes optgroup option plaintext select xmp")
"""Others that begin a line of their own."""
LINES_KEPT = words("listing plaintext textarea xmp")
"""Others whose line ends are shown."""
VOID = words("br col hr img wbr")
DROPPED = words(
    "applet audio base basefont bgsound canvas embed frame head iframe input link meta noembed object "
    "param script source style svg template title track video"
)
"""Elements that are not shown, nor what is in them."""
FRAMING = {
    "applet": ("code", "archive"), "audio": ("src",), "embed": ("src",), "frame": ("src",),
    "iframe": ("src",), "object": ("data",), "source": ("src",), "video": ("src", "poster"),
}  # fmt: skip
"""Of what is dropped the attributes that name what it would have loaded, which is told in its place."""
ATTRIBUTES = words(
    "abbr align alt axis bgcolor border cellpadding cellspacing char charoff class clear color colspan "
    "cols compact datetime dir face frame headers height hidden hspace id lang noshade nowrap open "
    "reversed role rows rowspan rules scope size span start style summary title type valign value "
    "vspace width"
)
"""Attributes that are kept: none can load, lead, send or run anything under the policy of the answer."""
