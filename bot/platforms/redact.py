"""Keeps tokens out of logs, whoever writes them: libraries put them into addresses, messages and tracebacks."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from urllib.parse import quote

HIDDEN = "[secret]"
_traceback = logging.Formatter()


class RedactSecrets(logging.Filter):
    """Replaces each secret in a record's message, arguments, traceback and stack.

    It belongs on handlers, not on loggers: a logger's filter never sees what its children log.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        forms = {form for secret in secrets if secret.strip() for form in (secret, quote(secret, safe=""))}
        # Longest first: of two secrets that begin alike, the shorter must not leave the rest of the longer behind.
        self._secrets = sorted(forms, key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        message = _message(record)
        if self._holds(message):
            record.msg, record.args = self.clean(message), ()
        trace = record.exc_text or (_traceback.formatException(record.exc_info) if record.exc_info else "")
        if self._holds(trace):
            # A formatter prefers exc_text; without exc_info no other one can print the traceback anew.
            record.exc_text, record.exc_info = self.clean(trace), None
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True

    def clean(self, text: str) -> str:
        """`text` without the secrets."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text

    def _holds(self, text: str) -> bool:
        return any(secret in text for secret in self._secrets)


def _message(record: logging.LogRecord) -> str:
    """The record's text; a wrong format string must not make logging print the raw arguments."""
    try:
        return record.getMessage()
    except Exception:
        text = f"{record.msg} {record.args!r}"
        record.msg, record.args = text.replace("%", "%%"), ()
        return text
