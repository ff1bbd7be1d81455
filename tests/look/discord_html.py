"""Discord's markdown, as far as the bot writes it, as the HTML that Discord's clients make of it."""

from __future__ import annotations

import html
import re

_TOKEN = re.compile(
    r"```\n(?P<block>.*?)\n```\n?"
    r"|\[(?P<label>(?:\\.|[^\]\\])+)\]\(<(?P<link>[^>]+)>\)"
    r"|\\(?P<escaped>[^\w\s])"
    r"|(?P<bold>\*\*)"
    r"|(?P<italic>\*|(?<!\w)_|_(?!\w))",
    re.DOTALL,
)


def as_html(markdown: str) -> str:
    """The text as it is shown; line breaks stay, for `white-space: pre-wrap`."""
    return re.sub(r"(?m)^-# (.*)$", r"<small>\1</small>", _inline(markdown))


def _inline(markdown: str) -> str:
    written, end = "", 0
    open_: list[str] = []
    for token in _TOKEN.finditer(markdown):
        written += html.escape(markdown[end : token.start()], quote=False) + _shown(token, open_)
        end = token.end()
    assert not open_, f"left open: {open_} in {markdown}"
    return written + html.escape(markdown[end:], quote=False)


def _shown(token: re.Match[str], open_: list[str]) -> str:
    if token["block"] is not None:
        return f"<pre>{html.escape(token['block'], quote=False)}</pre>"
    if token["link"]:
        return f'<a href="{html.escape(token["link"])}">{_inline(token["label"])}</a>'
    if token["escaped"]:
        return html.escape(token["escaped"], quote=False)
    tag = "b" if token["bold"] else "i"
    if tag in open_:
        open_.remove(tag)
        return f"</{tag}>"
    open_.append(tag)
    return f"<{tag}>"
