"""The scripts of the world's news, as classes of characters for use between the brackets of a pattern."""

import re

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u30fa\u30fc-\u30ff"  # without the middle dot, which stands in Chinese names, too
HANGUL = "\uac00-\ud7a3"
EAST_ASIA = "\u2e80-\uffdc\U00020000-\U0003ffff"  # all three with their punctuation
CYRILLIC = "\u0400-\u04ff"
ARABIC = "\u0600-\u06ff"
HEBREW = "\u0590-\u05ff"
GREEK = "\u0370-\u03ff"
THAI = "\u0e00-\u0e7f"
DEVANAGARI = "\u0900-\u097f"

A_HAN = re.compile(f"[{HAN}]")
A_HAN_OR_KANA = re.compile(f"[{HAN}{KANA}]")
AN_EAST_ASIAN_SIGN = re.compile(f"[{EAST_ASIA}]")
AN_IDEOGRAPH = re.compile(f"[{HAN}{KANA}{HANGUL}]")
"""A character that says as much as several letters: a word or a syllable."""
