"""Which pictures a body shows, at which address, and the body once they are kept."""

import pytest

from newsarchive.media.pictures_of import pictures_of, with_pictures

HOST = "https://img.example"
FERRY = f"{HOST}/ferry.jpg"
PAGE = "https://gazette.example/2026/11/ferry.html"
KEPT = "media/ab/" + "ab" * 32 + ".jpg"

# The attributes of an <img>, where {0} is the picture's largest rendition, and its width if anything says it.
IMAGES = {
    "src": 'src="{0}"',
    "single quotes": "src='{0}'",
    "capitals": 'SRC="{0}" ALT="x"',
    "lazy": f'src="{HOST}/tiny.jpg" data-src="{{0}}"',
    "lazy by another name": f'src="{HOST}/tiny.jpg" data-lazy-src="{{0}}"',
    "original": f'data-original="{{0}}" src="{HOST}/s.jpg"',
    "data": 'src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-srcset="{0}"',
    "widths": f'src="{HOST}/s.jpg" srcset="{HOST}/s.jpg 300w, {{0}} 1200w, {HOST}/m.jpg 800w" sizes="50vw"',
    "densities": f'src="{HOST}/s.jpg" srcset="{HOST}/s.jpg, {HOST}/m.jpg 1.5x, {{0}} 2x"',
    "no blank after the comma": f'srcset="{HOST}/s.jpg 1x,{{0}} 2x"',
    "lazy widths": f'src="{HOST}/s.jpg" data-srcset="{HOST}/s.jpg 300w,\n {{0}} 900w"',
    "blurred widths": f'srcset="{HOST}/blur.jpg 20w" data-src="{{0}}" src="{HOST}/blur.jpg"',
    "placeholder in a set": 'srcset="data:image/png;base64,AA== 1w, {0} 640w"',
    "malformed": f'srcset="{HOST}/s.jpg 300w, , {{0}} 1200w 800h,, {HOST}/m.jpg wide"',
    "beyond all measure": f'srcset="{HOST}/scan.jpg 12000w, {{0}} 6000w, {HOST}/m.jpg 800w"',
    "beyond it as stated": f'width="300" height="600" srcset="{HOST}/scan.jpg 5000w, {{0}} 3000w"',
    "dense beyond it": f'width="6000" height="4000" srcset="{HOST}/scan.jpg 2x, {{0}} 1x"',
}
# Those in which a picture is known by its name alone.
NAMED = {
    "placeholder": 'src="/img/blank.gif" data-anything="{0}"',
    "no blank, no descriptor": f'srcset="{{0}},{HOST}/s.jpg"',
}
URLS = [FERRY, f"{HOST}/w_400,h_300,c_fill/ferry.jpg", f"{HOST}/ferry?id=1&w=2"]
CASES = [
    pytest.param(attributes, url, id=f"{name}: {url[len(HOST) :]}")
    for name, attributes in (IMAGES | NAMED).items()
    for url in URLS[: 2 if name in NAMED else 3]
]


@pytest.mark.parametrize(("attributes", "url"), CASES)
def test_a_picture_is_found_at_its_largest(attributes: str, url: str) -> None:
    html = f"<p>Before <img {attributes.format(url.replace('&', '&amp;'))}> behind.</p>"
    assert [one.url for one in pictures_of(html, PAGE)] == [url]
    shown = with_pictures(html, {url: KEPT}, PAGE)
    assert shown.lower().startswith("<p>before <img ")
    assert shown.endswith("> behind.</p>")
    assert shown.count(f'src="/{KEPT}"') == shown.lower().count("src=") == 1
    assert "data-" not in shown
    assert "srcset" not in shown
    assert "sizes" not in shown
