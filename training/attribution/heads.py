"""What reads statements: layers of its own above the shared ones, and heads for each candidate.

The layers stand beside the tagger's upper ones, so that neither takes from the other. A candidate reads the sentence
and some words before it with marks of what each word is to its party; then it asks the words, by attention from those
that name the party, and adds what is known without the encoder.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812 - the name everybody knows it by
from narrowing import NARROW
from network import N_LAYERS, N_SHARED_LAYERS, WIDTH, Layer, Tagger
from torch import Tensor, nn

from detente.coding.attribution.words import N_PARTIES, NO_PARTY
from detente.coding.candidates import N_FEATURES, Role
from detente.coding.heads import ACTS, FIRMNESS, REACH, READING_WIDTH, TOPIC_WIDTH

N_ROLES = len(Role) + 1
"""What a word is to a candidate, and how likely it means its party."""
_N_HEADS, _FEATURES_WIDTH, _HIDDEN_WIDTH, _INNER_WIDTH = 4, 48, 192, 256
_MEANT_WIDTH, _FIRST_SIZE = 32, 0.2
_N_OWN_LAYERS, _N_CANDIDATE_LAYERS = N_LAYERS - N_SHARED_LAYERS, 2
_STATES_DROPPED, _CANDIDATE_DROPPED, _HIDDEN_DROPPED = 0.05, 0.05, 0.1
_IMPOSSIBLE = -1e4


class Judged(NamedTuple):
    """What the heads say of each candidate, likelihoods not yet as shares.

    Shapes: (…), (…, 8), (…, 4), (…), (…, words), (…, 160), (…, words, 9).
    """

    is_statement: Tensor
    acts: Tensor
    firmness: Tensor
    is_conditional: Tensor
    attention: Tensor
    topics: Tensor
    words: Tensor


class CandidateLayer(nn.Module):
    """A narrow transformer layer over the words that one candidate reads; at first it changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.inner_norm = nn.LayerNorm(READING_WIDTH), nn.LayerNorm(READING_WIDTH)
        self.asked, self.mixed = nn.Linear(READING_WIDTH, 3 * READING_WIDTH), nn.Linear(READING_WIDTH, READING_WIDTH)
        self.inner, self.outer = nn.Linear(READING_WIDTH, _INNER_WIDTH), nn.Linear(_INNER_WIDTH, READING_WIDTH)
        for one in (self.mixed, self.outer):
            nn.init.zeros_(one.weight)
            nn.init.zeros_(one.bias)

    def forward(self, words: Tensor, hindrance: Tensor) -> Tensor:
        """Shapes: words (candidates, words, 128), hindrance (candidates, 1, 1, words), 0 where a word stands."""
        n_candidates, n_words = words.shape[0], words.shape[1]
        asked = self.asked(self.norm(words)).view(n_candidates, n_words, 3, _N_HEADS, -1).permute(2, 0, 3, 1, 4)
        query, key, value = asked[0], asked[1], asked[2]
        shares = (query @ key.transpose(2, 3) / query.shape[-1] ** 0.5 + hindrance).softmax(-1)
        told = (shares @ value).transpose(1, 2).flatten(2)
        words = words + F.dropout(self.mixed(told), _CANDIDATE_DROPPED, self.training)
        inner = self.outer(torch.relu(self.inner(self.inner_norm(words))))
        return words + F.dropout(inner, _CANDIDATE_DROPPED, self.training)


class Heads(nn.Module):
    """Reads the states behind the shared layers for statements and topics."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(NARROW) for _ in range(_N_OWN_LAYERS))
        self.mix = nn.Parameter(torch.zeros(_N_OWN_LAYERS + 1))
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(_N_OWN_LAYERS + 1))
        self.norm, self.reading = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, READING_WIDTH)
        self.topic, self.sharpness = nn.Linear(WIDTH, TOPIC_WIDTH), nn.Parameter(torch.tensor(2.5))
        self.features = nn.Linear(N_FEATURES, _FEATURES_WIDTH)
        self.parties = nn.Embedding(N_PARTIES + 1, WIDTH)
        nn.init.normal_(self.parties.weight, std=_FIRST_SIZE)
        self.means, self.meant = nn.Linear(WIDTH, _MEANT_WIDTH), nn.Linear(WIDTH, _MEANT_WIDTH)
        self.role = nn.Linear(N_ROLES, READING_WIDTH, bias=False)
        self.known = nn.Linear(_FEATURES_WIDTH, READING_WIDTH, bias=False)
        self.apart = nn.Embedding(2 * REACH + 2, READING_WIDTH)
        for one in (self.role, self.known, self.apart):
            nn.init.zeros_(one.weight)
        self.candidate_layers = nn.ModuleList(CandidateLayer() for _ in range(_N_CANDIDATE_LAYERS))
        self.query = nn.Linear(READING_WIDTH + _FEATURES_WIDTH, READING_WIDTH)
        self.key, self.value = nn.Linear(READING_WIDTH, READING_WIDTH), nn.Linear(READING_WIDTH, READING_WIDTH)
        self.distance, self.word = nn.Embedding(2 * REACH + 2, _N_HEADS), nn.Linear(READING_WIDTH, len(ACTS) + 1)
        nn.init.zeros_(self.distance.weight)
        self.about = nn.Linear(READING_WIDTH, 1)
        n_given = 2 * READING_WIDTH + _FEATURES_WIDTH + N_FEATURES + len(ACTS) + 1
        self.hidden = nn.Sequential(
            nn.Linear(n_given, _HIDDEN_WIDTH), nn.GELU(), nn.Dropout(_HIDDEN_DROPPED),
            nn.Linear(_HIDDEN_WIDTH, _HIDDEN_WIDTH), nn.GELU(), nn.Dropout(_HIDDEN_DROPPED),
        )  # fmt: skip
        self.told = nn.Linear(_HIDDEN_WIDTH, 1 + len(ACTS) + len(FIRMNESS) + 1)

    def begin_with(self, tagger: Tagger) -> None:
        """Takes the tagger's upper layers."""
        for own, theirs in zip(self.layers, tagger.encoder.layers[N_SHARED_LAYERS:], strict=True):
            own.load_state_dict(theirs.state_dict())

    def numbered(self, parties: Tensor) -> Tensor:
        """What is added to the shared states of tokens that name a party, by its number; shape (…, 384)."""
        return self.parties(parties) * (parties != NO_PARTY)[..., None]

    def mixed(self, shared: Tensor, mask: Tensor, first: Tensor, parties: Tensor) -> Tensor:
        """A mix of the states from the shared layers upwards, at each word's first token; shape (batch, words, 384).

        Shapes: shared (batch, tokens, 384), mask and parties (batch, tokens), first (batch, words).
        """
        states, hidden = [shared], shared + self.numbered(parties)
        for layer in self.layers:
            hidden = layer(hidden, mask[:, None, None, :].bool())
            states.append(hidden)
        shares = self.mix.softmax(0)
        whole = sum(share * norm(state.float()) for share, norm, state in zip(shares, self.norms, states, strict=True))
        return whole.gather(1, first[..., None].expand(-1, -1, WIDTH))

    def read(self, mixed: Tensor) -> Tensor:
        """What the statement heads know of each word; shape (…, 128)."""
        return torch.tanh(self.reading(F.dropout(self.norm(mixed), _STATES_DROPPED, self.training)))

    def topics(self, mixed: Tensor) -> Tensor:
        """What each word is about; shape (…, 160). A stretch is about the mean of its words."""
        return self.topic(mixed)

    def whom(self, mixed: Tensor) -> Tensor:
        """How likely each word means nobody and each numbered party, not yet as shares; shape (…, 17)."""
        return self.means(mixed) @ self.numbers_meant().T

    def numbers_meant(self) -> Tensor:
        """What a word that means nobody, or a numbered party, is likest to; shape (17, 32)."""
        return self.meant(self.parties.weight) / _MEANT_WIDTH**0.5

    def forward(
        self, reading: Tensor, topics: Tensor, roles: Tensor, anchors: Tensor, distances: Tensor, features: Tensor,
        is_word: Tensor,
    ) -> Judged:  # fmt: skip
        """Judges each candidate.

        Shapes: reading, topics and roles (candidates, words, …) with 128, 160 and 10; anchors, distances and is_word
        (candidates, words); features (candidates, 61).
        """
        n_candidates = reading.shape[0]  # len() would be a constant in the exported model
        anchor = (reading * anchors[..., None]).sum(1) / anchors.sum(1, keepdim=True).clamp(min=1)
        known = F.gelu(self.features(features))
        words = reading + self.role(roles) + self.apart(distances) + self.known(known)[:, None]
        hindrance = (1 - is_word) * _IMPOSSIBLE
        for layer in self.candidate_layers:
            words = layer(words, hindrance[:, None, None])
        split = (n_candidates, -1, _N_HEADS, READING_WIDTH // _N_HEADS)
        query = self.query(torch.cat([anchor, known], -1)).view(n_candidates, _N_HEADS, -1)
        looked = torch.einsum("nhd,nthd->nth", query, self.key(words).view(split)) / query.shape[-1] ** 0.5
        outside = hindrance + roles[..., Role.BEFORE] * _IMPOSSIBLE
        looked = (looked + self.distance(distances) + outside[..., None]).softmax(1)
        seen = torch.einsum("nth,nthd->nhd", looked, self.value(words).view(split)).flatten(1)
        attention = looked.mean(-1)
        about = (self.about(words)[..., 0] + hindrance).softmax(1)
        topic = F.normalize((about[..., None] * topics).sum(1), dim=-1)
        by_word = self.word(words)
        acts = torch.einsum("nt,ntk->nk", attention, by_word)
        told = self.told(self.hidden(torch.cat([anchor, seen, known, features, acts], -1)))
        is_statement, acts, firmness, is_conditional = told.split([1, len(ACTS), len(FIRMNESS), 1], -1)
        return Judged(is_statement[:, 0], acts, firmness, is_conditional[:, 0], attention, topic, by_word)
