"""``onrecord mcp``: options on the command line → tools for an assistant, over standard input and output, until it hangs up."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.command(short_help="Tools for an assistant: read, check, find, trail.")
@click.option("-r", "--record", metavar="FOLDER", help="The record for find and trail; without one there are read and "
              "check alone.")  # fmt: skip
@click.option("--against", multiple=True, metavar="FILE|FOLDER", help="Originals for every check, beside those that the "
              "assistant gives (may be given again).")  # fmt: skip
@click.pass_context
def mcp(ctx: click.Context, record: str | None, against: tuple[str, ...]) -> int:
    """Let an assistant prove a quotation before it prints it: a server of the Model Context Protocol on standard input and
    output, with the tools read, check, find and trail.

    \b
      {"mcpServers": {"onrecord": {"command": "onrecord", "args": ["mcp", "-r", "news"]}}}
    """
    missing = [path for path in against if not os.path.lexists(path)]
    if missing:
        ctx.fail(f"--against {missing[0]}: there is no such file or folder.")
    from onrecord.web.assistant import make_server
    from onrecord.web.run import leave
    from onrecord.web.serving import Serving

    make_server(Serving(record=Path(record) if record else None, processes=1, patience=600.0), against).run("stdio")
    leave()
    return 0
