"""Backbones in a terminal: what carries a network, and what can be spared, with what its loss is."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from detente.analysis.networks import BackboneStep, SparingOrder
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, QUIET, folding_table, lines, words

_LOSS = 14
_LEFT = 10
_NARROWEST = 24
_BAR = 10
_MOST_LOSS = 2.0


def backbone_page(found: SparingOrder, title: str) -> Iterator[RenderableType]:
    """What the backbone is, and each concept in the order in which it can be spared."""
    yield words(title, HEAD)
    if not found.steps:
        yield words("No statement ties anybody, so that there is no backbone.")
        return
    carried = f"{len(found.backbone)} of {len(found.steps)} carry who stands with whom"
    yield words(f"{carried} (loss {found.backbone_loss:.2f} of at most 2): {'; '.join(found.backbone).rstrip('.')}.")
    yield Text()
    headings = {"Loss without": _LOSS, "Statements": _LEFT, "Spared, one after the other": width() - 24 - 2 * GAP}
    rows = [_step(step, found) for step in found.steps]
    yield folding_table(headings, "Spared", rows, narrowest=_NARROWEST, has_rules=False)


def _step(step: BackboneStep, found: SparingOrder) -> tuple[Text, Text, Text]:
    is_kept = step.concept in found.backbone
    bar = "#" * round(_BAR * step.backbone_loss / _MOST_LOSS)
    concept = words(step.concept, HEAD if is_kept else QUIET)
    mark = words("backbone" if is_kept else "")
    return words(f"{step.backbone_loss:.2f} {bar}"), words(str(step.n_statements)), lines(concept, mark)
