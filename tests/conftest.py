from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.synapse.server import Synapse, require
from tests.synapse.server import synapse as running


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """A real Matrix homeserver, one for all the tests of a worker. Mark those with `xdist_group("synapse")`."""
    require()
    with running(tmp_path_factory.mktemp("synapse")) as server:
        yield server
