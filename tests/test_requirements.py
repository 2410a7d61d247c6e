"""What is installed: the page of licences has every package, all go with Apache-2.0, and the default stays small."""

from __future__ import annotations

import importlib.util
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MEGABYTE = 1_000_000
COMPILED_BY_RUNNING = 12 * MEGABYTE
"""What `make run` compiles of what is installed; most of it is never imported."""
spec = importlib.util.spec_from_file_location("licences", ROOT / "requirements/licences.py")
licences = importlib.util.module_from_spec(spec)
spec.loader.exec_module(licences)


def test_the_default_is_part_of_what_extras_install():
    """In the same versions, so that an extra changes nothing that is there."""
    assert licences.locked(licences.DEFAULT_LOCK).items() <= licences.locked().items()


def test_the_page_has_every_locked_package_in_its_version():
    """And no other; `make licences` writes it."""
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (\S+) \| .+ \|$", licences.PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(rows[1:]) == licences.locked()


@pytest.mark.slow
def test_every_licence_installed_here_goes_with_apache():
    """The page can be written, and tells what it tells of each package that is installed here."""
    known = set(licences.PAGE.read_text(encoding="utf-8").splitlines())
    assert {row for row in licences.page().splitlines() if row.startswith("| ") and "not installed" not in row} <= known


@pytest.mark.parametrize(
    ("licence", "kind"),
    [
        ("MIT", "permissive"), ("BSD License", "permissive"), ("Apache-2.0 OR BSD-2-Clause", "permissive"),
        ("LGPL-3.0-only", "weak"), ("Mozilla Public License 2.0 (MPL 2.0)", "weak"),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "weak"), ("GPL-3.0-or-later", "unfit"),
        ("GNU Affero General Public License v3", "unfit"), ("MIT AND GPL-2.0-only", "unfit"), ("UNKNOWN", "unfit"),
    ],
)  # fmt: skip
def test_a_licence_is_taken_for_what_it_is(licence, kind):
    """What is not known does not go."""
    assert licences.kind_of(licence) == kind


def size_of(paths) -> int:
    """Bytes of files that are not compiled from another."""
    return sum(path.stat().st_size for path in paths if path.suffix != ".pyc" and path.is_file())


def size_of_package(name: str) -> int:
    """Bytes of an installed package; none where it is for another system."""
    try:
        return size_of(Path(file.locate()) for file in distribution(name).files)
    except PackageNotFoundError:
        return 0


def test_the_default_is_under_300_megabytes():
    """Locked packages, détente itself and what running it compiles."""
    packages = {name: size_of_package(name) for name in licences.locked(licences.DEFAULT_LOCK)}
    assert min(packages[name] for name in ("numpy", "onnxruntime", "babel")) > MEGABYTE
    own = size_of((ROOT / "src").rglob("*"))
    assert own + sum(packages.values()) + COMPILED_BY_RUNNING < 300 * MEGABYTE
