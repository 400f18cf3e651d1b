"""Repeatable dice: the same numbers on every machine and every Python version."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1


class Dice:
    """A small linear congruential generator.

    :param seed: dice of equal seed roll equal numbers
    """

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) & _MASK
        self.roll(2)

    def roll(self, sides: int) -> int:
        """A number from 0 up to, not including, ``sides``."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & _MASK
        return (self._state >> 33) % sides

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.roll(len(choices))]
