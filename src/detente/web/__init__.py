"""Turns a workspace into pages and an API for a browser on this machine."""

from detente.web.app import LOOPBACK_NAMES, create_app
from detente.web.server import serve

__all__ = ["LOOPBACK_NAMES", "create_app", "serve"]
