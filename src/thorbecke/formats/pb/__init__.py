"""The file format of participatory budgeting, .pb, as Pabulib keeps it: read, checked, written.

budget = parse(content); budget.election can be counted; budget.document.to_bytes() is the file again.
"""

from thorbecke.formats.pb.errors import WrongPb
from thorbecke.formats.pb.read import Budget, parse
from thorbecke.formats.pb.write import with_rule, without_personal, write

__all__ = ["Budget", "WrongPb", "parse", "with_rule", "without_personal", "write"]
