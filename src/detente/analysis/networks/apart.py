"""How far the networks of a series lie apart: by their ties, or by their spectra."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from detente.analysis.networks.asking import Mode
from detente.analysis.networks.networks import Network
from detente.analysis.networks.profiles import Matrix
from detente.errors import NetworkError


class Distance(StrEnum):
    """The sum of what ties differ by, or the loss between the networks' spectra."""

    ABSDIFF = "absdiff"
    SPECTRAL = "spectral"


def distances(networks: Sequence[Network], kind: Distance, *, is_dna: bool = False) -> Matrix:
    """How far each window lies from each other one, windows by windows; symmetric, the diagonal 0.

    Args:
        networks: All of the same things: of a kernel, or with isolates.
        kind: Which distance.
        is_dna: Whether "spectra" are DNA's (see :func:`spectrum`).

    Raises:
        NetworkError: The networks are not of the same things, or spectra are asked of two-mode ones.
    """
    if kind is Distance.SPECTRAL and any(each.mode is not Mode.ONE_MODE for each in networks):
        raise NetworkError("spectral distances are between one-mode networks; choose absdiff")
    if len({(each.rows, each.columns) for each in networks}) > 1:
        raise NetworkError("the windows tie different things and cannot be compared; ask for isolates")
    if kind is Distance.ABSDIFF:
        points = [each.values.ravel() for each in networks]
    else:
        points = [spectrum(each.values, is_dna=is_dna) for each in networks]
    whole = np.array(points) if points else np.zeros((0, 0))
    found = np.zeros((len(points), len(points)))
    for place, point in enumerate(whole):
        found[place] = np.abs(whole - point).sum(axis=1)
    return found


def spectrum(values: Matrix, *, is_dna: bool = False) -> Matrix:
    """The eigenvalues of the graph's Laplacian, sorted and divided by their sum; negative ties count as none.

    DNA never forms the Laplacian: its "spectrum" is the sorted list of the row sums.

    Example:
        >>> import numpy as np
        >>> spectrum(np.array([[0.0, 1.0], [1.0, 0.0]])).round(9).tolist()
        [0.0, 1.0]
    """
    ties = np.maximum(values, 0.0)
    degrees = ties.sum(axis=1)
    found = np.sort(degrees) if is_dna else np.linalg.eigvalsh(np.diag(degrees) - ties)
    total = found.sum()
    shares: Matrix = found / total if total > 0 else np.zeros_like(found)
    return shares
