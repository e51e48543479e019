"""The bundle: one zip that holds everything with which anyone can recompute an outcome.

``record.json`` says what was decided and how, the lists and ``inputs/`` hold what was counted,
``manifest.json`` the hash of each file, ``signature.json`` the signature under the manifest.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from io import BytesIO
from pathlib import Path
from typing import Any

from thorbecke.methods import facts, registry
from thorbecke.methods.lots import Lots, seed_of_number, seed_of_opening
from thorbecke.records import canonical
from thorbecke.records.lists import Lists
from thorbecke.records.readme import README
from thorbecke.records.signing import Signer

FORMAT, VERSION = "thorbecke-record", 1
LICENCE = "CC0-1.0"
RECORD, LOG, MANIFEST, SIGNATURE = "record.json", "log.json", "manifest.json", "signature.json"
VERIFIER, README_NAME = "verify.py", "LEESMIJ.txt"
SEALS = frozenset({MANIFEST, SIGNATURE})
MOST_FILES, MOST_BYTES = 1000, 1 << 30
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
)
_DATE = (1980, 1, 1, 0, 0, 0)


class BadBundle(ValueError):
    """A file that is no bundle at all; the text says what was expected."""


@dataclass(frozen=True)
class Count:
    """One count in a record. ``inputs``: kind, and ``from`` "ballots" or the ``file`` they stand in."""

    question: str
    method: str
    version: int
    rules: Mapping[str, Any]
    inputs: Mapping[str, Any]
    outcome: Any
    decides: bool = True

    def data(self) -> dict[str, Any]:
        """Return the count as it stands in the record."""
        return {
            "question": self.question,
            "method": self.method,
            "version": self.version,
            "rules": facts.to_data(self.rules),
            "inputs": dict(self.inputs),
            "outcome": facts.to_data(self.outcome),
            "decides": self.decides,
        }


def write_method_bundle(
    path: str | os.PathLike[str],
    *,
    title: str,
    method: str,
    inputs: Any,
    rules: Any,
    outcome: Any,
    seed: Mapping[str, str] | None = None,
    version: int | None = None,
    signer: Signer | None = None,
) -> None:
    """Write the record of one count, without an act around it.

    ``rules``: the method's rules, as dataclass or plain data. ``seed``: how the lots were made, see
    ``lots_of``. ``version``: of the method, the newest when left out. Without a signer the bundle is
    not signed. Raises ``registry.UnknownMethod``, ``WrongSeed``, ``NotCanonical``, ``OSError``.
    """
    found = registry.find(method, version)
    kind = found.inputs
    data = registry.inputs_module(kind).to_data(inputs)
    place = "inputs/1.json"
    count = Count("", found.id, found.version, rules, {"kind": kind, "file": place}, outcome)
    record = {
        **head("method", title, signer),
        "lots": lots_data(seed),
        "counts": [count.data()],
    }
    files = {RECORD: canonical.dumps(record), place: canonical.dumps(data)}
    write(path, files | own_verifier(method), signer)


def act_record(
    *,
    title: str,
    definition: Mapping[str, Any],
    totals: Mapping[str, int],
    areas: Sequence[Mapping[str, Any]],
    lists: Lists,
    lots: Mapping[str, str] | None,
    counts: Sequence[Count],
    signer: Signer | None = None,
) -> dict[str, Any]:
    """Return ``record.json`` of an act. ``lots``: as for ``lots_of``. Raises ``WrongSeed``."""
    return {
        **head("act", title, signer),
        "definition": dict(definition),
        "definition_sha256": canonical.hashed(definition),
        "totals": dict(totals),
        "areas": [dict(area) for area in areas],
        "publish": lists.mode,
        "lists": lists.summary(),
        "root": lists.root,
        "lots": lots_data(lots),
        "counts": [count.data() for count in counts],
    }


def write_act_bundle(
    path: str | os.PathLike[str] | BytesIO,
    record: Mapping[str, Any],
    lists: Lists,
    log: Sequence[Mapping[str, Any]],
    *,
    inputs: Mapping[str, Any] | None = None,
    signer: Signer | None = None,
) -> None:
    """Write the bundle of an act: its record, lists, log, and the inputs that are no ballots."""
    files = {RECORD: canonical.dumps(record)}
    files |= {name: canonical.list_file(lines) for name, lines in lists.lines.items()}
    files[LOG] = canonical.list_file(canonical.dumps(entry) for entry in log)
    files |= {name: canonical.dumps(data) for name, data in (inputs or {}).items()}
    write(path, files, signer)


def head(kind: str, title: str, signer: Signer | None) -> dict[str, Any]:
    """Return the fields that every record starts with."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": kind,
        "title": title,
        "licence": LICENCE,
        "program": {"name": "thorbecke", "version": metadata.version("thorbecke")},
        "key": signer.public if signer else None,
    }


def lots_data(seed: Mapping[str, str] | None) -> dict[str, str] | None:
    """Return how the lots were made, with the seed that follows from it. Raises ``WrongSeed``."""
    lots = lots_of(seed)
    return None if seed is None or lots is None else {**seed, "seed": lots.seed.hex()}


def lots_of(seed: Mapping[str, str] | None) -> Lots | None:
    """Return the lots of {"opening", "commitment"}, of {"drawn"}, or of a bare {"seed"}, in hex.

    Raises ``WrongSeed`` when the opening is not the one that was committed to, ``ValueError`` for
    what is not hexadecimal, and ``KeyError`` when there is nothing to make a seed of.
    """
    if seed is None:
        return None
    if "opening" in seed:
        return Lots(seed_of_opening(bytes.fromhex(seed["opening"]), seed["commitment"]))
    if "drawn" in seed:
        return Lots(seed_of_number(seed["drawn"]))
    return Lots(bytes.fromhex(seed["seed"]))


def write(
    path: str | os.PathLike[str] | BytesIO, files: Mapping[str, bytes], signer: Signer | None = None
) -> None:
    """Write these files with verifier, manifest and signature; whole or not at all.

    The same files give the same bytes. Raises ``OSError``.
    """
    made = sealed({**files, VERIFIER: verifier(), README_NAME: README.encode()}, signer)
    if isinstance(path, BytesIO):
        _pack(path, made)
        return
    scratch = Path(f"{os.fspath(path)}.{os.getpid()}.part")
    try:
        with scratch.open("wb") as target:
            _pack(target, made)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def sealed(files: Mapping[str, bytes], signer: Signer | None) -> dict[str, bytes]:
    """Return the files with their manifest and, given a signer, its signature."""
    hashes = {name: canonical.sha256(data) for name, data in files.items()}
    manifest = canonical.dumps({"files": hashes, "format": "thorbecke-manifest", "version": 1})
    made = {**files, MANIFEST: manifest}
    if signer:
        made[SIGNATURE] = canonical.dumps(
            {"algorithm": "Ed25519", "key": signer.public, "signature": signer.sign(manifest)}
        )
    return made


def read(path: str | os.PathLike[str] | BytesIO) -> dict[str, bytes]:
    """Return the files of a bundle by name. Raises ``BadBundle`` for what can't be one, ``OSError``.

    A name twice, a name that leaves the folder, or more than 1 GiB unpacked is refused.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            _guard(infos)
            found = {info.filename: archive.read(info) for info in infos}
    except _UNREADABLE as error:
        raise BadBundle(f"expected a zip file made by Thorbecke: {error}") from error
    if RECORD not in found or MANIFEST not in found:
        raise BadBundle(f"expected a bundle with {RECORD} and {MANIFEST}")
    return found


def _guard(infos: Sequence[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise BadBundle("a file stands in the zip twice")
    if len(names) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
        raise BadBundle(f"expected at most {MOST_FILES} files and 1 GiB")
    if any(name.startswith("/") or ".." in name or "\\" in name for name in names):
        raise BadBundle("a file name leaves the folder")


def _pack(target: Any, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])


def own_verifier(method: str) -> dict[str, bytes]:
    """Return the stand-alone verifier of a family of methods that has one besides ``verify.py``."""
    name = f"{method.partition('.')[0]}.py"
    source = resources.files("thorbecke.records.standalone").joinpath(name)
    return {f"verify_{name}": source.read_bytes()} if source.is_file() else {}


@cache
def verifier() -> bytes:
    """Return the stand-alone verifier that travels inside every bundle."""
    return resources.files("thorbecke.records.standalone").joinpath("verify.py").read_bytes()
