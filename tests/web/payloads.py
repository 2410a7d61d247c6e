"""Texts that would run, or change a page, if any of them were taken for markup."""

from __future__ import annotations

from itertools import product

_CALL = "ran()"
_BREAKS = ("", '">', "'>", "</title>", "</textarea>", "</script>", "-->", "]]>", "</style>", "</article></main>")
_ELEMENTS = (
    f"<script>{_CALL}</script>",
    f"<ScRiPt>{_CALL}</sCrIpT>",
    f"<img src=x onerror={_CALL}>",
    f"<svg/onload={_CALL}>",
    f"<svg><script>{_CALL}</script></svg>",
    f"<iframe src=javascript:{_CALL}></iframe>",
    f"<iframe srcdoc='<script>parent.{_CALL}</script>'></iframe>",
    f"<details open ontoggle={_CALL}><summary>x</summary></details>",
    f"<input autofocus onfocus={_CALL}>",
    f"<video src=x onerror={_CALL}></video>",
    f"<object data=javascript:{_CALL}></object>",
    f"<a href=javascript:{_CALL}>x</a>",
    f"<math><mi xlink:href=javascript:{_CALL}>x</mi></math>",
    f"<form action=javascript:{_CALL}><button>x</button></form>",
)
_OTHERS = (
    f"javascript:{_CALL}",
    f" onmouseover={_CALL} x=",
    f'" onfocus="{_CALL}" autofocus x="',
    f"' onfocus='{_CALL}' autofocus x='",
    f"`-{_CALL}-`",
    f"';{_CALL};//",
    "{{ 7 * 7 }}{% print(self) %}",
    "${7*7}#{7*7}",
    "<style>*{display:none}</style>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<base href="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
)

PAYLOADS = tuple(dict.fromkeys((*_OTHERS, *(before + element for element, before in product(_ELEMENTS, _BREAKS)))))[
    :150
]
"""A hundred and fifty of them; ``ran()`` is what the tests listen for."""
