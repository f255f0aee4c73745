"""Who a mention stands for in passages as newspapers print them: politics, courts, sport, business, the neighbourhood."""

from __future__ import annotations

import pytest
from tests.speakers.marked import resolved

POLITICS = {
    "two men, who spoke last": "Prime Minister Radek Novotny met his rival, Tomas Hlavac, on Tuesday. {“The talks were hard,”} "
    "[Novotny=Radek Novotny] said. {“We will meet again,”} [he=Radek Novotny] added.",
    "a senator and a governor": "Sen. Claudia Reyes, D-N.M., voted against the bill. Gov. Hank Oberlin signed it. {It will hurt "
    "families}, [the senator=Claudia Reyes] said. {It will not}, [the governor=Hank Oberlin] said.",
    "party and state": "Rep. Dana Whitlock, a Democrat from Michigan, sits next to Rep. Bob Carver, an Ohio Republican. [The Michigan "
    "Democrat=Dana Whitlock] said {the vote was close}. [The Ohio Republican=Bob Carver] said {it was not}.",
    "party in brackets": "Rep. Dana Whitlock (D-Mich.) sits next to Rep. Bob Carver (R-Ohio). [The Republican=Bob Carver] said {the vote "
    "was close}. [The Democrat=Dana Whitlock] said {it was not}.",
    "former and present": "Former President Luis Calderon and President Ana Lopez shook hands. {It went well}, [the former "
    "president=Luis Calderon] said. {It did}, [the president=Ana Lopez] said.",
    "nominee": "Republican nominee Dan Foss and Mayor Alice Moor debated in Akron. {The city is broke}, [the nominee=Dan Foss] said. {It "
    "is not}, [the mayor=Alice Moor] said.",
    "two leaders": "President Ana Lopez met Chancellor Karl Weiss in Bonn. [The two leaders=Ana Lopez and Karl Weiss] said {they would "
    "sign in May}.",
    "governments by their capitals": "{The border is open}, [Moscow=Moscow] said. {It is not}, [Warsaw=Warsaw] said.",
    "a ministry": "The Health Ministry confirmed 20 cases. {Nobody has died}, [the ministry=Health Ministry] said.",
    "party people": "Gov. Hank Oberlin signed the bill. [Fellow Republicans=?] said {it went too far}. [Critics=?] said {it did not}.",
    "advisers of somebody": "Ana Lopez won. [Two of her advisers=?] said {she would resign}. [Aides to Ms. Lopez=?] denied {that}.",
    "campaign": "Dan Foss lost Ohio. {We fight on}, [his campaign=Dan Foss’s campaign] said.",
    "spokeswoman of a body": "The Treasury froze the accounts. {It had to}, said [a Treasury spokeswoman=?]. {Until June}, [the "
    "spokeswoman=?] added.",
    "spokesman with a name": "Ana Lopez’s spokesman, Emil Krantz, took questions. {She will run}, [the spokesman=Emil Krantz] said. "
    "{She is well}, [he=Emil Krantz] added.",
    "a pope": "Pope Adrian flew to Quito. {Forgive them}, [the pope=Adrian] said. {Love them}, [the pontiff=Adrian] said.",
    "a speaker of the house": "House Speaker Glen Barrow met Rep. Dana Whitlock. {No deal}, [the speaker=Glen Barrow] said.",
    "foreign minister": "Foreign Minister Khalid al-Rashidi met Prime Minister Omar Benali. {We agree}, [the foreign "
    "minister=Khalid al-Rashidi] said. {We do}, [the prime minister=Omar Benali] said.",
}  # fmt: skip

COURTS = {
    "judge": "Judge Elena Petrov heard the case of Dmitri Volkov. {The evidence was thin}, [the judge=Elena Petrov] ruled.",
    "lawyer in apposition": "Dmitri Volkov sat beside his lawyer, Anna Kuznetsova. {“He is innocent,”} [the lawyer=Anna Kuznetsova] "
    "said.",
    "lawyer without a name": "Dmitri Volkov was freed on Monday. {He is relieved}, [his lawyer=?] said.",
    "suspect": "Police arrested Karl Dunn, 41, on Friday. {“I did nothing,”} [the suspect=Karl Dunn] said.",
    "defendant and judge": "Judge Elena Petrov sentenced Karl Dunn to nine years. {“I did nothing,”} [the defendant=Karl Dunn] said.",
    "police": "{The man had a knife}, [police=?] said. {He ran}, [officers at the scene=?] said.",
    "prosecutor": "Prosecutor Ines Prado asked for nine years. Karl Dunn listened. {He planned it}, [the prosecutor=Ines "
    "Prado] said. {He "
    "is dangerous}, [she=Ines Prado] said.",
    "mother of the victim": "Karl Dunn was sentenced on Friday. {Nine years are not enough}, [the victim’s mother=?] said.",
    "court": "The Lund District Court freed Karl Dunn. {There was no proof}, [the court=Lund District Court] said.",
    "jurors": "The trial ended on Friday. [Two of the jurors=?] said {they had doubts}. [One juror=?] said {she wept}.",
}  # fmt: skip

SPORT = {
    "coach and striker": "Coach Dale Rudd benched striker Ben Okafor. {“He was tired,”} [Rudd=Dale Rudd] said. {“I was not,”} [the "
    "striker=Ben Okafor] said.",
    "age": "Lucia Ferrante, 34, joined the club in May. {“I came to win,”} [the 34-year-old=Lucia Ferrante] said.",
    "age tells two apart": "Marek Dvorak, 29, beat Olaf Lind, 34, in three sets. {“He was better,”} [the 34-year-old=Olaf Lind] said.",
    "age and trade": "Marek Dvorak beat Olaf Lind in three sets. Dvorak is 29. {“I served well,”} [the 29-year-old Czech=Marek Dvorak] "
    "said.",
    "the club": "Northgate United sacked Dale Rudd. {We thank him}, [the club=Northgate United] said.",
    "a body and its it": "{There was no doping}, [the Lund Athletics Federation=Lund Athletics Federation] said. {No test "
    "failed}, [it=Lund "
    "Athletics Federation] added.",
    "fans": "Northgate United lost again. {“Rudd out,”} [the crowd=?] chanted. {“Stay,”} [some fans=?] shouted.",
    "one name": "Zahara won her third title. {“I am free,”} [Zahara=Zahara] said. {“At last,”} [she=Zahara] added.",
    "nickname in quote marks": "Robert “Bobby” Castellano fought Hector Ruiz. {“He is slow,”} [Bobby Castellano=Robert "
    "“Bobby” Castellano] "
    "said.",
    "an opponent’s he": "Marek Dvorak beat Olaf Lind. {“Lind fought hard,”} [he=Marek Dvorak] said.",
}  # fmt: skip

BUSINESS = {
    "company, chief, pronouns": "Shares of Brightwater Energy fell 8%. {Demand will recover}, [the company=Brightwater "
    "Energy] said. {“We are "
    "sure,”} [Chief Executive Laura Stein=Laura Stein] said. {“Very,”} [she=Laura Stein] added.",
    "carmaker": "Volkanto Motors recalled 10,000 cars. {No one was hurt}, [the carmaker=Volkanto Motors] said.",
    "airline": "Skyward Airlines cancelled forty flights. {Crews are ill}, [the airline=Skyward Airlines] said.",
    "union": "The National Nurses Union called a strike. {We have no choice}, [the union=National Nurses Union] said.",
    "bank": "Castle & Hume Bank sold its branches. {The price was fair}, [the bank=Castle & Hume Bank] said.",
    "familiar with": "{The bank will cut 500 jobs}, [two people familiar with the plans=?] said. {It will}, [one of the people=?] said.",
    "briefed": "{The sale is off}, [a person briefed on the talks=?] said. {It is dead}, [the person=?] said.",
    "close to the family": "{They will sell}, [sources close to the family=?] said.",
    "analysts": "{Shares will fall}, [analysts at Castle & Hume Bank=?] said. {They will rise}, [most economists=?] think.",
    "chief executive": "Laura Stein, chief executive of Brightwater Energy, spoke to Omar Haddad, its chairman. {We grow}, [the chief "
    "executive=Laura Stein] said. {We do}, [the chairman=Omar Haddad] said.",
    "founder": "Founder Wei Zhang left Brightwater Energy in March. {“I was tired,”} [the founder=Wei Zhang] said.",
    "letter": "Laura Stein left on Monday. {She had to}, [a letter to staff=?] said. {She will be missed}, [the letter=?] said.",
    "study": "{Sleep helps}, [a new study=?] found. {It helps most}, [the researchers=?] wrote.",
    "it of a company": "Brightwater Energy sold its mines. {Coal is finished}, [the company=Brightwater Energy] said. {Sun is not}, "
    "[it=Brightwater Energy] said.",
    "they of a body": "The Harbour Pilots Association wrote to the ministry. {The pay is too low}, [the pilots=?] said.",
}  # fmt: skip

NEIGHBOURHOOD = {
    "spouses": "Mark and Diane Feller bought the house in 2010. {“It leaked,”} [Diane Feller=Diane Feller] said. {“We fixed it,”} [her "
    "husband=Mark Feller] said.",
    "spouses by title": "Mark and Diane Feller bought the house. {“It leaked,”} [Mrs. Feller=Diane Feller] said. {“Badly,”} [Mr. "
    "Feller=Mark Feller] said.",
    "the couple": "Mark and Diane Feller bought the house. {It leaked}, [the couple=Mark Feller and Diane Feller] said.",
    "mother of two": "Bridget Sloane lost her flat in the fire. {“We have nothing left,”} [the mother of two=Bridget Sloane] said.",
    "resident": "Bridget Sloane lives on Elm Street. {It was loud}, [the longtime resident=Bridget Sloane] said.",
    "neighbours": "Bridget Sloane lost her flat. {It was loud}, [neighbours=?] said. {Very loud}, [one neighbour=?] said.",
    "chief of police and mayor": "Springfield Mayor Tom Hale and police chief Rita Gomez spoke. {“Crime is down,”} [the chief=Rita "
    "Gomez] said. {“It is,”} [the mayor=Tom Hale] said.",
    "a man and a woman": "Rita Gomez met Tom Hale at the school. {“It will cost more,”} [he=Tom Hale] said. {“It will not,”} [she=Rita "
    "Gomez] said.",
    "a ship is no speaker": "The Aurora left port at noon; she carries 400 people. Captain Nils Berg stood with First Mate "
    "Karin Holm. {“All is "
    "well,”} [she=Karin Holm] said.",
    "teacher": "Ines Prado, a teacher at Lund High School, found the boy. {“He was cold,”} [the teacher=Ines Prado] said.",
    "letter to the editor": "[I=Margaret Toll] believe {the bridge should stay}. It is older than all of us.\n\nMargaret "
    "Toll, Springfield",
    "who behind an apposition": "Ines Prado, a nurse from Leeds, [who=Ines Prado] says {it is cold}, went home.",
    "his mother": "Joan Pratt waited for her son, Will Pratt. {“He is late,”} [his mother=Joan Pratt] said.",
    "her son": "Joan Pratt waited for her son, Will Pratt. {“I was late,”} [her son=Will Pratt] said.",
}  # fmt: skip

NAMES = {
    "Hope": "Hope Delaney runs the shelter. {“We are full,”} [Hope=Hope Delaney] said. {We hope}, [Delaney=Hope Delaney] said.",
    "May in May": "Prime Minister Joan May arrived. [May=Joan May] said {talks would go on}. In May, [she=Joan May] said {they would "
    "not}.",
    "Mark": "Mark Field and his brother opened the shop. {“It is small,”} [Mark=Mark Field] said.",
    "Will at the start": "Will Summers spoke. {“It will snow,”} [Will Summers=Will Summers] said. Will it? {“It will,”} [Summers=Will "
    "Summers] said.",
    "junior and senior": "Harold Finch Jr. took over from Harold Finch Sr. in May. {“He stays,”} [Finch Jr.=Harold Finch Jr.] said.",
    "two surnames, the first used": "Mexico’s president, Andrés Ortega Villarreal, spoke. {“No,”} [Ortega=Andrés Ortega "
    "Villarreal] said.",
    "Chinese": "Premier Zhou Wenbin spoke. {“Growth will return,”} [Zhou=Zhou Wenbin] said. {“Soon,”} [Premier Zhou=Zhou Wenbin] said.",
    "Korean": "Coach Kim Tae-won came. {“We lost,”} [Kim=Kim Tae-won] said. {“Twice,”} [he=Kim Tae-won] said.",
    "Vietnamese": "Prime Minister Nguyen Van Thanh spoke. {“We agree,”} [Thanh=Nguyen Van Thanh] said.",
    "Arabic": "Foreign Minister Khalid al-Rashidi came. {“No,”} [Al-Rashidi=Khalid al-Rashidi] said. {“Never,”} [Rashidi=Khalid "
    "al-Rashidi] said.",
    "Dutch": "Minister Joost van den Broek came. {“No,”} [Van den Broek=Joost van den Broek] said. {“Never,”} [he=Joost van den "
    "Broek] said.",
    "initials": "The writer J.K. Marlow came. {“No,”} [Marlow=J.K. Marlow] said.",
    "apostrophe": "Siobhán O’Dowd came. {“No,”} [O’Dowd=Siobhán O’Dowd] said. {“Never,”} [she=Siobhán O’Dowd] said.",
    "two spellings": "Oleksandr Zelenchuk came. {“No,”} [Aleksandr Zelenchuk=Oleksandr Zelenchuk] said.",
    "of two Novaks": "Petra Novak and Jan Novak came. {“No,”} [Ms. Novak=Petra Novak] said. {“Yes,”} [Jan=Jan Novak] said.",
    "two of one given name": "Petra Novak met Petra Lind. {“No,”} [Petra=-] said.",
    "a role before it": "{“No,”} said [Springfield fire captain Leon Marsh=Leon Marsh]. {“Yes,”} [Capt. Marsh=Leon Marsh] said.",
    "first by surname": "{“No,”} [Marsh=Leon Marsh] said. Leon Marsh has been captain since May.",
}  # fmt: skip

TALK = {
    "interview": "Laura Stein runs a mine.\n\nQ: Do you like it?\n\nA: [I=Laura Stein] think {it is fine}.\n\nQ: Why?\n\nA: It pays.",
    "briefing": "REPORTER: Is it true?\n\nMR. BARROW: [I=BARROW] believe {it is}.\n\nREPORTER: Really?\n\nMR. BARROW: Yes.",
    "I within": "[Ivo Santos=Ivo Santos] said, {“I hate it”}.",
}  # fmt: skip


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(text, id=name)
        for table in (POLITICS, COURTS, SPORT, BUSINESS, NEIGHBOURHOOD, NAMES, TALK)
        for name, text in table.items()
    ],
)
def test_passage(marked: str) -> None:
    shown, expected, rows = resolved(marked)
    assert shown == expected, [row.reason for row, _ in rows]
