"""Torture needs a Unix system: processes that are forked and killed, and limits on what they may write."""

from __future__ import annotations

import sys

collect_ignore_glob = ["*.py"] if sys.platform == "win32" else []
