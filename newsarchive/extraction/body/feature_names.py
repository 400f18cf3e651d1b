"""The features in the order of their numbers: what ``weights`` are the weights of."""

from newsarchive.extraction.body.words import KIND_NAMES

_OWN = (
    "always width width_to_100 width_to_400 linked short_and_linked mostly_linked ends_a_sentence pauses "
    "is_p is_heading is_h1 is_linked_heading is_li is_cell is_div boilerplate short_boilerplate dated "
    "repeated short_text tiny"
)
_PLACE = (
    "named_article twice_named_article named_aside twice_named_aside near_named_aside itself_named_aside "
    "only_named_aside in_article in_main in_aside in_header in_footer in_item_body in_li in_td in_quote "
    "in_figure in_caption in_link depth in_nested_article"
)
_MASSES = "parents_mass aboves_mass heads_others follows_heading_of_others"
_NEIGHBOURS = "before before_that after after_that"
_TRAITS = ("width", "linked", "good")
_HEADLINE = "below_headline is_headline right_below_headline page_has_headline position"
_CONTEXT = (
    "odds likely around_1 around_2 around_5 looks_alike text_before text_after first last "
    "in_container up_to_container down_from_container parents_share parents_purity aboves_share "
    "aboves_purity first_in_container last_in_container first_and_short last_and_short short_in_container "
    "page_text"
)

FIRST_NAMES: tuple[str, ...] = (
    *_OWN.split(),
    *_PLACE.split(),
    *(f"kind_{kind}" for kind in KIND_NAMES),
    *_MASSES.split(),
    *(f"{trait}_{neighbour}" for neighbour in _NEIGHBOURS.split() for trait in _TRAITS),
    *_HEADLINE.split(),
)
SECOND_NAMES: tuple[str, ...] = (*FIRST_NAMES, *_CONTEXT.split())
