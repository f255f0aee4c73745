"""Who speaks in texts of other languages: passages, with the speaker of each statement in order; None where it is declined."""

from __future__ import annotations

import pytest

from onrecord.model import Reading
from onrecord.pipeline import read_bytes
from onrecord.settings import Options

PASSAGES = [
    ("ru", "«Мы готовы», — заявила официальный представитель МИД России Мария Захарова. По словам Захаровой, "
     "Москва «открыта для диалога».",
     ["Мария Захарова", "Мария Захарова"]),
    ("ru", "«Мост закроют», — сказал мэр Твери Иван Новиков. «Надолго», — добавил он.", ["Иван Новиков", "Иван Новиков"]),
    ("uk", "«Ми готові», — заявила речниця Сил оборони півдня Наталія Гай. За словами Гай, ситуація «під контролем».",
     ["Наталія Гай", "Наталія Гай"]),
    ("pl", "„Nie ma zagrożenia” – zapewnił minister zdrowia Piotr Wolski. Według Wolskiego sytuacja jest „pod "
     "kontrolą”.",
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
    ("de", "„Wir sperren den See“, sagte der Leiter des Ordnungsamts, Gerd Possehl. „Das Eis ist zu dünn“, so "
     "Possehl. Er ergänzte: „Niemand darf aufs Eis.“ Die Feuerwehr teilte mit: „Wir sind bereit.“",
     ["Gerd Possehl", "Gerd Possehl", "Gerd Possehl", "Feuerwehr"]),
    ("de", "Verteidigungsministerin Solveig Amthor (CDU) sagte: „Wir liefern.“ Laut Amthor ist die Lage "
     "„angespannt“. „Mehr Geld gibt es nicht“, betonte die Ministerin.",
     ["Solveig Amthor", "Solveig Amthor", "Solveig Amthor"]),
    ("de", "„Es war laut“, sagte eine Anwohnerin. „Ich hatte Angst“, sagte Ursula von der Heide. Von der Heide "
     "sagte: „Ich ziehe weg.“",
     [None, "Ursula von der Heide", "Ursula von der Heide"]),
    ("de", "„Ich bleibe“, sagte Trainer Uwe Nagelschmidt. Nagelschmidts Kollege Bernd Ott sagte: „Ich auch.“ "
     "„Gut so“, sagte Ott.",
     ["Uwe Nagelschmidt", "Bernd Ott", "Bernd Ott"]),
    ("fr", "« Nous irons jusqu’au bout », a promis Gaëlle Trémintin, secrétaire nationale du syndicat. « La "
     "grève continue », a ajouté Mme Trémintin. « Rien ne bouge », a-t-elle regretté. « Nous négocions », "
     "a assuré la SNCF.",
     ["Gaëlle Trémintin", "Gaëlle Trémintin", "Gaëlle Trémintin", "SNCF"]),
    ("fr", "Le préfet du Finistère, Arnaud Delbosc, a reconnu : « Nous avons été dépassés. » Selon M. Delbosc, "
     "la crue était « imprévisible ». « Aucun », a répondu le préfet.",
     ["Arnaud Delbosc", "Arnaud Delbosc", "Arnaud Delbosc"]),
    ("fr", "« Non », a dit Karim Benhaddou. « Si », a répondu Hélène Courtade. « Jamais », a-t-elle insisté. « "
     "C’est tout », a conclu M. Benhaddou.",
     ["Karim Benhaddou", "Hélène Courtade", "Hélène Courtade", "Karim Benhaddou"]),
    ("fr", "« Je pars », a dit Paul Lenoir. « Moi aussi », a dit Marc Tisserand. « Bien », a-t-il dit.",
     ["Paul Lenoir", "Marc Tisserand", None]),
    ("fr", "« C’était horrible », raconte un témoin. « J’ai couru », dit Marie-Laure de Kersauson. « J’ai eu "
     "peur », confie Mme de Kersauson.",
     [None, "Marie-Laure de Kersauson", "Marie-Laure de Kersauson"]),
    ("es", "“Quedan preguntas”, admitió la fiscal general, Dolores Urquijo. “La ley es igual para todos”, "
     "añadió. Según Urquijo, el caso es “complejo”. “No comentamos”, dijo la Policía Nacional.",
     ["Dolores Urquijo", "Dolores Urquijo", "Dolores Urquijo", "Policía Nacional"]),
    ("es", "“Nunca imaginé algo así”, cuenta Eusebio Maldonado, agricultor de 60 años. “Se lo llevó todo”, dice "
     "Maldonado. “Volveré”, promete él.",
     ["Eusebio Maldonado", "Eusebio Maldonado", "Eusebio Maldonado"]),
    ("es", "El consejero de Sanidad, Íñigo Errazquin, respondió: “No hay listas”. “Es falso”, replicó la "
     "diputada Nadia Carrascosa. “Mienten”, insistió ella. “No”, zanjó Errazquin.",
     ["Íñigo Errazquin", "Nadia Carrascosa", "Nadia Carrascosa", "Íñigo Errazquin"]),
    ("es", "“Sí”, dijo Juan Ignacio Fernández de Luarca. “No”, dijo Pedro Sanz. “Quizá”, dijo él.",
     ["Juan Ignacio Fernández de Luarca", "Pedro Sanz", None]),
    ("es", "“Oímos gritos”, contó una vecina. “Llamé a la policía”, dijo Rosa María Etxeberria. “Tardaron”, "
     "lamentó Etxeberria.",
     [None, "Rosa María Etxeberria", "Rosa María Etxeberria"]),
    ("it", "«Abbiamo fatto tutto», ha spiegato il primario, Ettore Bellavista. «Il paziente è stabile», ha "
     "aggiunto Bellavista. «Speriamo», ha detto lui. «Indaghiamo», conferma la procura.",
     ["Ettore Bellavista", "Ettore Bellavista", "Ettore Bellavista", "procura"]),
    ("it", "La vicepremier Luisa Tornatore (FI) ha risposto: «Nessuna tassa». Secondo Tornatore, la riforma è "
     "«pronta». «Avanti così», ha concluso la vicepremier.",
     ["Luisa Tornatore", "Luisa Tornatore", "Luisa Tornatore"]),
    ("it", "«No», ha detto Fabrizio Cursi. «Sì», ha replicato Elena Scarpa. «Mai», ha ribadito lei. «Basta», ha "
     "detto Cursi.",
     ["Fabrizio Cursi", "Elena Scarpa", "Elena Scarpa", "Fabrizio Cursi"]),
    ("it", "«Vado», ha detto Marco Sala. «Anch’io», ha detto Luca Conti. «Bene», ha detto lui.",
     ["Marco Sala", "Luca Conti", None]),
    ("it", "«Ho visto il fumo», racconta un residente. «Ho chiamato aiuto», dice Maria Grazia Lo Presti. «Sono "
     "salva», ripete Lo Presti.",
     [None, "Maria Grazia Lo Presti", "Maria Grazia Lo Presti"]),
    ("pt", "“Não sabemos”, admitiu a diretora do hospital, Benedita Valadares. “A verdade virá”, disse "
     "Valadares. “É uma questão de tempo”, acrescentou ela. “As buscas continuam”, informou o Corpo de "
     "Bombeiros.",
     ["Benedita Valadares", "Benedita Valadares", "Benedita Valadares", "Corpo de Bombeiros"]),
    ("pt", "O governador Ubirajara Menezes (PSD) respondeu: “Não há crise”. Segundo Menezes, o estado está “em "
     "dia”. “Vou até o fim”, disse o governador.",
     ["Ubirajara Menezes", "Ubirajara Menezes", "Ubirajara Menezes"]),
    ("pt", "“Não”, disse Hugo Cristal. “Sim”, respondeu Catarina Sarmento Lopes. “Sempre”, insistiu ela. "
     "“Chega”, disse Cristal.",
     ["Hugo Cristal", "Catarina Sarmento Lopes", "Catarina Sarmento Lopes", "Hugo Cristal"]),
    ("pt", "“Vou”, disse Pedro Couto. “Também”, disse João Vaz. “Bom”, disse ele.",
     ["Pedro Couto", "João Vaz", None]),
    ("pt", "“Ouvi tiros”, contou uma testemunha. “Fugi”, disse Ivonete dos Reis. “Tive sorte”, disse Reis.",
     [None, "Ivonete dos Reis", "Ivonete dos Reis"]),
    ("nl", "“We deden alles”, zei ziekenhuisdirecteur Marijke Terpstra. “Het was zwaar”, aldus Terpstra. “Heel "
     "zwaar”, voegde ze toe. “De zoektocht gaat verder”, meldt de politie.",
     ["Marijke Terpstra", "Marijke Terpstra", "Marijke Terpstra", "politie"]),
    ("nl", "VVD-leider Sander Brinkhorst reageerde: “Dit is onverantwoord.” Volgens Brinkhorst is het plan "
     "“dood”. “Ik ga door”, zei hij.",
     ["Sander Brinkhorst", "Sander Brinkhorst", "Sander Brinkhorst"]),
    ("nl", "“Ik ga”, zei Piet de Wit. “Ik ook”, zei Jan Kuiper. “Goed”, zei hij.",
     ["Piet de Wit", "Jan Kuiper", None]),
    ("nl", "“Ik hoorde een knal”, vertelt een bewoner. “Ik rende weg”, zegt Ellie van Rijswijk. “Ik beef nog”, "
     "zegt Van Rijswijk.",
     [None, "Ellie van Rijswijk", "Ellie van Rijswijk"]),
    ("pl", "„Nie wiemy”, przyznała dyrektor szpitala Bożena Walczyńska. Według Walczyńskiej pacjent jest "
     "„stabilny”. „Czekamy” – dodała ona. „Trwa śledztwo” – potwierdziła prokuratura.",
     ["Bożena Walczyńska", "Bożena Walczyńska", "Bożena Walczyńska", "prokuratura"]),
    ("pl", "Wicepremier Tomasz Orlicki (PSL) odpowiedział: „Nie będzie podatków”. Zdaniem Orlickiego reforma "
     "jest „gotowa”. „Idziemy dalej” – powiedział Orlicki.",
     ["Tomasz Orlicki", "Tomasz Orlicki", "Tomasz Orlicki"]),
    ("pl", "„Nie” – powiedział Krzysztof Brejta. „Tak” – odparła Agata Wierzbowska. „Zawsze” – dodała ona. "
     "„Dość” – powiedział Brejta.",
     ["Krzysztof Brejta", "Agata Wierzbowska", "Agata Wierzbowska", "Krzysztof Brejta"]),
    ("pl", "„Idę” – powiedział Jan Nowak. „Ja też” – powiedział Adam Kos. „Dobrze” – powiedział on.",
     ["Jan Nowak", "Adam Kos", None]),
    ("pl", "„Słyszałam huk” – opowiada mieszkanka. „Uciekłam” – mówi Barbara Kossak-Zielińska. Według "
     "Kossak-Zielińskiej „było ciemno”.",
     [None, "Barbara Kossak-Zielińska", "Barbara Kossak-Zielińska"]),
    ("ru", "«Мы не знаем причин», — признала главврач больницы Зинаида Кольцова. По словам Кольцовой, больной "
     "«стабилен». «Ждём», — добавила она. «Идёт следствие», — сообщила прокуратура.",
     ["Зинаида Кольцова", "Зинаида Кольцова", "Зинаида Кольцова", "прокуратура"]),
    ("ru", "Вице-губернатор Степан Ярцев ответил: «Налогов не будет». По мнению Ярцева, реформа «готова». «Идём "
     "дальше», — сказал он.",
     ["Степан Ярцев", "Степан Ярцев", "Степан Ярцев"]),
    ("ru", "«Нет», — сказал Олег Никонов. «Да», — ответила Софья Донцова. «Всегда», — добавила она. «Хватит», — "
     "сказал Никонов.",
     ["Олег Никонов", "Софья Донцова", "Софья Донцова", "Олег Никонов"]),
    ("ru", "«Иду», — сказал Иван Новиков. «И я», — сказал Олег Кос. «Хорошо», — сказал он.",
     ["Иван Новиков", "Олег Кос", None]),
    ("ru", "«Был взрыв», — рассказала жительница. «Я бежала», — говорит Галина Петровых. По словам Петровых, "
     "«было темно».",
     [None, "Галина Петровых", "Галина Петровых"]),
    ("uk", "«Ми не знаємо причин», — визнала головна лікарка лікарні Зінаїда Кольченко. За словами Кольченко, "
     "хворий «стабільний». «Чекаємо», — додала вона. «Триває слідство», — повідомила прокуратура.",
     ["Зінаїда Кольченко", "Зінаїда Кольченко", "Зінаїда Кольченко", "прокуратура"]),
    ("uk", "Віцепрем’єр Степан Ярчук відповів: «Податків не буде». На думку Ярчука, реформа «готова». «Йдемо "
     "далі», — сказав він.",
     ["Степан Ярчук", "Степан Ярчук", "Степан Ярчук"]),
    ("uk", "«Ні», — сказав Олег Синєгір. «Так», — відповіла Ірина Ставничук. «Завжди», — додала вона. «Досить», "
     "— сказав Синєгір.",
     ["Олег Синєгір", "Ірина Ставничук", "Ірина Ставничук", "Олег Синєгір"]),
    ("uk", "«Іду», — сказав Іван Новик. «І я», — сказав Олег Кіс. «Добре», — сказав він.",
     ["Іван Новик", "Олег Кіс", None]),
    ("uk", "«Був вибух», — розповіла мешканка. «Я бігла», — каже Оксана Погоріла. За словами Погорілої, «було темно».",
     [None, "Оксана Погоріла", "Оксана Погоріла"]),
    ("de", "Umweltsenator Falk Röhrig (Linke) kritisierte: „Das Verfahren ist undurchsichtig.“ Röhrig zufolge "
     "sind die Akten „verschwunden“. „Das prüfen wir“, versprach der Senator. „Alles Unsinn“, sagte ein "
     "Sprecher der Firma.",
     ["Falk Röhrig", "Falk Röhrig", "Falk Röhrig", None]),
    ("de", "„Wir gewinnen“, sagte Katrin Moll. Ihr Gegner Heiner Lutz sagte: „Wir auch.“ „Abwarten“, sagte Moll.",
     ["Katrin Moll", "Heiner Lutz", "Katrin Moll"]),
    ("fr", "Le général Hubert Lassalle a averti : « La menace est réelle. » D’après Lassalle, l’armée est « "
     "prête ». « Pas de panique », a tempéré le ministère.",
     ["Hubert Lassalle", "Hubert Lassalle", "ministère"]),
    ("fr", "« J’y crois », assure la maire, Odile Pérignon. « On avance », dit-elle. « Trop lentement », déplore"
     " son adjoint Félix Gaspard. « Patience », répond Mme Pérignon.",
     ["Odile Pérignon", "Odile Pérignon", "Félix Gaspard", "Odile Pérignon"]),
    ("es", "El alcalde de Murcia, Joaquín Tébar, aseguró: “La obra acabará en julio”. Tébar añadió que “no habrá"
     " sobrecostes”. “No le creo”, respondió la edil socialista Begoña Lafuente. “Miente”, insistió "
     "Lafuente.",
     ["Joaquín Tébar", "Joaquín Tébar", "Begoña Lafuente", "Begoña Lafuente"]),
    ("es", "“Es un honor”, dijo la actriz Candela Ferreiro. “Lloré al saberlo”, confesó la actriz. “Lo merece”, "
     "dijo su hermano.",
     ["Candela Ferreiro", "Candela Ferreiro", None]),
    ("it", "Il sindaco di Parma, Ruggero Malvasi, ha dichiarato: «La piazza riapre». Per Malvasi, è «una festa»."
     " «Troppo tardi», attacca la consigliera Silvia Brandolini. «Anni di ritardi», aggiunge Brandolini.",
     ["Ruggero Malvasi", "Ruggero Malvasi", "Silvia Brandolini", "Silvia Brandolini"]),
    ("it", "«È un onore», ha detto l’attrice Bianca Morosini. «Ho pianto», ha confessato l’attrice. «Se lo "
     "merita», dice un amico.",
     ["Bianca Morosini", "Bianca Morosini", None]),
    ("pt", "O prefeito de Olinda, Anísio Catunda, garantiu: “A obra acaba em julho”. Catunda disse que “não "
     "haverá atrasos”. “É mentira”, reagiu a vereadora Jurema Tavares. “Ele mente”, reforçou Tavares.",
     ["Anísio Catunda", "Anísio Catunda", "Jurema Tavares", "Jurema Tavares"]),
    ("pt", "“É uma honra”, disse a atriz Débora Lins. “Chorei”, confessou a atriz. “Ela merece”, disse um amigo.",
     ["Débora Lins", "Débora Lins", None]),
    ("nl", "Wethouder Anouk Scheltema zei: “Het plein gaat open.” Volgens Scheltema is het “een feest”. “Veel te"
     " laat”, zegt raadslid Wouter Hoekzema. “Jaren vertraging”, aldus Hoekzema.",
     ["Anouk Scheltema", "Anouk Scheltema", "Wouter Hoekzema", "Wouter Hoekzema"]),
    ("nl", "“Een eer”, zei actrice Fleur Bakhuis. “Ik moest huilen”, bekende de actrice. “Ze verdient het”, zegt"
     " een vriend.",
     ["Fleur Bakhuis", "Fleur Bakhuis", None]),
    ("pl", "Prezydent Łodzi Hubert Świderek zapewnił: „Plac będzie otwarty”. Według Świderka to „święto”. „Za "
     "późno” – oceniła radna Kinga Mroczek. „Lata opóźnień” – dodała Mroczek.",
     ["Hubert Świderek", "Hubert Świderek", "Kinga Mroczek", "Kinga Mroczek"]),
    ("pl", "„To zaszczyt” – powiedziała aktorka Lidia Zawada. „Płakałam” – przyznała aktorka. „Zasłużyła” – mówi"
     " sąsiad.",
     ["Lidia Zawada", "Lidia Zawada", None]),
    ("ru", "Мэр Самары Глеб Ташков заверил: «Площадь откроют». По словам Ташкова, это «праздник». «Слишком "
     "поздно», — считает депутат Римма Агеева. «Годы задержек», — добавила Агеева.",
     ["Глеб Ташков", "Глеб Ташков", "Римма Агеева", "Римма Агеева"]),
    ("ru", "«Это честь», — сказала актриса Лидия Завьялова. «Я плакала», — призналась актриса. «Она заслужила», "
     "— говорит сосед.",
     ["Лидия Завьялова", "Лидия Завьялова", None]),
    ("uk", "Мер Вінниці Гліб Ташко запевнив: «Площу відкриють». За словами Ташка, це «свято». «Запізно», — "
     "вважає депутатка Римма Агієнко. «Роки затримок», — додала Агієнко.",
     ["Гліб Ташко", "Гліб Ташко", "Римма Агієнко", "Римма Агієнко"]),
    ("uk", "«Це честь», — сказала акторка Лідія Завадська. «Я плакала», — зізналася акторка. «Вона заслужила», —"
     " каже сусід.",
     ["Лідія Завадська", "Лідія Завадська", None]),
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
