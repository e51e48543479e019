"""Pages of the law register."""

from thorbecke.web.library.law.views.bills import bill, bills
from thorbecke.web.library.law.views.council import council_size
from thorbecke.web.library.law.views.instruments import instrument, instruments
from thorbecke.web.library.law.views.rules import rule, rules

__all__ = ["bill", "bills", "council_size", "instrument", "instruments", "rule", "rules"]
