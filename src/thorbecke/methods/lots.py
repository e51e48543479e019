"""Drawing lots that anyone can repeat: a public seed, expanded with SHA-256 in counter mode.

A draw is fixed by a *seed* of 32 bytes and a *purpose*, a text that says what is drawn. Two purposes
under one seed give independent draws, so one public seed serves a whole procedure. The seed comes
from an *opening* whose commitment was published before (commit and reveal), or from a number that was
drawn in public. ``docs/methods/lots.md`` gives the rules in words and test vectors, so that a program
in another language repeats every draw.

Sources: SHA-256, FIPS 180-4 (DOI 10.6028/NIST.FIPS.180-4); the shuffle, R. Durstenfeld, Algorithm 235,
Communications of the ACM 7 (1964), DOI 10.1145/364520.364540.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")

SEED_BYTES = 32
SHORTEST_OPENING = 32
_COMMIT, _REVEAL, _NUMBER, _DRAW = (
    b"thorbecke lots 1 " + word for word in (b"commit", b"reveal", b"number", b"draw")
)


class WrongSeed(ValueError):
    """A seed, opening or number that can't be used; the text says what was expected."""


def commitment(opening: bytes) -> str:
    """Return the hash to publish before the draw: 64 hexadecimal digits.

    Raises ``WrongSeed`` when the opening has fewer than 32 bytes: a shorter one could be guessed.
    """
    return _hash(_COMMIT, _checked(opening)).hex()


def seed_of_opening(opening: bytes, published: str) -> bytes:
    """Return the seed that an opening gives; it must be the opening that was committed to.

    The seed is another hash than the commitment, so that the commitment tells nothing of the draw.
    Raises ``WrongSeed`` when it does not match what was published.
    """
    if commitment(opening) != published.strip().lower():
        raise WrongSeed("this opening does not match the hash that was published before")
    return _hash(_REVEAL, opening)


def seed_of_number(drawn: str) -> bytes:
    """Return the seed of a number that was drawn in public, such as "07 12 23 31 40 44".

    Digits count, in their order, and the places where they are parted; how many spaces or which signs
    part them does not. Raises ``WrongSeed`` when there is no digit, or a sign that is not expected.
    """
    text = drawn.translate(str.maketrans(",;-/", "    "))
    groups = text.split()
    if not groups or not all(group.isascii() and group.isdecimal() for group in groups):
        raise WrongSeed("expected a number, or numbers with spaces or commas between them")
    return _hash(_NUMBER, " ".join(groups).encode("ascii"))


@dataclass(frozen=True)
class Lots:
    """A public seed. Each purpose opens its own endless row of bits; asking twice gives the same.

    ``seed``: 32 bytes. Raises ``WrongSeed`` for another length.
    """

    seed: bytes

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_BYTES:
            raise WrongSeed(f"expected a seed of {SEED_BYTES} bytes, found {len(self.seed)}")

    def numbers(self, purpose: str, below: Sequence[int]) -> tuple[int, ...]:
        """Return for each bound n a number from 0 to n − 1, all equally likely.

        A number is the first candidate below n among the candidates of as many bits as n − 1 has
        (rejection, so no number is favoured). On average fewer than two candidates are needed.
        Raises ``ValueError`` for a bound below 1.
        """
        if any(bound < 1 for bound in below):
            raise ValueError("a bound must be at least 1")
        stream = _bytes(self.seed, purpose)
        return tuple(_below(stream, bound) for bound in below)

    def order(self, purpose: str, items: Sequence[Item]) -> tuple[Item, ...]:
        """Return the items in a drawn order; each of the n! orders is equally likely. O(n)."""
        found = list(items)
        places = range(len(found) - 1, 0, -1)
        for place, other in zip(
            places, self.numbers(purpose, [place + 1 for place in places]), strict=True
        ):
            found[place], found[other] = found[other], found[place]
        return tuple(found)

    def draw(self, purpose: str, items: Sequence[Item], size: int) -> tuple[Item, ...]:
        """Return ``size`` different items in the order in which they are drawn. O(n).

        Raises ``ValueError`` when there are fewer items, or for a negative size.
        """
        if not 0 <= size <= len(items):
            raise ValueError(f"can't draw {size} of {len(items)}")
        found = list(items)
        bounds = [len(found) - place for place in range(size)]
        for place, step in enumerate(self.numbers(purpose, bounds)):
            found[place], found[place + step] = found[place + step], found[place]
        return tuple(found[:size])


def _checked(opening: bytes) -> bytes:
    if len(opening) < SHORTEST_OPENING:
        raise WrongSeed(f"expected an opening of at least {SHORTEST_OPENING} bytes")
    return opening


def _hash(domain: bytes, content: bytes) -> bytes:
    """Hash with the domain's name and a zero byte in front, so that no two uses share a hash."""
    return hashlib.sha256(domain + b"\0" + content).digest()


def _bytes(seed: bytes, purpose: str) -> Iterator[int]:
    """Yield the bytes of SHA-256(domain, 0, seed, counter, purpose), counter 0, 1, 2, … (8 bytes)."""
    name = purpose.encode("utf-8")
    counter = 0
    while True:
        yield from _hash(_DRAW, seed + counter.to_bytes(8, "big") + name)
        counter += 1


def _below(stream: Iterator[int], bound: int) -> int:
    bits = (bound - 1).bit_length()
    size = -(-bits // 8)
    while True:
        candidate = int.from_bytes(bytes(next(stream) for _ in range(size)), "big")
        candidate >>= 8 * size - bits
        if candidate < bound:
            return candidate
