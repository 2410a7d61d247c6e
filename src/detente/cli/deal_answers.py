"""Answers on a deal space: where its scenario comes from, and what is printed for each question."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from detente.cli.choosing import open_workspace
from detente.cli.deal_tables import deals_page
from detente.cli.options import Form
from detente.cli.output import print_record, show, tell, write_json
from detente.cli.scenario_tables import chance_page, changed_page, packages_page, points_parts, scenario_page
from detente.cli.unlock_tables import unlock_page
from detente.cli.whatif import changed
from detente.dealspace import (
    Changes,
    Recorded,
    Scenario,
    chance,
    chance_to_wire,
    changed_to_wire,
    deals,
    deals_to_wire,
    entry_words,
    load_scenario,
    package_names,
    packages,
    space_to_wire,
    unlocking,
)
from detente.dealspace.wording import least_words
from detente.errors import ScenarioError


class Answers:
    """What is asked of one scenario: a file's, or that of a workspace's positions at a moment."""

    def __init__(self, file: Path | None, folder: Path | None, as_of: date | None, known_at: datetime | None) -> None:
        self._file, self._folder, self._as_of, self._known_at = file, folder, as_of, known_at

    def scenario(self) -> Scenario:
        """The scenario.

        Raises:
            ScenarioError: It cannot be used.
        """
        return self._recorded_and_unread()[0]

    def print_deals(self, form: Form) -> None:
        """Prints counts, frontier and points; of a workspace also who excludes what, and what is assumed."""
        if self._file is not None:
            print_record(form, deals(self.scenario()), deals_to_wire, scenario_page)
            return
        with open_workspace(self._folder) as workspace:
            state = workspace.at(self._as_of, self._known_at)
            space = state.deal_space()
            try:
                recorded: Recorded | None = state.scenario()
            except ScenarioError:
                recorded = None
            if form is Form.JSON:
                write_json(space_to_wire(space, recorded))
            else:
                show(*deals_page(space, state.dossier), *([] if recorded is None else points_parts(recorded)))

    def print_changed(self, changes: Changes, form: Form) -> None:
        """Prints what the changes make of the deals, beside how things stand."""
        before = self.scenario()
        one, other = deals(before), deals(changed(changes, before))
        if form is Form.JSON:
            write_json(changed_to_wire(changes, one, other))
        else:
            show(*changed_page(one, other, changes.words))

    def print_packages(self, changes: Changes, form: Form) -> None:
        """Prints every package that no red line excludes."""
        scenario = changed(changes, self.scenario())
        found = packages(scenario)
        if form is Form.JSON:
            write_json([package_names(scenario, each) for each in found])
        else:
            show(*packages_page(scenario, found))

    def print_chance(self, changes: Changes, n_draws: int, seed: int, form: Form) -> None:
        """Prints how often a deal exists when the uncertain entries are drawn."""
        scenario = changed(changes, self.scenario())
        found = chance(scenario, n_draws, seed, lambda done: tell(f"{done:,} of {n_draws:,} draws"))
        print_record(
            form,
            found,
            lambda each: chance_to_wire(each, lambda entry: entry_words(scenario, entry)),
            lambda each: chance_page(each, scenario),
        )

    def print_unlocking(self, changes: Changes, form: Form) -> None:
        """Prints why there is no deal and what would open one."""
        from detente.dealspace.openings import openings, unlocking_to_wire

        before, told, n_unread = self._recorded_and_unread()
        scenario = changed(changes, before)
        found = unlocking(scenario, tell=lambda known: tell(f"{known:,} unlock sets found"))
        opened = openings(found)
        least = "" if told is None else least_words(told, scenario)
        print_record(
            form,
            found,
            lambda each: unlocking_to_wire(each, opened),
            lambda each: unlock_page(each, opened, n_unread, least),
        )

    def _recorded_and_unread(self) -> tuple[Scenario, Recorded | None, int]:
        """The scenario, what it rests on, and how many red lines are told and exclude nothing."""
        if self._file is not None:
            return load_scenario(self._file), None, 0
        with open_workspace(self._folder) as workspace:
            state = workspace.at(self._as_of, self._known_at)
            recorded = state.scenario()
            return recorded.scenario, recorded, len(state.deal_space().unread)
