"""Makes a tagger narrower: what the loss depends on least is left out, and the rest learns from the wide one."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812 - the name everybody knows it by
from batches import Batch
from network import HEAD_WIDTH, Layer, Shape, Tagger
from torch import Tensor
from train import loss_of, output_of, pointer_shares

NARROW = Shape(n_heads=8, inner_width=1024, is_rectified=True)
"""The shape that is shipped: two thirds of the heads and of the inner width."""
STATES_WEIGHT, SCORES_WEIGHT, SHARES_WEIGHT, POINTERS_WEIGHT = 5.0, 0.1, 2.0, 0.2


def narrowed(wide: Tagger, batches: Sequence[Batch], shape: Shape = NARROW) -> Tagger:
    """A narrower tagger with the weights that matter most.

    A head or inner unit matters as much as the loss on ``batches`` changes where it is dimmed (Michel, Levy and
    Neubig 2019).
    """
    gates = [_Gates(layer) for layer in wide.encoder.layers]
    matters = [torch.zeros_like(gate) for own in gates for gate in own.all]
    wide.eval()
    for batch in batches:
        loss = loss_of(wide, output_of(wide, batch), batch)
        grads = torch.autograd.grad(loss, [gate for own in gates for gate in own.all])
        matters = [total + grad.abs() for total, grad in zip(matters, grads, strict=True)]
    weights = {name: one for name, one in wide.state_dict().items() if not name.startswith("encoder.layers.")}
    for number, (layer, own) in enumerate(zip(wide.encoder.layers, gates, strict=True)):
        own.remove()
        heads = _most(matters[2 * number], shape.n_heads)
        rows = (heads[:, None] * HEAD_WIDTH + torch.arange(HEAD_WIDTH, device=heads.device)).flatten()
        units = _most(matters[2 * number + 1], shape.inner_width)
        for name, one in layer.state_dict().items():
            weights[f"encoder.layers.{number}.{name}"] = _kept(name, one, rows, units)
    tagger = Tagger(len(wide.encoder.annotators.weight), shape)
    tagger.load_state_dict(weights)
    return tagger.to(wide.tag.weight.device)


class _Gates:
    """Factors of one on a layer's heads and inner units, to see what the loss makes of less."""

    def __init__(self, layer: Layer) -> None:
        device = layer.mixed.weight.device
        self.heads = torch.ones(layer.shape.n_heads, device=device, requires_grad=True)
        self.units = torch.ones(layer.shape.inner_width, device=device, requires_grad=True)
        self._hooks = (
            layer.mixed.register_forward_pre_hook(lambda _, given: (given[0] * self._widened,)),
            layer.outer.register_forward_pre_hook(lambda _, given: (given[0] * self.units,)),
        )

    @property
    def all(self) -> tuple[Tensor, Tensor]:
        return self.heads, self.units

    @property
    def _widened(self) -> Tensor:
        return self.heads.repeat_interleave(HEAD_WIDTH)

    def remove(self) -> None:
        for hook in self._hooks:
            hook.remove()


def _most(matters: Tensor, number: int) -> Tensor:
    return matters.topk(number).indices.sort().values


def _kept(name: str, weights: Tensor, rows: Tensor, units: Tensor) -> Tensor:
    part = name.split(".", maxsplit=1)[0]
    if part in {"query", "key", "value"}:
        return weights[rows]
    if name == "mixed.weight":
        return weights[:, rows]
    if part == "inner":
        return weights[units]
    return weights[:, units] if name == "outer.weight" else weights


def loss_beside(narrow: Tagger, wide: Tagger, batch: Batch) -> Tensor:
    """How far the narrow tagger is from the annotations, and from the wide one behind every layer and in all it says.

    The wide one answers as the same annotator, so that what it passes on is what it knows beyond the one annotation
    (Hinton, Vinyals and Dean 2015; Jiao et al. 2020 for the states behind the layers).
    """
    own = output_of(narrow, batch)
    with torch.no_grad():
        told = output_of(wide, batch)
        told_pointers = pointer_shares(wide, told, batch).exp()
    device = own.scores.device
    is_token = batch.mask.to(device)
    is_word = torch.arange(own.scores.shape[1], device=device)[None] < batch.lengths.to(device)[:, None]
    states = [_relative(mine, theirs, is_token) for mine, theirs in zip(own.states, told.states, strict=True)]
    scores = _mean((own.scores - told.scores).square().mean(-1), is_word)
    shares = F.log_softmax(own.scores, -1), F.log_softmax(told.scores, -1)
    divergence = _mean(F.kl_div(*shares, reduction="none", log_target=True).sum(-1), is_word)
    pointers = -_mean((told_pointers * pointer_shares(narrow, own, batch)).sum(-1), is_word)
    beside = STATES_WEIGHT * torch.stack(states).mean() + SCORES_WEIGHT * scores
    return beside + SHARES_WEIGHT * divergence + POINTERS_WEIGHT * pointers + loss_of(narrow, own, batch)


def _relative(mine: Tensor, theirs: Tensor, is_token: Tensor) -> Tensor:
    """The squared distance of states as a share of their squared size."""
    return _mean((mine - theirs).square().mean(-1), is_token) / _mean(theirs.square().mean(-1), is_token)


def _mean(each: Tensor, is_there: Tensor) -> Tensor:
    return (each * is_there).sum() / is_there.sum()
