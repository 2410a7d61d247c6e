"""Turns positions, capability and salience into forecasts by six models, each with its error on past decisions."""

from detente.dealspace.forecasts.averages import compromise, weighted_median
from detente.dealspace.forecasts.backtests import Backtest, BacktestTable, backtest_table
from detente.dealspace.forecasts.bargaining import Actor, Bargaining
from detente.dealspace.forecasts.challenge import Conflict, challenge, challenge_rounds
from detente.dealspace.forecasts.exchange import Exchange, ExchangeRun, Vote, exchange
from detente.dealspace.forecasts.forecasting import CAUTION, Forecast, Forecasts, ModelOutcome, forecasts
from detente.dealspace.forecasts.models import MODELS, Model
from detente.dealspace.forecasts.nash import COST_OF_FAILURE, nash
from detente.dealspace.forecasts.placing import SALIENCE_OF, Given, PlacedIssue, Unplaced, place
from detente.dealspace.forecasts.sensitivity import STEP, Swing, SwingOutcome, swings
from detente.dealspace.forecasts.spatial import FirstTurn, first_turn, spatial
from detente.dealspace.forecasts.wire import issues_from_json

__all__ = [
    "CAUTION", "COST_OF_FAILURE", "MODELS", "SALIENCE_OF", "STEP", "Actor", "Backtest", "BacktestTable", "Bargaining",
    "Conflict", "Exchange", "ExchangeRun", "FirstTurn", "Forecast", "Forecasts", "Given", "Model", "ModelOutcome",
    "PlacedIssue", "Swing", "SwingOutcome", "Unplaced", "Vote", "backtest_table", "challenge", "challenge_rounds",
    "compromise", "exchange", "first_turn", "forecasts", "issues_from_json", "nash", "place", "spatial", "swings",
    "weighted_median",
]  # fmt: skip
