"""``onrecord completion``: the name of a shell → the script that completes onrecord's commands and options there."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print a script that completes commands and options in a shell.")
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script that completes commands and options in SHELL.

    \b
    bash: add to ~/.bashrc     eval "$(onrecord completion bash)"
    zsh:  add to ~/.zshrc      eval "$(onrecord completion zsh)"
    fish: run once             onrecord completion fish > ~/.config/fish/completions/onrecord.fish
    """
    from click.shell_completion import get_completion_class

    from onrecord.cli.main import cli

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(cli, {}, "onrecord", "_ONRECORD_COMPLETE").source())
