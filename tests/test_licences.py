"""The page of licences has every package that is installed by default or with an extra; all go with Apache-2.0."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
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
