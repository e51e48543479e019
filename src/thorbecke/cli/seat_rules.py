"""Names of rules on the command line, and the method and rules that they stand for."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from thorbecke.cli.django import BadInput
from thorbecke.methods import registry

RULES: dict[str, tuple[str, dict[str, Any]]] = {
    "kieswet": ("seats.kieswet", {}),
    "kieswet-36641": ("seats.kieswet", {"bill_36641": True}),
    "dhondt": ("seats.divisor", {"divisor": "dhondt"}),
    "sainte-lague": ("seats.divisor", {"divisor": "sainte-lague"}),
    "modified-sainte-lague": ("seats.divisor", {"divisor": "modified-sainte-lague"}),
    "danish": ("seats.divisor", {"divisor": "danish"}),
    "adams": ("seats.divisor", {"divisor": "adams"}),
    "imperiali-divisor": ("seats.divisor", {"divisor": "imperiali-divisor"}),
    "hare": ("seats.remainder", {"quota": "hare"}),
    "droop": ("seats.remainder", {"quota": "droop"}),
    "hagenbach-bischoff": ("seats.remainder", {"quota": "hagenbach-bischoff"}),
    "imperiali": ("seats.remainder", {"quota": "imperiali"}),
    "biproportional": ("seats.biproportional", {}),
    "mixed": ("seats.mixed", {}),
}


def method_and_rules(
    name: str, threshold: str | None = None, per_area: bool = False
) -> tuple[registry.Method, Any]:
    """Return the method and its rules. Raises ``BadInput`` for a threshold that does not fit."""
    method_id, data = RULES[name]
    data = dict(data)
    if threshold is not None:
        data["threshold"] = str(fraction(threshold))
    if per_area:
        data["per_area"] = True
    method = registry.find(method_id)
    try:
        return method, registry.rules_of(method, data)
    except registry.WrongRules as error:
        raise BadInput(f"--rule {name}: {error}") from error


def fraction(text: str) -> Fraction:
    """Return "5%", "0.05" or "1/20" as a fraction. Raises ``BadInput``."""
    cleaned = text.strip().replace(",", ".")
    try:
        if cleaned.endswith("%"):
            return Fraction(cleaned[:-1]) / 100
        return Fraction(cleaned)
    except (ValueError, ZeroDivisionError):
        raise BadInput(f"{text!r}: expected a share such as 5%, 0.05 or 1/20") from None
