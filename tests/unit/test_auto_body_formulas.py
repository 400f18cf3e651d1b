"""Formulas and headings that unfold: their words stay, whatever elements they are written in."""

import pytest

from tests.unit.test_auto_body import SENTENCES, article, body, paragraphs

SIGNS = "<mrow><mi>v</mi><mo>=</mo><mi>s</mi></mrow>"
TEX = "<annotation encoding='application/x-tex'>v=\\frac{s}{t}</annotation>"


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (f"<math alttext='v equals s'>{SIGNS}</math>", "v equals s"),
        (f"<math>{SIGNS}</math>", "v=s"),
        (f"<math><semantics>{SIGNS}{TEX}</semantics></math>", "v=\\frac{s}{t}"),
        (f"<math><semantics>{SIGNS}<annotation encoding=x>no</annotation></semantics></math>", "v=s"),
    ],
)
def test_a_formula_is_written_out(formula: str, said: str) -> None:
    line = "The speed is {} wherever the ferry sails, as each of the islanders can tell by heart."
    assert line.format(said) in body(article(f"{paragraphs(SENTENCES)}<p>{line.format(formula)}</p>"))


DRAWN = "<span class=base>v</span><span>=</span><span>s</span>"
MATH = f"<math><semantics>{SIGNS}<annotation encoding='application/x-tex'>v=s</annotation></semantics></math>"
WRITTEN_TWICE = {
    "TeX in a script": "<script type='math/tex'>v=s</script>",
    "in a section of characters": "<script type='math/tex'>% <![CDATA[\nv=s %]]></script>",
    "drawn by MathJax 2": (
        f"<span class=MathJax_Preview>v=s</span><span class=MathJax id=m-1-Frame><nobr>{DRAWN}</nobr>"
        f"<span class=MJX_Assistive_MathML><math>{SIGNS}</math></span></span>"
        "<script type='math/tex' id=m-1>v=s</script>"
    ),
    "drawn by MathJax 3": (
        f"<mjx-container class=MathJax><mjx-math aria-hidden=true>{DRAWN}</mjx-math>"
        f"<mjx-assistive-mml><math>{SIGNS}</math></mjx-assistive-mml></mjx-container>"
    ),
    "drawn by KaTeX": (
        f"<span class=katex><span class=katex-mathml>{MATH}</span>"
        f"<span class=katex-html aria-hidden=true>{DRAWN}</span></span>"
    ),
    "drawn by KaTeX alone": f"<span class=katex><span class=katex-html>{DRAWN}</span></span>",
    "with a picture": (
        f"<span class=mwe-math-element><span style='display: none'><math alttext='v=s'>{SIGNS}</math></span>"
        "<img src='/render/svg/1' class=mwe-math-fallback-image-inline alt='v=s'></span>"
    ),
}


@pytest.mark.parametrize("formula", WRITTEN_TWICE.values(), ids=WRITTEN_TWICE.keys())
def test_a_formula_is_read_once(formula: str) -> None:
    line = "<p>The speed is {} wherever the ferry sails, as each of the islanders can tell by heart.</p>"
    found = body(article(paragraphs(SENTENCES) + line.format(formula)))
    assert line.format("v=s") in found


@pytest.mark.parametrize(
    "formula",
    [
        "<script type='math/tex; mode=display'>v=s</script>",
        "<div class=MathJax_Display><span class=MathJax>v=s</span></div>"
        "<script type='math/tex; mode=display'>v=s</script>",
        f"<p><math display=block>{SIGNS}</math></p>",
        f"<div class=eq><span class=katex-display>{WRITTEN_TWICE['drawn by KaTeX']}</span></div>",
    ],
)
def test_a_formula_may_stand_on_a_line_of_its_own(formula: str) -> None:
    first, second, *rest = paragraphs(SENTENCES).split("</p>")[:-1]
    found = body(article(f"{first}</p>{second}</p>{formula}{'</p>'.join(rest)}</p>"))
    assert found.splitlines()[2] == "<p>v=s</p>"


@pytest.mark.parametrize(
    "heading",
    [
        "<h3><button>{}</button></h3>",
        "<h2><button aria-expanded=false><span>{}</span><svg><path /></svg></button></h2>",
        "<h4><span><button type=button>{}</button></span></h4>",
    ],
)
def test_a_heading_that_unfolds_stays(heading: str) -> None:
    first, *rest = SENTENCES
    found = body(article(f"<p>{first}</p>{heading.format('What the divers say')}{paragraphs(rest)}"))
    assert "What the divers say</h" in found


def test_another_button_goes() -> None:
    assert "Listen" not in body(article(f"<button>Listen now</button>{paragraphs(SENTENCES)}"))
