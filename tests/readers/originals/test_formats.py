"""Each format gives its words whole, with who says them and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.originals.make import docx, odt, one, pdf, place, turns

# Subtitles ---------------------------------------------------------------------------------------------------------------

VTT = """WEBVTT - council
Language: en

NOTE nobody
needs this

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:02.500 align:start
<v Anna Weber>We will <i>not</i> sell

00:02.500 --> 00:04.000
<v.loud Anna Weber>the harbour &amp; the ferry.

second question
01:00:00.000 --> 01:00:02.000
<v Ben Okoro>Nobody asked you to.</v>
"""
SRT = """1
00:00:01,000 --> 00:00:02,000
- Will you sell it?
- No.

2
00:0x:02,000 --> 00:00:05,000
MS. WEBER: We sold it in

3
00:01:07,000 --> 00:01:09,000
{\\an8}2020 – for nothing.
1990 was worse.
"""
ROLLING = """WEBVTT
Kind: captions

00:00:00.000 --> 00:00:02.000
the<00:00:00.500><c> harbour</c><00:00:01.000><c> is</c>

00:00:02.000 --> 00:00:02.010
the harbour is

00:00:02.010 --> 00:00:04.000
the harbour is
not<00:00:03.000><c> for</c><00:00:03.500><c> sale</c>
"""


def test_webvtt(tmp_path: Path) -> None:
    item = one(tmp_path / "a.vtt", VTT)
    assert item.text == "We will not sell the harbour & the ferry.\nNobody asked you to."
    assert turns(item) == [
        ("Anna Weber", "We will not sell the harbour & the ferry."),
        ("Ben Okoro", "Nobody asked you to."),
    ]
    assert [place(item, words) for words in ("We", "the harbour", "Nobody")] == ["00:00:01", "00:00:02", "01:00:00"]
    assert (item.speech, item.machine, item.language, item.kind, item.id) == (True, False, "en", "file", "a.vtt")


def test_subrip_with_broken_time_codes_keeps_all_words(tmp_path: Path) -> None:
    item = one(tmp_path / "a.srt", SRT)
    assert turns(item) == [
        (None, "Will you sell it?"),
        (None, "No."),
        ("MS. WEBER", "We sold it in 2020 – for nothing. 1990 was worse."),
    ]
    assert place(item, "We sold") == "00:00:01"
    assert place(item, "2020") == "00:01:07"


def test_captions_that_roll_up_are_read_once_and_are_a_machines(tmp_path: Path) -> None:
    item = one(tmp_path / "a.vtt", ROLLING)
    assert item.text == "the harbour is not for sale"
    assert item.machine


# Transcripts -------------------------------------------------------------------------------------------------------------

TRANSCRIPTS = {
    "capitals": (
        "ANNA WEBER: We won’t sell.\n\nMore of it.\n\nMAYOR BEN OKORO (D-Elm): Good.\n\nWEBER: Yes: good.\n",
        [("ANNA WEBER", "We won’t sell.\n\nMore of it."), ("MAYOR BEN OKORO (D-Elm)", "Good."), ("WEBER", "Yes: good.")],
    ),
    "markdown": ("**Anna Weber:** No.\n\n**Ben Okoro:** Why?\n", [("Anna Weber", "No."), ("Ben Okoro", "Why?")]),
    "time codes": (
        "[00:01:02] Anna Weber: No.\n[00:01:09] Ben Okoro: Why?\n",
        [("Anna Weber", "No."), ("Ben Okoro", "Why?")],
    ),
    "names with times above": (
        "Anna Weber  0:03\nWe will not.\n\nBen Okoro  0:09\nWhy?\n",
        [("Anna Weber", "We will not."), ("Ben Okoro", "Why?")],
    ),
    "names above": (
        "Anna Weber\nWe will not.\n\nBen Okoro\nWhy?\n\nAnna Weber\nBecause.\n",
        [("Anna Weber", "We will not."), ("Ben Okoro", "Why?"), ("Anna Weber", "Because.")],
    ),
    "questions": (
        "THE MAYOR:  Thank you.\n\nQ    Will you sell?\n\nTHE MAYOR:  No.\n",
        [("THE MAYOR", "Thank you."), ("Q", "Will you sell?"), ("THE MAYOR", "No.")],
    ),
    "court": ("Q. Did you sell it?\nA. I did not.\nQ. Sure?\n", [("Q", "Did you sell it?"), ("A", "I did not."), ("Q", "Sure?")]),
    "captions": (">> we go on\n>> REPORTER: when?\n>> soon", [(None, "we go on"), ("REPORTER", "when?"), (None, "soon")]),
    "Chinese": ("记者：什么时候？\n市长：明天。", [("记者", "什么时候？"), ("市长", "明天。")]),
    "Russian": (
        "Анна Вебер: Нет.\n\nБен Окоро: Почему?\n\nАнна Вебер: Потому.",
        [("Анна Вебер", "Нет."), ("Бен Окоро", "Почему?"), ("Анна Вебер", "Потому.")],
    ),
    "no transcript": ("Contact: Anna Weber\nDate: 3 May\n\nThe council said: we will not sell.\n", []),
    "one label in prose": ("The council met.\n\nUPDATE: It will not sell.\n\nIt met for an hour.\n\nIt rained.", []),
}  # fmt: skip


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_turns_of_transcripts(tmp_path: Path, name: str) -> None:
    text, expected = TRANSCRIPTS[name]
    item = one(tmp_path / "a.txt", text)
    assert turns(item) == expected
    assert item.speech == bool(expected)


def test_time_codes_are_places(tmp_path: Path) -> None:
    item = one(tmp_path / "a.txt", TRANSCRIPTS["time codes"][0])
    assert (place(item, "No."), place(item, "Why")) == ("00:01:02", "00:01:09")


def test_whose_words_a_speech_is(tmp_path: Path) -> None:
    assert (
        one(tmp_path / "a.md", "# Remarks by Mayor Anna Weber at the harbour\n\nWe are here.").speaker == "Anna Weber"
    )
    assert one(tmp_path / "b.md", "The remarks of the council were long.\n\nWe are here.").speaker is None


def test_a_transcript_that_says_a_machine_made_it(tmp_path: Path) -> None:
    item = one(tmp_path / "a.txt", "Auto-generated transcript\n\nANNA: no\n\nBEN: why\n")
    assert item.machine


WRAPPED = """                         THE COUNCIL

ANNA WEBER:  Thank you all for coming here today. We have not decid-
ed whether to widen the harbour, and I would like to say that a self-
made plan and a two-thirds vote are not the same thing, or that two-
thirds is enough.

I will take questions.

BEN OKORO:  Madam Mayor, did you or did you not say last week that it
would be done?
"""


def test_a_wrapped_text_is_joined_and_keeps_its_lines(tmp_path: Path) -> None:
    item = one(tmp_path / "a.txt", WRAPPED)
    weber, okoro = turns(item)
    assert weber == (
        "ANNA WEBER",
        "Thank you all for coming here today. We have not decided whether to widen the harbour, and I would like to say "
        "that a self-made plan and a two-thirds vote are not the same thing, or that two-thirds is enough.\n\n"
        "I will take questions.",
    )
    assert okoro == ("BEN OKORO", "Madam Mayor, did you or did you not say last week that it would be done?")
    assert [place(item, words) for words in ("Thank", "whether", "thirds is", "would be done")] == [
        "line 3", "line 4", "line 6", "line 11",
    ]  # fmt: skip


def test_lines_of_verse_and_lists_stay(tmp_path: Path) -> None:
    text = "The boat\nis gone\nand so\nare we\nand all\n"
    assert one(tmp_path / "a.txt", text).text == text


NUMBERED = "\n".join(f"{n:>5}   {words}" for n, words in enumerate(
    ("Q.  Did you ever see the con-", "tract for the harbour?", "A.  I did not see it, and I",
     "was not there that day.", "Q.  Who was there then?", "A.  Nobody that I know of was", "there at all, I believe.",
     "Q.  Thank you. You may go."), 1))  # fmt: skip


def test_line_numbers_become_places(tmp_path: Path) -> None:
    item = one(tmp_path / "a.txt", f"{NUMBERED}\n\n{NUMBERED}\n")
    assert turns(item)[:2] == [
        ("Q", "Did you ever see the contract for the harbour?"),
        ("A", "I did not see it, and I was not there that day."),
    ]
    assert place(item, "was not there") == "page 1, line 4"
    assert item.places[-1].label == "page 2, line 8"


# Word processors ---------------------------------------------------------------------------------------------------------


def test_docx_reads_as_accepted_with_pages_and_notes(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>ANNA WEBER: We will </w:t></w:r><w:ins><w:r><w:t>not </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>surely </w:delText></w:r></w:del><w:r><w:t>sell.</w:t></w:r></w:p>"
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>BEN OKORO:</w:t><w:tab/><w:t>Why</w:t><w:noBreakHyphen/><w:t>not?</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a table.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    note = "<w:footnote><w:p><w:r><w:t>In a note.</w:t></w:r></w:p></w:footnote>"
    item = one(tmp_path / "a.docx", docx(body, footnotes=note))
    assert item.text.split("\n\n")[:4] == [
        "ANNA WEBER: We will not sell.",
        "BEN OKORO:\tWhy-not?",
        "In a table.",
        "In a note.",
    ]
    assert turns(item)[0] == ("ANNA WEBER", "We will not sell.")
    assert (place(item, "We will"), place(item, "BEN"), place(item, "table")) == ("page 1", "page 2", "page 2")


def test_odt(tmp_path: Path) -> None:
    body = "<text:h>Harbour</text:h><text:p>We will<text:s/>not <text:span>sell</text:span> it<text:line-break/>now.</text:p>"
    item = one(tmp_path / "a.odt", odt(body))
    assert item.text.strip().split("\n\n") == ["Harbour", "We will not sell it\nnow."]


def test_comments_in_the_markup_hide_no_words(tmp_path: Path) -> None:
    word, text = (
        docx("<w:p><w:r><w:t>We <!-- x -->will <?y?>not.</w:t></w:r></w:p>"),
        odt("<text:p>We <!-- x -->will not.</text:p>"),
    )
    assert one(tmp_path / "a.docx", word).text.strip() == "We will not."
    assert one(tmp_path / "a.odt", text).text.strip() == "We will not."


# PDF -------------------------------------------------------------------------------------------------------------------


def test_pdf_lines_are_joined_without_running_heads(tmp_path: Path) -> None:
    pages = [
        [
            (72, 750, "THE HARBOUR GAZETTE"), (300, 30, f"Page {n} of 3"),
            (72, 700, "The council has not decided whether it will ever wid-"),
            (72, 686, f"en the harbour; that is what it said {n} times on Monday"),
            (72, 672, "evening."),
            (72, 640, f"It will meet again in room {n}00 in the spring, it said."),
        ]
        for n in (1, 2, 3)
    ]  # fmt: skip
    item = one(tmp_path / "a.pdf", pdf(pages))
    assert "GAZETTE" not in item.text
    assert "of 3" not in item.text
    assert (
        "has not decided whether it will ever widen the harbour; that is what it said 2 times on Monday evening.\n"
        in item.text
    )
    assert [place(item, words) for words in ("1 times", "2 times", "room 300")] == ["page 1", "page 2", "page 3"]


@pytest.mark.parametrize("order", ["by column", "by row"])
def test_pdf_columns_are_read_one_after_the_other(tmp_path: Path, order: str) -> None:
    left = [f"left {n} of the story goes on to the next" for n in range(12)]
    right = [f"right {n} is another story altogether" for n in range(12)]
    words = [
        [(72, 700 - 14 * n, text) for n, text in enumerate(left)],
        [(320, 700 - 14 * n, text) for n, text in enumerate(right)],
    ]
    page = (
        [*words[0], *words[1]] if order == "by column" else [one for pair in zip(*words, strict=True) for one in pair]
    )
    item = one(tmp_path / "a.pdf", pdf([page]))
    assert item.text == " ".join(left) + " " + " ".join(right)


def test_pdf_of_a_court(tmp_path: Path) -> None:
    spoken = ["Q.  Did you see the con-", "tract?", "A.  No, I never", "did."] * 3
    page = [(x, 700 - 20 * n, words) for n, line in enumerate(spoken) for x, words in ((60, str(n + 1)), (90, line))]
    item = one(tmp_path / "a.pdf", pdf([page, page]))
    assert turns(item)[:2] == [("Q", "Did you see the contract?"), ("A", "No, I never did.")]
    assert item.places[1].label == "page 1, line 2"
    assert item.places[-1].label == "page 2, line 12"


# Pages -----------------------------------------------------------------------------------------------------------------

PAGE = """<html lang="en"><head><title>Harbour not for sale</title></head><body><nav>Home | News</nav><article>
<h1>Harbour not for sale</h1><p>The council will not sell the harbour, Mayor Anna Weber said on Monday after a long debate.</p>
<blockquote class="twitter-tweet"><p lang="en">We will not sell the harbour.</p>&mdash; Anna Weber (@annaweber)
<a href="https://twitter.com/annaweber/status/1590000000000000000">November 8, 2022</a></blockquote>
<p>The opposition had asked for a vote on it, which the mayor refused to hold before the spring of next year.</p>
</article></body></html>"""


def test_a_page_gives_its_body_and_its_posts(tmp_path: Path) -> None:
    from tests.readers.originals.make import read

    (tmp_path / "a.html").write_text(PAGE)
    (body, post), failures = read(tmp_path / "a.html")
    assert failures == []
    assert (body.kind, body.id, body.language) == ("file", "a.html", "en")
    assert "The council will not sell the harbour" in body.text
    assert (post.kind, post.id, post.text) == ("post", "1590000000000000000", "We will not sell the harbour.")
    assert post.speaker == "Anna Weber (@annaweber)"
    assert post.published == "2022-11-08T15:15:15Z"


def test_turns_are_read_in_linear_time() -> None:
    from time import process_time

    from onrecord.readers.transcript import read_talk

    spent = []
    for size in (5_000, 20_000):
        text = "\n\n".join(f"{'ANNA WEBER' if n % 2 else 'BEN OKORO'}: We will not sell it." for n in range(size))
        began = process_time()
        assert len(read_talk(text).turns) == size
        spent.append(process_time() - began)
    assert spent[1] < 12 * spent[0] + 0.5
