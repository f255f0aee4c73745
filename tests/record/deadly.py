"""A reading process that dies of documents whose names say how: imported by the processes that tests start."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from onrecord.record.worker import Began, Chunk, warm, work
from onrecord.settings import Options


class DeadlyOnArrival:
    """Kills the process that unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (7,)


def serve(connection: Connection, options: Options) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warm(options)
    connection.send(Began(-1))
    try:
        while (chunk := connection.recv()) is not None:
            connection.send(work(chunk, options, partial(_begin, connection, chunk)))
    except (EOFError, OSError):
        return


def stillborn(connection: Connection, options: Options) -> None:
    os._exit(3)


def _begin(connection: Connection, chunk: Chunk, index: int) -> None:
    connection.send(Began(index))
    item = chunk.jobs[index].item
    name = Path(item.uri).name if item is not None and item.what is None else ""
    if name.startswith("crash"):
        os._exit(11)
    if name.startswith("killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("slow"):
        time.sleep(60)
