"""Month names of the languages of the Latin, Cyrillic and Greek scripts, as dates write them."""

import unicodedata

# By month, full names as they stand in dates (genitive where a language has one); an abbreviation is any
# beginning of at least three letters that means one month only.
_NAMES = (
    "january januar jänner janvier enero gennaio janeiro januari stycznia styczeń ledna leden tammikuuta "
    "január ianuarie ocak января січня януари ιανουαρίου ιανουάριος gener "
    "janúar jaanuar janvāris sausio siječnja",
    "february februar feber février febrero febbraio fevereiro februari lutego luty února únor helmikuuta "
    "február februarie şubat февраля лютого февруари φεβρουαρίου φεβρουάριος febrer "
    "febrúar veebruar vasario veljače",
    "march märz mars marzo março maart marca marzec března březen maaliskuuta március martie mart марта "
    "березня март μαρτίου μάρτιος març marts märts kovo ožujka",
    "april avril abril aprile kwietnia kwiecień dubna duben huhtikuuta április aprilie nisan апреля квітня "
    "април απριλίου απρίλιος apríl aprill balandžio travnja",
    "may mai mayo maggio maio mei maja května květen toukokuuta május mayıs мая травня май μαΐου μάιος "
    "maig maí gegužės svibnja maj",
    "june juni juin junio giugno junho czerwca czerwiec června červen kesäkuuta június iunie haziran июня "
    "червня юни ιουνίου ιούνιος juny júní juuni birželio lipnja",
    "july juli juillet julio luglio julho lipca července červenec heinäkuuta július iulie temmuz июля "
    "липня юли ιουλίου ιούλιος juliol júlí juuli liepos srpnja",
    "august août agosto augustus sierpnia sierpień srpna srpen elokuuta augusztus ağustos августа серпня "
    "август αυγούστου αύγουστος agost ágúst rugpjūčio kolovoza agustus augusti",
    "september septembre septiembre settembre setembro września wrzesień září syyskuuta szeptember "
    "septembrie eylül сентября вересня септември σεπτεμβρίου σεπτέμβριος setembre rugsėjo rujna",
    "october oktober octobre octubre ottobre outubro października październik října říjen lokakuuta október "
    "octombrie ekim октября жовтня октомври οκτωβρίου οκτώβριος spalio listopada",
    "november novembre noviembre novembro listopad listopadu marraskuuta noiembrie kasım ноября листопада "
    "ноември νοεμβρίου νοέμβριος nóvember lapkričio studenoga",
    "december dezember décembre diciembre dicembre dezembro grudnia grudzień prosince prosinec joulukuuta "
    "decembrie aralık декабря грудня декември δεκεμβρίου δεκέμβριος desember gruodžio prosinca desembre",
)
# Abbreviations in use that begin the names of two months.
_SHORT = {"mar": 3, "mär": 3, "mrz": 3, "maj": 5, "jui": 7}
_OF_LANGUAGE = {("listopada", "hr"): 10, ("listopada", "pl"): 11, ("srpnja", "hr"): 7, ("lipnja", "hr"): 6}


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip(".")


def _table() -> dict[str, int]:
    """Full names and unambiguous beginnings; a full name prevails over a beginning."""
    full: dict[str, int] = {}
    begun: dict[str, set[int]] = {}
    for month, names in enumerate(_NAMES, 1):
        for name in map(_plain, names.split()):
            full.setdefault(name, month)
            for length in range(3, min(6, len(name))):
                begun.setdefault(name[:length], set()).add(month)
    short = {name: next(iter(months)) for name, months in begun.items() if len(months) == 1}
    return {**short, **full, **_SHORT}


_MONTHS = _table()


def month_of(name: str, language: str) -> int | None:
    """The month of a name or of its abbreviation; None for any other word.

    :param language: a BCP 47 tag; decides about names that mean two months
    """
    plain = _plain(name)
    return _OF_LANGUAGE.get((plain, language[:2].lower())) or _MONTHS.get(plain)
