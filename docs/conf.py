"""How the documents become pages: ``make docs``."""

from __future__ import annotations

import sys
from pathlib import Path

import detente

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "détente"
author = "the détente project"
version = release = detente.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "reference"]
source_suffix = {".md": "markdown"}
suppress_warnings = [
    "myst.xref_missing"
]  # links out of docs/ are for readers of the source; tests/test_docs.py follows them

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "none"
napoleon_google_docstring = True
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = f"détente {release}"
html_show_sourcelink = False
html_show_copyright = False
