"""Issues: what the words of a text point to, the same each time it is read."""

from __future__ import annotations

import os
import subprocess
import sys

SCORING = """
from detente.coding.issues import Issues
from detente.model import Dossier, Issue

words = "berth crane depot elbow ferry grain hatch inlet jetty knots".split()
issues = tuple(
    Issue(id=word, name=f"Of {word}", description=f"{one} {other}")
    for word, one, other in zip(words, words[1:] + words[:1], words[2:] + words[:2])
)
text = f"They spoke of {' '.join(words)}."
dossier = Dossier(id="d", title="D", parties=(), issues=issues)
print(list(Issues(dossier).scores(text).items()))
"""


def test_a_text_points_to_the_same_issues_in_every_run():
    """Neither sums nor the order of equals hang on the order in which a program happens to keep words."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCORING],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(3)
    ]
    assert len(set(runs)) == 1
