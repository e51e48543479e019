"""Settling ties by lot: from what was drawn in public, from a public seed, or not yet."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from thorbecke.methods.lots import Lots
from thorbecke.methods.seats.election import DrawnLot, Election
from thorbecke.methods.seats.outcome import Lot


class OpenLot(Exception):
    """The count can't go on before this lot is drawn."""

    def __init__(self, lot: Lot) -> None:
        super().__init__(f"{lot.article}: a lot between {', '.join(lot.between)}")
        self.lot = lot


class Decider:
    """Decides every lot of one count and keeps what was decided, in order.

    A recorded lot with the same article and the same contenders goes first; then the public seed, for
    the purpose "name|method|article|number of the lot"; without both the lot is open.
    """

    def __init__(self, election: Election, method: str, lots: Lots | None) -> None:
        self.made: list[Lot] = []
        self.unused: list[DrawnLot] = list(election.lots)
        self._name, self._method, self._lots = election.name, method, lots

    def choose(
        self,
        article: str,
        step: str,
        between: Sequence[str],
        value: Fraction | int | None = None,
        within: str = "",
    ) -> Lot:
        """Return the lot with who was drawn. Raises ``OpenLot`` when nobody was; that is kept too."""
        drawn = self._recorded(article, between, within) or self._from_seed(article, between)
        equal = None if value is None else Fraction(value)
        lot = Lot(article, step, tuple(between), drawn, within, equal)
        self.made.append(lot)
        if lot.open:
            raise OpenLot(lot)
        return lot

    def _recorded(self, article: str, between: Sequence[str], within: str) -> str:
        for lot in self.unused:
            same = (
                lot.article == article and lot.within == within and set(lot.between) == set(between)
            )
            if same:
                self.unused.remove(lot)
                return lot.drawn
        return ""

    def _from_seed(self, article: str, between: Sequence[str]) -> str:
        if self._lots is None:
            return ""
        purpose = f"{self._name}|{self._method}|{article}|{len(self.made) + 1}"
        return self._lots.order(purpose, between)[0]
