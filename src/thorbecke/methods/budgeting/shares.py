"""One run of the Method of Equal Shares at one share per voter.

Source: D. Peters, G. Pierczyński, P. Skowron, Proportional Participatory Budgeting with Additive
Utilities, NeurIPS 34 (2021), arXiv 2008.13276.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from dataclasses import field as default

from thorbecke.methods.budgeting.ledger import Purchase
from thorbecke.methods.budgeting.limits import Gate, Ties
from thorbecke.methods.budgeting.market import BAND, DOWN, UP, Market, Price

FEW = 8  # looking at so many projects one by one costs about as much as looking at all


@dataclass(frozen=True)
class Offer:
    """A project that can be paid for now; ``rate`` is its price for one unit of utility."""

    place: int
    price: Price
    rate: float


@dataclass
class Run:
    """What one run did: its purchases, the market as it was left, and when a project dropped out."""

    market: Market
    gate: Gate
    ties: Ties
    purchases: list[Purchase] = default(default_factory=list)
    dropped: dict[int, int] = default(default_factory=dict)
    singly: int = FEW  # projects dropped one by one since all were looked at for money

    @property
    def places(self) -> tuple[int, ...]:
        return tuple(item.place for item in self.purchases)


def run(market: Market, gate: Gate, ties: Ties) -> Run:
    """Buy projects as long as supporters can pay for one, always at the best rate.

    ``market``: new, with what each voter has. O(rounds · approvals evaluated); in practice 1 to 3
    passes over all approvals: an old rate is a lower bound, so most projects need no new price.
    """
    field = market.field
    state = Run(market, gate, ties)
    waiting = [
        (lowest / support.unit * DOWN, place)
        for place, (lowest, support) in enumerate(zip(field.lowest, field.supports, strict=True))
        if support.total and gate.open(place)
    ]
    heapq.heapify(waiting)
    while True:
        first = gate.first()
        offer = _best(state, waiting, first)
        if offer is None and first is not None:
            gate.give_up(len(state.purchases) + 1)
            continue
        if offer is None:
            return state
        state.purchases.append(market.buy(offer.place, offer.price))
        gate.fund(offer.place)


def _best(state: Run, waiting: list[tuple[float, int]], first: set[int] | None) -> Offer | None:
    """Take the best offer out of the heap; those that were looked at go back with their new bound."""
    offers, later = _offers(state, waiting, first)
    chosen = _choose(state, offers) if offers else None
    if chosen is not None:
        others = [offer.place for offer in offers] + [place for _, place in waiting]
        state.market.chosen(chosen.place, others)
    for offer in offers:
        if offer is not chosen:
            heapq.heappush(waiting, (offer.rate * DOWN, offer.place))
    for item in later:
        heapq.heappush(waiting, item)
    return chosen


def _offers(
    state: Run, waiting: list[tuple[float, int]], first: set[int] | None
) -> tuple[list[Offer], list[tuple[float, int]]]:
    """Return all offers that can be the best one, and what must wait for a floor."""
    market, offers, later, best = state.market, [], [], float("inf")
    while waiting and waiting[0][0] <= best:
        low, place = heapq.heappop(waiting)
        if not state.gate.open(place):
            continue
        if first is not None and place not in first:
            later.append((low, place))
            continue
        unit = market.supports[place].unit
        price = market.price(place, low * unit)
        if price is None:
            _drop(state, waiting, place)
            continue
        offer = Offer(place, price, price.level / unit)
        offers.append(offer)
        best = min(best, offer.rate * UP)
    return offers, later


def _drop(state: Run, waiting: list[tuple[float, int]], place: int) -> None:
    """Note that a project can't be paid for any more; now and then look at all that wait."""
    round_ = len(state.purchases) + 1
    state.dropped[place] = round_
    state.singly += 1
    if state.singly < FEW or len(waiting) < FEW:
        return
    state.singly = 0
    short = state.market.short().tolist()
    kept = []
    for item in waiting:
        if short[item[1]]:
            state.dropped[item[1]] = round_
        else:
            kept.append(item)
    waiting[:] = kept
    heapq.heapify(waiting)


def _choose(state: Run, offers: list[Offer]) -> Offer:
    """Return the offer with the lowest rate: by floats when it is clear, else exactly, then by ties."""
    lowest = min(offer.rate for offer in offers)
    close = [offer for offer in offers if offer.rate <= lowest * (1 + BAND)]
    if len(close) == 1:
        return close[0]
    rates = [
        state.market.exact(offer.place, offer.price) / state.market.supports[offer.place].unit
        for offer in close
    ]
    best = min(rates)
    equal = [offer for offer, rate in zip(close, rates, strict=True) if rate == best]
    if len(equal) == 1:
        return equal[0]
    place = state.ties.best("selection", len(state.purchases) + 1, [item.place for item in equal])
    return next(item for item in equal if item.place == place)
