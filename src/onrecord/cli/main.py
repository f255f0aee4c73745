"""A command line → a call of one command, and what it came to → an exit code and one sentence on stderr.

Exit codes: 0 done, 1 a check failed, 2 bad usage, 3 some documents could not be read, 4 the environment; 130 after
Ctrl-C. Commands are imported when they are called, and import what is heavy when they run.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from onrecord.cli.log import say, write_as

COMMANDS = {
    "read": "onrecord.cli.read:read",
    "check": "onrecord.cli.check:check",
    "add": "onrecord.cli.add:add",
    "trail": "onrecord.cli.trail:trail",
    "trails": "onrecord.cli.trails:trails",
    "judge": "onrecord.cli.judge:judge",
    "find": "onrecord.cli.find:find",
    "speakers": "onrecord.cli.counts:speakers",
    "outlets": "onrecord.cli.counts:outlets",
    "failures": "onrecord.cli.counts:failures",
    "serve": "onrecord.cli.serve:serve",
    "mcp": "onrecord.cli.mcp:mcp",
    "export": "onrecord.cli.export:export",
    "info": "onrecord.cli.info:info",
    "completion": "onrecord.cli.completion:completion",
}
_HELP = ["-h", "--help"]
FAILED, USAGE, UNREAD, ENVIRONMENT, INTERRUPTED = 1, 2, 3, 4, 130


class Commands(click.Group):
    """The group whose commands are imported by need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        # click keeps the first help option that is asked for, whoever asks
        command.get_help_option(click.Context(command, help_option_names=_HELP))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or say which one was meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from onrecord.cli.words import unknown_command

            ctx.fail(unknown_command(args[0], COMMANDS))
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from onrecord.settings import VERSION

        click.echo(f"onrecord {VERSION}")
        ctx.exit()


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": _HELP})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version.")
@click.option(
    "--log-format", type=click.Choice(["text", "json"]), default="text", expose_value=False, is_eager=True,
    callback=lambda _, __, form: write_as(form), help="What stderr is for: people, or programs (one object a line).",
)  # fmt: skip
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Who said it, through whom, and did the words survive?

    onrecord reads news and puts every statement on record: the words, who said them, and the chain that carried them.
    It compares printed words with their original and shows what changed.

    \b
    Begin with:
      onrecord read article.html                 the article, marked up
      onrecord read article.html -o report.html  a page to open in a browser
      onrecord check draft.md --against notes/   its quotations against their originals
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and exit with its code."""
    _stop_cleanly()
    _stand_in()
    try:
        code = run(args)
    except KeyboardInterrupt:
        code = INTERRUPTED
    _flush()
    raise SystemExit(code)


def run(args: Sequence[str] | None = None) -> int:
    """Run a command line; every failure that is foreseen ends here as one sentence."""
    from onrecord.errors import EnvironmentFaultError, QueryError, RecordError

    try:
        outcome: Any = cli.main(args, prog_name="onrecord", standalone_mode=False)
    except click.Abort:
        return INTERRUPTED
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "onrecord"
        say(error.format_message(), "error", f"{command}: ")
        if isinstance(error, click.NoSuchOption) and (meant := _file_of_that_name(args)):
            say(f"For the file of that name write {meant}.", "info", speaker="")
        say(f"See {command} --help.", "info", speaker="")
        return USAGE
    except click.ClickException as error:
        say(error.format_message(), "error")
        return error.exit_code
    except (EnvironmentFaultError, ModuleNotFoundError) as error:
        from onrecord.cli.words import environment

        say(environment(error), "error")
        return ENVIRONMENT
    except (RecordError, QueryError) as error:
        from onrecord.cli.record_words import record_problem

        sentence, code = record_problem(error)
        say(sentence, "error")
        return code
    except OSError as error:
        from onrecord.cli.output import fault_of_stdout

        known = fault_of_stdout(error)
        if known is None:
            raise
        say(known, "error")
        return ENVIRONMENT
    return outcome if isinstance(outcome, int) else 0


def _file_of_that_name(args: Sequence[str] | None) -> str | None:
    """A file whose name begins like an option, as it would have to be written."""
    given = sys.argv[1:] if args is None else args
    return next((f"./{arg}" for arg in given if arg.startswith("-") and len(arg) > 1 and os.path.exists(arg)), None)


def _stand_in() -> None:
    """Put something in place of streams that were closed before the start: writing to stdout fails there, as it should."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: SIM115


def _stop_cleanly() -> None:
    """Let a signal that ends the process unwind it, so that no half-written file stays."""

    def stop(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


def _flush() -> None:
    """Flush stdout here: where its reader is gone, the interpreter would complain about it at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
