"""``onrecord serve``: options on the command line → the web pages and the API, until Ctrl-C."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.log import say

if TYPE_CHECKING:
    from onrecord.web.serving import Serving

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@click.command(short_help="Web pages and an API, on this machine.")
@click.option("-r", "--record", metavar="FOLDER", help="The record that onrecord add made; without one there are the "
              "pages for reading and checking alone.")  # fmt: skip
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen (127.0.0.1: this machine alone). "
              "Elsewhere visitors need the token.")  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8040, metavar="N", help="The port (8040); 0: any free one."
)
@click.option("--token", metavar="TEXT", envvar="ONRECORD_TOKEN", help="What visitors must show; made up where one is "
              "needed and none is given (also ONRECORD_TOKEN).")  # fmt: skip
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="A further name under which the server may be "
              "asked for, where it needs no token.")  # fmt: skip
@click.option("--open/--no-open", "show", default=None, help="Open the browser (the default in a terminal).")
@click.option(
    "--processes", type=click.IntRange(1, 64), default=2, metavar="N", help="Processes that read documents (2)."
)
@click.option(
    "--writers", type=click.IntRange(0, 64), metavar="N", help="Processes that write pages over the record, started when "
    "many ask at once (as many as there are processors, 4 at most)."
)  # fmt: skip
@click.option("--model", type=click.Choice(["fast", "accurate"]), default="accurate", help="As in onrecord read.")
@click.option(
    "--accept-file", metavar="FILE", help="Where decisions about quotations are kept (onrecord-accepted.toml)."
)
@click.pass_context
def serve(
    ctx: click.Context, record: str | None, host: str, port: int, token: str | None, names: tuple[str, ...],
    show: bool | None, processes: int, writers: int | None, model: str, accept_file: str | None,
) -> int:  # fmt: skip
    """Serve web pages: read an article, check a draft; and over a record, search it, follow statements, see who is quoted.

    Every page is there as JSON too, below /api (described by /api/openapi.json). Only this machine reaches the server unless
    --host says otherwise; then visitors need the token that is printed.

    \b
      onrecord serve                 read and check
      onrecord serve -r news         look into a record as well
    """
    if token is not None and len(token) < 8:
        ctx.fail("--token needs 8 characters at least.")
    local = host in _LOOPBACK
    if not local and token is None:
        from secrets import token_urlsafe

        token = token_urlsafe(18)
    from onrecord.web.run import listening, run
    from onrecord.web.serving import LOCAL, Serving

    if record is not None:
        from onrecord.record.manifest import load

        load(Path(record))
    sockets = listening(host, port)
    if sockets is None:
        ctx.fail(f"{host}, port {port}: nothing can listen there; another program may. Choose another --port.")
    taken = sockets.getsockname()[1]
    usual = Serving()
    serving = Serving(
        record=Path(record) if record is not None else None,
        accept_file=Path(accept_file) if accept_file else usual.accept_file,
        hosts=(*LOCAL, *(name.lower() for name in names)) if token is None else (),
        token=token, port=taken, processes=processes, writers=_writers() if writers is None else writers,
        model="fast" if model == "fast" else "accurate",
    )  # fmt: skip
    _say(serving, host, taken, show)
    run(serving, sockets)
    return 0


def _writers() -> int:
    """With one processor another process would write no page sooner."""
    import os

    count = min(4, os.cpu_count() or 1)
    return count if count > 1 else 0


def _say(serving: Serving, host: str, port: int, show: bool | None) -> None:
    import sys

    name = f"[{host}]" if ":" in host else "localhost" if host in _LOOPBACK else host
    address = f"http://{name}:{port}/"
    told = address + (f"?token={serving.token}" if serving.token else "")
    say(f"serving {told} (Ctrl-C stops it)", "info")
    if show or (show is None and sys.stderr.isatty()):
        click.launch(told)
