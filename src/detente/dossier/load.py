"""Loads a dossier's file, or tells everything that is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from detente.dossier.checks import check
from detente.dossier.findings import Findings, Place
from detente.dossier.nodes import compose
from detente.dossier.schema import DOSSIER
from detente.model import Dossier

LIMIT_BYTES = 1_048_576
"""Largest file that is read as a dossier; one of a hundred people has about 20 000 bytes."""

_BINARY = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME_IT = "name the dossier's YAML file"
_BEGINNING = "a dossier begins with the keys dossier, title, parties and issues"


def load(path: Path) -> Dossier:
    """The dossier in a file.

    Args:
        path: A UTF-8 file of at most ``LIMIT_BYTES`` bytes.

    Raises:
        DossierError: The file cannot be read or used; every mistake is listed, in the order of the file.
    """
    findings = Findings(str(path))
    data = _bytes(path, findings)
    if b"\0" in data:
        findings.refuse(f"is no plain text in UTF-8; {_NAME_IT}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.refuse("is not UTF-8 on this line; save the file with the encoding UTF-8", Place(line, 1))
    return parse(text, str(path))


def parse(text: str, file: str) -> Dossier:
    """The dossier in a text.

    Args:
        text: The YAML text.
        file: What to call the text in messages.

    Raises:
        DossierError: The text cannot be used; every mistake is listed, in the order of the text.
    """
    findings = Findings(file)
    text = text.removeprefix("\ufeff")
    unprintable = _BINARY.search(text)
    if unprintable:
        line = text.count("\n", 0, unprintable.start()) + 1
        code = f"U+{ord(unprintable[0]):04X}"
        findings.refuse(f"holds the character {code}, which no text needs; remove it", Place(line, 1))
    top = compose(text, findings)
    if top is None:
        findings.refuse(f"is empty; {_BEGINNING}")
    findings.remember("", top.place)
    dossier = DOSSIER.read(top, "", findings)
    check(dossier, findings)
    findings.raise_if_any()
    return cast("Dossier", dossier.build())


def _bytes(path: Path, findings: Findings) -> bytes:
    try:
        if path.is_dir():
            findings.refuse("is a folder; name the YAML file in it")
        if not path.exists():
            findings.refuse(f"does not exist; {_NAME_IT}")
        if not path.is_file():
            findings.refuse(f"is a pipe or a device, no file; {_NAME_IT}")
        with path.open("rb") as stream:
            data = stream.read(LIMIT_BYTES + 1)
    except OSError as error:
        findings.refuse(f"cannot be read ({error.strerror}); check its path and its permissions")
    if len(data) > LIMIT_BYTES:
        findings.refuse(f"is larger than {LIMIT_BYTES} bytes, which no dossier is; {_NAME_IT}")
    return data
