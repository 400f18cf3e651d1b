"""Chinese titles and paragraphs, composed from the word lists by dice."""

from newsarchive.demo import words
from newsarchive.demo.dice import Dice


def compose_title(dice: Dice) -> str:
    """A headline; many hold quotation marks, per cent signs or parentheses."""
    return _fill(dice.pick(words.TITLES), dice)


def compose_paragraph(dice: Dice) -> str:
    """Two to four sentences of plain text."""
    return "".join(_fill(dice.pick(words.SENTENCES), dice) for _ in range(2 + dice.roll(3)))


def _fill(template: str, dice: Dice) -> str:
    return template.format(
        place=dice.pick(words.PLACES),
        company=dice.pick(words.COMPANIES),
        person=dice.pick(words.PEOPLE),
        role=dice.pick(words.ROLES),
        thing=dice.pick(words.THINGS),
        topic=dice.pick(words.TOPICS),
        verb=dice.pick(words.VERBS),
        number=2 + dice.roll(88),
        code=1000 + dice.roll(9000),
    )
