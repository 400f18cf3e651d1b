"""What stands around and within an article's text, drawn anew for every round."""

from html import escape
from random import Random
from typing import TYPE_CHECKING

from tests.boxedsite.article import Article, filled

if TYPE_CHECKING:
    from tests.boxedsite.languages import Language
    from tests.boxedsite.site import BoxedSite


class Boxes:
    """The boxes of one page in one round; all that they say is noted, for none of it is the article's.

    :ivar boilerplate: what was said
    """

    def __init__(self, site: "BoxedSite", article: Article, turn: int) -> None:
        self.site = site
        self.article = article
        self.language: Language = site.language
        self.dice = Random(f"{article.look} {turn}")
        self.boilerplate: list[str] = []

    def says(self, kind: str) -> str:
        """One of the things that a kind of box may say, with its own numbers, escaped."""
        text = self.dice.choice(self.language.boxes[kind])
        text = text.replace("{name}", self.dice.choice(self.language.boxes["name"]))
        text = filled(self.dice, self.language, text)
        self.boilerplate.append(text)
        return escape(text, quote=False)

    def others(self, count: int) -> list[Article]:
        """Other articles of the site."""
        return self.dice.sample(self.site.articles, min(count, len(self.site.articles)))

    def link(self, article: Article, inner: str = "", attributes: str = "") -> str:
        """A link to another article."""
        if not inner:
            self.boilerplate.append(article.title)
        text = inner or escape(article.title, quote=False)
        return f'<a href="{article.path(self.language)}"{attributes}>{text}</a>'

    def links(self, count: int, before: str = "<li>", after: str = "</li>") -> str:
        """Links to so many other articles."""
        return "\n".join(before + self.link(one) + after for one in self.others(count))

    def teasers(self, count: int, opening: str, summary: str, closing: str) -> str:
        """Other articles with the first words of their texts."""
        made = []
        for one in self.others(count):
            first = next(text for kind, text in one.parts if kind == "p")[:70] + "…"
            self.boilerplate.append(first)
            cut = escape(first, quote=False)
            image = f'<img src="/pic/{one.serial}-s.jpg" alt="" width="160" height="90" loading="lazy">'
            made.append(f"{opening}{self.link(one, image)}{self.link(one)}{summary.format(cut)}{closing}")
        return "\n".join(made)

    def menu(self, before: str = "<li>", after: str = "</li>") -> str:
        """The ways through the site: its sections, each with a few places below it."""
        made = [f'{before}<a href="/">{self.language.boxes["home"][0]}</a>{after}']
        for key, name in self.language.sections:
            made.append(f'{before}<a href="/{key}/">{name}</a>{after}')
            made += [
                f'{before}<a href="/{key}/?place={place}">{where}</a>{after}'
                for place, where in enumerate(self.language.where)
            ]
        return "".join(made)

    def within(self, ad: str, also: str, letter: str) -> dict[int, str]:
        """Boxes between the text's blocks, by the number of the block that each follows.

        :param ad: markup with ``{label}``, ``{text}`` and ``{href}``
        :param also: with ``{label}`` and ``{link}``
        :param letter: with ``{text}``
        """
        last = len(self.article.parts) - 1
        places = self.dice.sample(range(last), 3)
        label = self.says("ad_label")
        href = f"https://ads.example/{self.dice.randrange(10**6)}?from={self.article.serial}"
        made = [ad.format(label=label, text=self.says("ad"), href=href)]
        made.append(also.format(label=self.says("also"), link=self.link(self.others(1)[0])))
        if self.dice.random() < 0.5:
            made.append(letter.format(text=self.says("newsletter")))
        return dict(zip(places, made, strict=False))
