"""The tools of ``onrecord mcp`` as an assistant meets them: over standard input and output, in a process of their own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli.main import USAGE, run
from tests.web.conftest import FULL, make_record

pytestmark = pytest.mark.slow
pytest.importorskip("mcp", reason="the extra “mcp” is not installed")


def asked(arguments: list[str], calls: list[tuple[str, dict[str, Any]]]) -> tuple[list[str], list[Any]]:
    """Names of the tools, and the answers to some calls."""
    import anyio
    from mcp.client.session import ClientSession
    from mcp.client.stdio import StdioServerParameters, stdio_client

    async def talk() -> tuple[list[str], list[Any]]:
        server = StdioServerParameters(command=sys.executable, args=["-m", "onrecord", "mcp", *arguments])
        async with stdio_client(server) as (reading, writing), ClientSession(reading, writing) as session:
            await session.initialize()
            names = [tool.name for tool in (await session.list_tools()).tools]
            return names, [await session.call_tool(name, given) for name, given in calls]

    return anyio.run(talk)


def test_an_assistant_proves_a_quotation(tmp_path: Path) -> None:
    record = make_record(tmp_path / "rec")
    (tmp_path / "council.txt").write_text("JO ADE: The lamps are paid for, all ninety of them.\n", "utf-8")
    draft = "Mayor Petra Lindqvist said: “We have paid twenty euros for it.”"
    originals = {"speech.txt": "PETRA LINDQVIST: We have paid thirty euros for it.\n"}
    names, answers = asked(
        ["-r", str(record), "--against", str(tmp_path / "council.txt")],
        [
            ("read", {"text": "“We will go,” said Mayor Jane Dorn."}),
            ("check", {"draft": draft, "originals": originals}),
            ("check", {"draft": "“The lamps are paid for,” said Jo Ade."}),
            ("find", {"words": "negotiate", "speaker": "dorn", "limit": 2}),
            ("trail", {"words": "negotiate winter"}),
            ("find", {"words": "-x"}),
            ("read", {"url": "http://127.0.0.1:1/"}),
        ],
    )
    read, checked, own, found, trail, unasked, private = answers
    assert names == ["read", "check", "find", "trail"]
    assert read.structured_content["statements"][0]["speaker"] == "Jane Dorn"
    [quotation] = checked.structured_content["quotations"]
    assert (quotation["verdict"], quotation["passes"]) == ("meaning", False)
    assert quotation["changes"][0]["original"] == "thirty euros"
    assert own.structured_content["quotations"][0]["verdict"] == "verbatim"
    assert found.structured_content["total"] == 3
    assert trail.structured_content["documents"] == 3
    assert trail.structured_content["wordings"][0]["words"] == FULL
    assert unasked.is_error
    assert "name a word to look for" in unasked.content[0].text
    assert private.is_error
    assert "private or local address" in private.content[0].text


def test_what_is_not_there_is_bad_usage(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["mcp", "--against", "no/such/folder"]) == USAGE
    assert "there is no such file or folder" in capfd.readouterr().err
