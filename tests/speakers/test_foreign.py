"""Who speaks in texts of other languages: passages, with the speaker of each statement in order; None where it is declined."""

from __future__ import annotations

import pytest

from onrecord.model import Reading
from onrecord.pipeline import read_bytes
from onrecord.settings import Options

PASSAGES = [
    ("ru", "«Мы готовы», — заявила официальный представитель МИД России Мария Захарова. По словам Захаровой, Москва «открыта для диалога».",
     ["Мария Захарова", "Мария Захарова"]),
    ("ru", "«Мост закроют», — сказал мэр Твери Иван Новиков. «Надолго», — добавил он.", ["Иван Новиков", "Иван Новиков"]),
    ("uk", "«Ми готові», — заявила речниця Сил оборони півдня Наталія Гай. За словами Гай, ситуація «під контролем».",
     ["Наталія Гай", "Наталія Гай"]),
    ("pl", "„Nie ma zagrożenia” – zapewnił minister zdrowia Piotr Wolski. Według Wolskiego sytuacja jest „pod kontrolą”.",
     ["Piotr Wolski", "Piotr Wolski"]),
    ("de", "„Das war ein Fehler“, sagte Innenminister Karl Brandt. „Nein“, sagte Anna Beck. „Doch“, sagte Brandt.",
     ["Karl Brandt", "Anna Beck", "Karl Brandt"]),
    ("de", "„Das war ein Fehler“, sagte Lars Brandt. „Nein“, sagte Jens Beck. „Doch“, sagte er.",
     ["Lars Brandt", "Jens Beck", None]),
    ("fr", "« Le port restera ouvert », a déclaré la maire de Brest Claire Morel. « Oui », a ajouté Mme Morel.",
     ["Claire Morel", "Claire Morel"]),
    ("fr", "« C’est faux », a dit Paul Lenoir. « C’est vrai », a dit Anne Lenoir. « Non », a dit Lenoir.",
     ["Paul Lenoir", "Anne Lenoir", None]),
    ("es", "«El puerto seguirá abierto», dijo Marta Gil, alcaldesa de Vigo. «Nadie se irá», añadió.", ["Marta Gil", "Marta Gil"]),
    ("it", "«Il ponte chiuderà», ha detto il ministro della Salute, Carlo Neri. Secondo Neri, i tempi sono «brevi».",
     ["Carlo Neri", "Carlo Neri"]),
    ("pt", "“Não há perigo”, garantiu o ministro da Saúde, Luís Couto. “Nenhum”, disse Couto.", ["Luís Couto", "Luís Couto"]),
    ("nl", "“De brug gaat dicht”, zei burgemeester Anna Bos. “Nog deze week”, voegde ze toe.", ["Anna Bos", "Anna Bos"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "names"), PASSAGES, ids=lambda value: str(value)[:40])
def test_speakers(language: str, text: str, names: list[str | None]) -> None:
    reading = _read(language, text)
    speakers = {row.id: row.name for row in reading.speakers}
    of = {row.statement: speakers.get(row.speaker or "") for row in reading.attributions}
    assert [of[row.id] for row in reading.statements] == names


def test_an_office_is_the_speakers_role_not_part_of_the_name() -> None:
    (speaker,) = _read("ru", "«Да», — сказал глава МИД России Сергей Лавин.").speakers
    assert (speaker.name, speaker.roles, speaker.kind) == ("Сергей Лавин", ("глава МИД России",), "person")


def test_a_body_speaks_under_its_name_and_somebody_unnamed_is_anonymous() -> None:
    body, nobody = _read("de", "„Ja“, teilte die Polizei mit. „Nein“, sagte eine Anwohnerin.").speakers
    assert (body.name, body.kind, body.anonymous) == ("Polizei", "organisation", False)
    assert (nobody.name, nobody.anonymous) == (None, True)


def _read(language: str, text: str) -> Reading:
    reading = read_bytes(text.encode(), "page.txt", Options(model="fast", language=language))
    assert isinstance(reading, Reading)
    return reading
