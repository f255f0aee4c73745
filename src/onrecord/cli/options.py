"""The options that say how documents are read, shared by the commands that read them → ``settings.Options``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    from onrecord.settings import Limits, Options

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(i?)b?", re.IGNORECASE)
_Command = TypeVar("_Command", bound=Callable[..., Any])


def _size(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    found = _SIZE.fullmatch(value.strip())
    size = float(found[1]) * (1024 if found[3] else 1000) ** " kmg".index(found[2].lower() or " ") if found else 0
    if size < 1:
        raise click.BadParameter(f"“{value}” is not a size. Write it like 500000, 20MB or 64MiB.", ctx, param)
    return int(size)


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    try:
        if value is not None:
            datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a date. Write it like 2022-11-09.", ctx, param) from None
    return value


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", value):
        raise click.BadParameter(f"“{value}” is not a language tag. Write it like en or pt-BR.", ctx, param)
    return value


def _outlets(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        from onrecord.errors import OutletsFileError
        from onrecord.speakers.bodies_own import own_rows

        try:
            own_rows(value)
        except OutletsFileError as error:
            raise click.BadParameter(f"{value} cannot be used: {error.detail}.", ctx, param) from None
    return value


_READING = (
    click.option("--fast", is_flag=True, help="Find an article’s text several times faster, a little less exactly."),
    click.option("--model", type=click.Choice(["fast", "accurate"]), help="What finds statements in English text: an accurate "
               "trained reader (the default, but of add), or fast rules that find two thirds of them."),
    click.option("--published", metavar="DATE", callback=_date, help="Publication date of documents that print none."),
    click.option("--language", metavar="TAG", callback=_language, help="Language of documents that declare none."),
    click.option("--outlets", metavar="FILE", callback=_outlets,
               help="TOML file with more outlets, agencies and programmes to know by name."),
    click.option("--max-size", metavar="SIZE", callback=_size, help="Refuse documents larger than SIZE (20MB by default)."),
    click.option("--timeout", type=click.FloatRange(0, 3600, min_open=True), metavar="SECONDS",
               help="Whole time for a URL (20 seconds by default)."),
)  # fmt: skip


def reading_options(command: _Command) -> _Command:
    """Give a command the options of reading; it hands them to :func:`how_to_read` by name."""
    for option in reversed(_READING):
        command = option(command)
    return command


def how_to_read(
    *,
    fast: bool,
    model: Literal["fast", "accurate"] | None,
    published: str | None,
    language: str | None,
    max_size: int | None,
    timeout: float | None,
    usual: Literal["fast", "accurate"] = "accurate",
    outlets: str | None = None,
    people: tuple[str, ...] = (),
) -> Options:
    """Build the options of reading from the command line's; ``usual`` is the model where none was chosen."""
    from onrecord.settings import Options

    limits = _limits(max_size, timeout)
    return Options(
        fast=fast,
        model=model or usual,
        published=published,
        language=language,
        limits=limits,
        people=people,
        outlets=outlets,
    )


def _limits(max_size: int | None, timeout: float | None) -> Limits:
    from onrecord.settings import Limits

    usual = Limits()
    return Limits(
        max_bytes=max_size or usual.max_bytes,
        fetch_seconds=timeout or usual.fetch_seconds,
        max_redirects=usual.max_redirects,
        max_depth=usual.max_depth,
    )
