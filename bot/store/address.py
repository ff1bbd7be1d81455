"""Where the database is: a file in the data folder, or what `PLANB_DATABASE_URL` names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.files import FILE
from knowledge.errors import PlanBError

SETTING = "PLANB_DATABASE_URL"
_SQLITE, _POSTGRESQL = "sqlite", "postgresql+psycopg"
_MEANT = {"sqlite": _SQLITE, "sqlite+pysqlite": _SQLITE, **dict.fromkeys(("postgres", "postgresql", _POSTGRESQL), _POSTGRESQL)}
"""The drivers that we know, by what people write."""
_DRIVER = "psycopg"
_SECRET = ("password", "sslpassword", "passfile")
"""What PostgreSQL also takes in the query of an address."""


@dataclass(frozen=True, slots=True)
class Address:
    """`file` is SQLite's; without one it is a server."""

    url: URL
    file: Path | None = None

    @property
    def shown(self) -> str:
        """For people and logs: neither user nor password, and nothing of a query."""
        if self.file:
            return str(self.file)
        port = f":{self.url.port}" if self.url.port else ""
        host = self.url.host or self.url.query.get("host") or "localhost"
        return f"postgresql://{host}{port}/{self.url.database or ''}"


def file_in(folder: Path) -> Address:
    """The file of a data folder."""
    file = folder / FILE
    return Address(URL.create(_SQLITE, database=str(file)), file)


def read(url: str, folder: Path) -> Address:
    """The database that `url` names; where it is empty, the file in `folder`. A file without its whole path is in `folder` too.
    Raises `ValueError`, which never says what is in the address."""
    if not url:
        return file_in(folder)
    try:
        made = make_url(url)
    except (ArgumentError, ValueError):  # a port that is no number
        made = URL.create("none")
    driver = _MEANT.get(made.drivername)
    if driver is None:
        raise ValueError("this is sqlite:///file or postgresql+psycopg://user:password@host/database")
    made = made.set(drivername=driver)
    if driver == _SQLITE:
        name = made.database or ""
        if made.host or name in ("", ":memory:") or name.startswith("file:"):
            raise ValueError("SQLite needs a file: sqlite:///file in the data folder, or sqlite:////whole/path")
        file = folder / name
        return Address(made.set(database=str(file)), file)
    if not made.database:
        raise ValueError("it names no database: postgresql+psycopg://user:password@host/database")
    return Address(made)


def reachable(address: Address) -> Address:
    """The same, if there is a driver for it. Raises `PlanBError`."""
    if address.file is None:
        try:
            import_module(_DRIVER)
        except ImportError:  # it is not there, or the library that it needs
            raise PlanBError("error-database-driver", name=SETTING) from None
    return address


def secrets(url: str) -> Iterator[str]:
    """What of an address must not be in a log, as it is written there and as it is meant."""
    try:
        made = make_url(url)
    except (ArgumentError, ValueError):
        yield url
        return
    written = url.partition("://")[2].rpartition("@")[0].partition(":")[2]
    queried = (value for name in _SECRET for value in _all(made.query.get(name, ())))
    yield from dict.fromkeys(filter(None, (str(made.password or ""), written, *queried)))


def _all(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
