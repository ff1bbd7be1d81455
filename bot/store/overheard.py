"""What people say in a room while an incident is open there, for platforms that tell which message got a sign and not what that
message says. Nothing is kept of other rooms, and nothing after the incident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, false, insert, or_, select

from bot.store.database import Database
from bot.store.schema import INCIDENTS, OVERHEARD, ROOMS

MOST = 500
"""The last messages of a room that are kept."""
_SEEN = "seen "
"""What stands for a message where somebody only did something: a press has no text."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody said, or, without a `message`, that they were there. `handle` is the name that others write after an @."""

    conversation: str
    person: str
    name: str
    handle: str = ""
    message: str = ""
    text: str = ""
    at: str = ""


class Overheard:
    """The memory of one platform. Ids are the platform's own."""

    def __init__(self, database: Database, platform: str) -> None:
        self._database = database
        self._platform = platform

    def keep(self, chat: str, line: Line) -> None:
        """Remember it where an incident is open; of the same message the newest words."""
        row = {
            **asdict(line),
            "chat": self._key(chat),
            "conversation": self._key(line.conversation),
            "person": self._key(line.person),
            "message": line.message or f"{_SEEN}{line.person}",
            "handle": line.handle.lower(),
        }
        there = self._database.read(lambda connection: _there(connection, row))
        if there is None or _tells(there) == _tells(row):
            return

        def kept(connection: Connection) -> None:
            if not _open_in(connection, row["conversation"]):  # it was closed meanwhile
                return
            connection.execute(delete(OVERHEARD).where(_same(row)))
            connection.execute(insert(OVERHEARD).values(row))
            mine = OVERHEARD.c.conversation == row["conversation"]
            oldest = select(OVERHEARD.c.at).where(mine).order_by(OVERHEARD.c.at.desc()).offset(MOST).limit(1)
            connection.execute(delete(OVERHEARD).where(mine & (OVERHEARD.c.at <= oldest.scalar_subquery())))

        self._database.write(kept)

    def listens(self, conversation: str) -> bool:
        """Whether an incident is open there."""
        return self._database.read(lambda connection: _open_in(connection, self._key(conversation)))

    def said(self, chat: str, message: str) -> Line | None:
        """That message, if it was said while an incident was open there."""
        query = select(OVERHEARD).where((OVERHEARD.c.chat == self._key(chat)) & (OVERHEARD.c.message == message))
        return self._line(query)

    def named(self, chat: str, handle: str) -> Line | None:
        """The last that whoever has that handle did there."""
        mine = (OVERHEARD.c.chat == self._key(chat)) & (OVERHEARD.c.handle == handle.lower().lstrip("@"))
        return self._line(select(OVERHEARD).where(mine & (OVERHEARD.c.handle != "")).order_by(OVERHEARD.c.at.desc()).limit(1))

    def drop(self, chat: str) -> None:
        """Forget a chat whose messages have other numbers now."""
        self._database.write(
            lambda connection: connection.execute(delete(OVERHEARD).where(OVERHEARD.c.chat == self._key(chat)))
        )

    def _line(self, query: Select[Any]) -> Line | None:
        row = self._database.read(lambda connection: connection.execute(query).mappings().first())
        if row is None:
            return None
        told = {name: row[name] for name in Line.__dataclass_fields__}
        own = {name: told[name].partition(":")[2] for name in ("conversation", "person")}
        return Line(**told | own)

    def _key(self, id_: str) -> str:
        return f"{self._platform}:{id_}"


def forget_rooms(connection: Connection, conversations: Iterable[str]) -> None:
    """Forget what was said there and in the topics there: the incident is over. A topic may have one of its own."""
    rooms = [*conversations]
    inside = or_(false(), *(OVERHEARD.c.conversation.startswith(f"{room}/", autoescape=True) for room in rooms))
    own = select(ROOMS.c.conversation).join(INCIDENTS, ROOMS.c.incident == INCIDENTS.c.id).where(INCIDENTS.c.closed == "")
    gone = OVERHEARD.c.conversation.in_(rooms) | (inside & OVERHEARD.c.conversation.not_in(own))
    connection.execute(delete(OVERHEARD).where(gone))


def forget_person(connection: Connection, person: str) -> None:
    connection.execute(delete(OVERHEARD).where(OVERHEARD.c.person == person))


def _there(connection: Connection, row: Row) -> Row | None:
    """What is kept of that message, or nothing yet; none where no incident is open."""
    if not _open_in(connection, row["conversation"]):
        return None
    return dict(connection.execute(select(OVERHEARD).where(_same(row))).mappings().first() or {})


def _tells(row: Row) -> tuple[str | None, ...]:
    """What would be worth writing down anew."""
    return tuple(row.get(name) for name in ("name", "handle", "text"))


def _open_in(connection: Connection, conversation: str) -> bool:
    there = {conversation, conversation.partition("/")[0]}  # a topic, and the chat around it
    mine = ROOMS.c.conversation.in_(there) & (INCIDENTS.c.closed == "")
    query = select(INCIDENTS.c.id).join(ROOMS, ROOMS.c.incident == INCIDENTS.c.id).where(mine).limit(1)
    return connection.execute(query).scalar() is not None


def _same(row: Row) -> ColumnElement[bool]:
    return and_(OVERHEARD.c.chat == row["chat"], OVERHEARD.c.message == row["message"])
