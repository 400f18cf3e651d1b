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
