"""Lists the licence of every locked dependency: ``make licences``. Fails where one may not go with Apache-2.0.

A package that this machine does not install (another system's, another Python's) is listed without a licence.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LOCK = Path(__file__).parent / "all.lock"
DEFAULT_LOCK = Path(__file__).parent / "run.lock"
PAGE = Path(__file__).parents[1] / "docs/licences.md"
PERMISSIVE = re.compile(
    r"\b(MIT(-0|-CMU)?|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|HPND|Zlib|Unlicense|CC0|Public Domain)\b",
    re.IGNORECASE,
)
WEAK_COPYLEFT = re.compile(r"LGPL|Lesser General Public|MPL|Mozilla Public", re.IGNORECASE)
STRONG_COPYLEFT = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public|AGPL|Affero|EUPL|SSPL", re.IGNORECASE)
"""Looked for where neither of the two others is found: a choice of licences is as free as its freest."""

IN_THEIR_FILES = {"pysqlite3": "zlib License"}
"""Of packages whose metadata name none: what their LICENSE file says, as read."""

HEAD = """\
# Licences

détente is under Apache-2.0. These are the packages that it installs by default (`requirements/run.lock`) and with its
extras (`requirements/all.lock`), in the versions of these files, with the licences that they declare. `make licences`
writes this page and fails at a licence that does not go with Apache-2.0; `make sbom` writes the same packages as a
CycloneDX bill of materials; `make audit` looks them up among known vulnerabilities.

None is copied into détente: each is installed as its makers publish it, and can be replaced. Under a weak copyleft,
which asks that its own files stay free and may be exchanged: {weak}.

| package | version | licence | installed |
|---|---|---|---|
"""


def locked(lock: Path = LOCK) -> dict[str, str]:
    """Name and version of every package of a lock, in its order."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def installed() -> dict[str, str]:
    """The licence that each installed package declares."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--with-system"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    declared = {re.sub(r"[-_.]+", "-", each["Name"]).lower(): each["License"] for each in json.loads(told)}
    return declared | {name: told for name, told in IN_THEIR_FILES.items() if declared.get(name) == "UNKNOWN"}


def kind_of(licence: str) -> str:
    """Permissive, weak or none that goes with Apache-2.0."""
    if WEAK_COPYLEFT.search(licence):
        return "weak"
    return "permissive" if PERMISSIVE.search(licence) and not STRONG_COPYLEFT.search(licence) else "unfit"


def page() -> str:
    """The page in Markdown.

    Raises:
        ValueError: A licence does not go with Apache-2.0, or is not known.
    """
    known = installed()
    licences = {name: _in_short(known[name]) if name in known else None for name in locked()}
    unfit = [f"{name}: {told}" for name, told in licences.items() if told is not None and kind_of(told) == "unfit"]
    if unfit:
        raise ValueError("may not go with Apache-2.0: " + "; ".join(unfit))
    weak = [f"{name} ({told})" for name, told in licences.items() if told is not None and kind_of(told) == "weak"]
    return HEAD.format(weak=", ".join(weak) or "none") + "".join(_rows(licences))


def _rows(licences: dict[str, str | None]) -> Iterator[str]:
    default = locked(DEFAULT_LOCK)
    for name, version in locked().items():
        licence = licences[name] or "not installed on the machine that wrote this page"
        yield f"| {name} | {version} | {licence} | {'by default' if name in default else 'with an extra'} |\n"


def _in_short(licence: str) -> str:
    """The first line, as some packages declare their whole text."""
    return licence.strip().splitlines()[0].replace("|", "/")


def main() -> None:
    """Writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=PAGE)
    output = parser.parse_args().output
    try:
        output.write_text(page(), encoding="utf-8")
    except ValueError as error:
        sys.exit(f"licences: {error}")
    print(f"Wrote {output}")


if __name__ == "__main__":
    main()
