"""Councils that an operator took in, kept as one JSON file until a database holds them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from thorbecke.formats.kiesraad.model import Council, ListRow, ResultsError
from thorbecke.methods.seats.election import DrawnLot

VERSION = 1


def load_store(path: Path) -> tuple[Council, ...]:
    """Return the councils of a store; none when there is no file. Raises ``ResultsError``."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            raise ValueError(f"version {data['version']}")
        return tuple(_council(row) for row in data["councils"])
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        expected = f"councils as this program writes them ({error})"
        mend = "remove the file and import the results again"
        raise ResultsError(path.name, None, "", expected, mend) from error


def save_store(path: Path, councils: Iterable[Council]) -> tuple[Council, ...]:
    """Add councils to a store; the same municipality and date is replaced. Whole or not at all."""
    kept = {(council.code, council.date): council for council in load_store(path)}
    kept |= {(council.code, council.date): council for council in councils}
    ordered = tuple(sorted(kept.values(), key=lambda item: (item.date or date.min, item.code)))
    text = json.dumps(
        {"version": VERSION, "councils": [_data(council) for council in ordered]},
        ensure_ascii=False,
        indent=1,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(text + "\n", encoding="utf-8")
    os.replace(draft, path)
    return ordered


def _data(council: Council) -> dict[str, Any]:
    return {
        "code": council.code,
        "municipality": council.municipality,
        "date": council.date.isoformat() if council.date else None,
        "seats": council.seats,
        "amsterdam_code": council.amsterdam_code,
        "lists": [[row.name, row.votes, row.seats, row.size] for row in council.lists],
        "lots": [[lot.article, list(lot.between), lot.drawn] for lot in council.lots],
    }


def _council(row: dict[str, Any]) -> Council:
    day = row["date"]
    return Council(
        row["code"],
        row["municipality"],
        date.fromisoformat(day) if day else None,
        row["seats"],
        tuple(ListRow(*cells) for cells in row["lists"]),
        tuple(DrawnLot(article, tuple(names), drawn) for article, names, drawn in row["lots"]),
        row["amsterdam_code"],
    )
