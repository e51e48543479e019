"""The Merkle root of a list: one hash that changes when a line is changed, dropped, added or moved.

The tree is that of RFC 9162 section 2.1.1 (DOI 10.17487/RFC9162): a leaf is SHA-256(0x00 + line), a node
is SHA-256(0x01 + left + right), and the left half holds the largest power of two below the size. The
different prefixes keep a node from being passed off as a leaf.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").hexdigest()


def root(lines: Iterable[bytes]) -> str:
    """Return the root of these lines, in hex; ``EMPTY`` for none. O(n) hashes."""
    sha = hashlib.sha256
    level = [sha(b"\0" + line).digest() for line in lines]
    if not level:
        return EMPTY
    while len(level) > 1:
        level = _above(level)
    return level[0].hex()


def _above(level: list[bytes]) -> list[bytes]:
    """Return the nodes above: a last one without a neighbour moves up as it is.

    Taking pairs level by level gives the same tree as splitting at the largest power of two.
    """
    sha = hashlib.sha256
    pairs = zip(level[::2], level[1::2], strict=False)
    nodes = [sha(b"\1" + left + right).digest() for left, right in pairs]
    return nodes if len(level) % 2 == 0 else [*nodes, level[-1]]


def proof(lines: Sequence[bytes], place: int) -> list[str]:
    """Return the hashes that lead from the line at ``place`` to the root (RFC 9162, 2.1.3.1). O(n).

    Raises ``IndexError`` for a place outside the list.
    """
    if not 0 <= place < len(lines):
        raise IndexError(f"there are {len(lines)} lines, asked for place {place}")
    level = [hashlib.sha256(b"\0" + line).digest() for line in lines]
    found = []
    while len(level) > 1:
        neighbour = place ^ 1
        if neighbour < len(level):
            found.append(level[neighbour].hex())
        level, place = _above(level), place // 2
    return found


def proves(line: bytes, place: int, size: int, path: Sequence[str], expected: str) -> bool:
    """Tell whether the path proves that ``line`` stands at ``place`` of ``size`` lines. O(log n)."""
    if not 0 <= place < size:
        return False
    here, steps = hashlib.sha256(b"\0" + line).digest(), iter(path)
    while size > 1:
        if place ^ 1 < size:
            other = bytes.fromhex(next(steps, ""))
            left, right = (other, here) if place % 2 else (here, other)
            here = hashlib.sha256(b"\1" + left + right).digest()
        place, size = place // 2, (size + 1) // 2
    return next(steps, None) is None and here.hex() == expected


def joined(roots: Sequence[str]) -> str:
    """Return one root over several lists: the node over each next root; one root stays itself."""
    here = bytes.fromhex(roots[0])
    for other in roots[1:]:
        here = hashlib.sha256(b"\1" + here + bytes.fromhex(other)).digest()
    return here.hex()
