"""Delivers what happens in a fake Telegram to the webhook that a bot has set: each update until it is taken with 200.

The public address of a bot leads to Telegram's side of a web server; `local` (host:port) is where that passes requests on to.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from tests.fakes.telegram import FakeTelegram

RETRY = 0.05


class Courier:
    """Runs in a thread of its own. `statuses` are the answers that it got, in order."""

    def __init__(self, fake: FakeTelegram, local: str) -> None:
        self.statuses: list[int] = []
        self._fake = fake
        self._local = local
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="telegram webhooks", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._stopped.set()
        self._thread.join(5)

    @property
    def registered(self) -> Mapping[str, Any]:
        """What the bot said of its webhook last; nothing before that."""
        calls = self._fake.calls_of("setWebhook")
        return calls[-1].params if calls else {}

    def post(self, update: Any, secret: str | None, *, path: str = "", content: str = "application/json") -> int:
        """One request, as Telegram or somebody else makes it; the status of the answer, 0 for none."""
        path = path or urlsplit(self.registered["url"]).path
        headers = {"Content-Type": content} | ({} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret})
        connection = http.client.HTTPConnection(self._local, timeout=30)
        try:
            connection.request("POST", path, json.dumps(update), headers)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def _run(self) -> None:
        while not self._stopped.wait(RETRY):
            while self.registered.get("url") and self._fake.world.updates and not self._stopped.is_set():
                update = self._fake.world.updates[0]
                status = self.post(update, self.registered.get("secret_token"))
                self.statuses.append(status)
                if status == 200:
                    self._fake.world.updates = [one for one in self._fake.world.updates if one is not update]
                    self._fake.announce()
                else:
                    time.sleep(RETRY)
