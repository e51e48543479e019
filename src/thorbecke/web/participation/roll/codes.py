"""Voting codes: made, read as people type them, and kept only as a keyed hash.

A code is 18 random signs and 2 check signs in 4 groups of 5: "c7df2-hj9km-…". The 23 signs have no
look-alikes among them and no vowels, so no code spells a word. The check signs are those of a code of
distance 3 over the integers modulo 23 (a shortened Reed-Solomon code, doi:10.1137/0108018): every one or
two wrong signs are found, so every swap of neighbours too, and the place of one wrong sign is known.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from functools import lru_cache

from django.conf import settings

from thorbecke.web.participation.models import Act

SIGNS = "23456789cdfhjkmnprtvwxy"
PRIME = len(SIGNS)
RANDOM = 18  # 18 × log2(23) = 81.4 bits
LENGTH = RANDOM + 2
GROUP = 5
VALUE = {sign: value for value, sign in enumerate(SIGNS)}
# Signs that no code has, read as the sign that they look like.
LOOKALIKES = str.maketrans({"s": "5", "z": "2", "b": "8", "g": "9", "q": "9", "u": "v"})
_BETWEEN = re.compile(r"[\s\-‐‑‒–—_.·]+")
_INVERSE = {value: pow(value, -1, PRIME) for value in range(1, PRIME)}


class WrongCode(ValueError):
    """What was typed can't be a code.

    ``problem``: "empty", "length", "sign" or "check". ``group``: the group to look at, from 1; 0 when
    that can't be told. ``found``: the number of signs, or the sign that no code has.
    """

    def __init__(self, problem: str, group: int = 0, found: str = "") -> None:
        super().__init__(f"{problem} {group} {found}".strip())
        self.problem, self.group, self.found = problem, group, found


def new_code() -> str:
    """Return a new code of 81.4 random bits from the system's source, in groups of five."""
    body = [secrets.randbelow(PRIME) for _ in range(RANDOM)]
    return _grouped("".join(SIGNS[value] for value in [*body, *_checks(body)]))


def normalise(text: str) -> str:
    """Return a code as it was given out, from what somebody typed. Raises ``WrongCode``.

    Capitals, spaces, dashes and look-alikes do not matter.
    """
    plain = _plain(text)
    if not plain:
        raise WrongCode("empty")
    for place, sign in enumerate(plain):
        if sign not in VALUE:
            raise WrongCode("sign", place // GROUP + 1 if len(plain) == LENGTH else 0, sign)
    if len(plain) != LENGTH:
        raise WrongCode("length", found=str(len(plain)))
    total, weighted = _sums([VALUE[sign] for sign in plain])
    if total or weighted:
        raise WrongCode("check", _group_of_error(total, weighted))
    return _grouped(plain)


def code_hash(act: Act, code: str) -> str:
    """Return what is stored of a code: HMAC-SHA256 under a key of this act alone, in hex.

    Never raises: what can't be a code has a hash that is not in the table, at the same cost.
    """
    return hmac.new(
        _key(settings.SECRET_KEY, str(act.pk)), _plain(code).encode(), "sha256"
    ).hexdigest()


def subject_hash(act: Act, issuer: str, subject: str) -> str:
    """Return what is stored of an account or of an outside identity: keyed, and of this act alone."""
    text = f"{len(issuer)}:{issuer}:{subject}"
    key = _key(settings.SECRET_KEY, f"subject:{act.pk}")
    return hmac.new(key, text.encode(), "sha256").hexdigest()


@lru_cache(maxsize=256)
def _key(secret: str, use: str) -> bytes:
    return hmac.new(secret.encode(), f"thorbecke.roll:{use}".encode(), hashlib.sha256).digest()


def _plain(text: str) -> str:
    return _BETWEEN.sub("", text.lower()).translate(LOOKALIKES)


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _sums(values: list[int]) -> tuple[int, int]:
    weighted = sum(place * value for place, value in enumerate(values, start=1))
    return sum(values) % PRIME, weighted % PRIME


def _checks(body: list[int]) -> tuple[int, int]:
    """Return the last two values, so that the sum and the weighted sum become 0.

    x + y = -total and 19x + 20y = -weighted give y = 19 × total - weighted.
    """
    total, weighted = _sums(body)
    last = ((LENGTH - 1) * total - weighted) % PRIME
    return (-total - last) % PRIME, last


def _group_of_error(total: int, weighted: int) -> int:
    """Return the group of the one wrong sign, or 0 when it can't be one sign."""
    if not total:
        return 0
    place = weighted * _INVERSE[total] % PRIME
    return (place - 1) // GROUP + 1 if 1 <= place <= LENGTH else 0
