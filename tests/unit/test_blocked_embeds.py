"""What asks for consent where an embedded post would stand, and sentences that speak of such things."""

import pytest

from newsarchive.extraction.body.blocked_embeds import is_blocked_embed
from tests.unit.test_auto_body import SENTENCES, article, body, paragraphs

ASKING = [
    "To view this content you must accept our cookies.",
    "This video is blocked because you have not allowed cookies. Click to accept.",
    "Hier steht ein externer Inhalt von YouTube. Sie können ihn sich mit einem Klick anzeigen lassen.",
    "Mit Klick auf „Inhalt laden“ stimmen Sie der Übertragung von Daten an Vimeo zu.",
    "Ce contenu est bloqué car vous n’avez pas accepté les cookies.",
    "Para ver este contenido debe aceptar las cookies de redes sociales.",
    "Per vedere questo contenuto devi accettare i cookie.",
    "Om deze inhoud te tonen moet je cookies accepteren: geef toestemming.",
    "Aby zobaczyć tę treść, wyraź zgodę na pliki cookies.",
    "このコンテンツを表示するには、Cookieに同意してください。",
]
SAYING = [
    "This content, the judge found, breaks the privacy policy of the town.",
    "Diese Inhalte verletzen den Datenschutz, heißt es im Urteil.",
    "Ce contenu a été vu par deux mille personnes sur YouTube.",
    "Este contenido es obra de una vecina que acepta encargos.",
    "She showed this video to the council, which had to accept it.",
]


@pytest.mark.parametrize("text", ASKING)
@pytest.mark.parametrize("box", ["<p>{}</p>", "<div class=embed><p>{}</p><button>OK</button></div>"])
def test_what_asks_for_consent_is_none_of_the_text(text: str, box: str) -> None:
    told = f"{paragraphs(SENTENCES[:2])}{box.format(text)}{paragraphs(SENTENCES[2:])}"
    assert body(article(told)) == "\n".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


@pytest.mark.parametrize("text", SAYING)
def test_a_sentence_about_such_things_stays(text: str) -> None:
    assert not is_blocked_embed(text)
