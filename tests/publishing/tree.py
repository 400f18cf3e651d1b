"""What an HTML parser makes of a page, and what in it could run: knows nothing of the judge."""

import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

NEVER = {
    "applet",
    "area",
    "base",
    "body",
    "button",
    "embed",
    "fieldset",
    "form",
    "frame",
    "frameset",
    "head",
    "html",
    "iframe",
    "image",
    "input",
    "isindex",
    "link",
    "map",
    "marquee",
    "math",
    "meta",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "option",
    "param",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "track",
    "xmp",
}
ADDRESSES = {"action", "background", "cite", "data", "formaction", "href", "poster", "src", "srcset"}
BAD_STYLE = re.compile(r"url\s*\(|expression|javascript|@|\\|position|z-index|behavior|binding|<")


def parse(html: str) -> Element:
    """The element tree of a fragment, as browsers build it."""
    return html5lib.parseFragment(html, container="div", namespaceHTMLElements=False)


def executable(root: Element) -> list[str]:
    """Everything under the element that could run or reach out of the post."""
    found = []
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if ":" in tag or "{" in tag or tag.lower() in NEVER:
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            if not isinstance(name, str) or ":" in name or name.lower().startswith("on"):
                found.append(f"<{tag} {name}>")
            elif name == "style" and BAD_STYLE.search(value.lower()):
                found.append(f"style {value!r}")
            elif name in ADDRESSES:
                address = re.sub(r"[\x00-\x20\s]", "", value)
                parts = address.split(",") if name == "srcset" else [address]
                found += [f"{name} {part!r}" for part in parts if not _harmless(part)]
            elif name in {"srcdoc", "ping", "markdown", "http-equiv", "download"}:
                found.append(f"<{tag} {name}>")
    return found


def _harmless(address: str) -> bool:
    try:
        return urlsplit(address).scheme in {"", "http", "https", "mailto", "tel"}
    except ValueError:
        return address.startswith(("//", "http://", "https://"))


def events(root: Element) -> list[object]:
    """The tree below an element as a flat list, white space left out."""
    out: list[object] = []

    def text(value: str | None) -> None:
        squeezed = re.sub(r"[ \t\r\n]+", "", value or "")
        if squeezed and out and isinstance(out[-1], str):
            out[-1] += squeezed
        elif squeezed:
            out.append(squeezed)

    def walk(element: Element) -> None:
        text(element.text if isinstance(element.tag, str) else "")
        for child in element:
            if isinstance(child.tag, str):
                attributes = {k: re.sub(r"\s+", "", v) for k, v in child.attrib.items()}
                out.append((child.tag, attributes))
                walk(child)
                out.append(("end", child.tag))
            text(child.tail)

    walk(root)
    return out
