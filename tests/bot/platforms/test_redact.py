"""A token stays out of the log, wherever in a record it stands."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.platforms.redact import HIDDEN, RedactSecrets

TOKEN = "7000001:a-token-for-tests"


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(stream: io.StringIO) -> Iterator[logging.Logger]:
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactSecrets([TOKEN, "", "another"]))
    logger = logging.getLogger("test_redact")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger
    logger.removeHandler(handler)


def fail() -> None:
    raise RuntimeError(f"refused: {TOKEN}")


def test_message_and_arguments(log: logging.Logger, stream: io.StringIO) -> None:
    log.warning("GET https://example.org/bot%s/getMe %d", TOKEN, 200)
    log.warning("another 7000001%%3Aa-token-for-tests %s", {"token": TOKEN})
    assert stream.getvalue() == f"GET https://example.org/bot{HIDDEN}/getMe 200\n{HIDDEN} {HIDDEN} {{'token': '{HIDDEN}'}}\n"


def test_a_traceback(log: logging.Logger, stream: io.StringIO) -> None:
    try:
        fail()
    except RuntimeError:
        log.exception("failed")
    assert f"RuntimeError: refused: {HIDDEN}" in stream.getvalue()
    assert TOKEN not in stream.getvalue()


def test_a_formatter_that_prints_tracebacks_itself_finds_none() -> None:
    try:
        fail()
    except RuntimeError as error:
        record = logging.makeLogRecord({"exc_info": (type(error), error, error.__traceback__), "stack_info": f"at {TOKEN}"})
    assert RedactSecrets([TOKEN]).filter(record)
    assert record.exc_info is None
    assert record.stack_info == f"at {HIDDEN}"


def test_a_wrong_format_does_not_print_the_arguments(
    log: logging.Logger, stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    log.warning("%d times, 100 %", TOKEN)
    assert HIDDEN in stream.getvalue()
    assert TOKEN not in stream.getvalue() + capsys.readouterr().err


def test_what_holds_no_secret_is_left_alone(log: logging.Logger, stream: io.StringIO) -> None:
    log.warning("%s and %s", 1, "two")
    assert stream.getvalue() == "1 and two\n"
