"""The words with which ``check_mutations`` changes sentences: pairs, printed for original. No list of the program's is read."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


DANGER = _set(
    """not never no nobody nothing none neither nor without cannot can could may might must shall will would should all any
    some many much few most more less fewer least half both either only every each everybody everything nearly almost
    about always often first second third one two three four five six seven eight nine ten eleven twelve twenty thirty
    forty fifty hundred thousand million billion percent today tomorrow tonight yesterday years year months weeks days
    if unless maybe perhaps probably longer far except refuse deny false wrong lost single own same last next before
    after whether little great different twice year's hundreds thousands"""
)
"""Words that a harmless cut must not hold."""

NUMBERS = {
    "14": "41", "48": "84", "20": "30", "31": "13", "6": "9", "19": "90", "12": "21", "9": "6", "38": "83", "40": "14",
    "150": "105", "420": "240", "600": "300", "62": "26", "310": "130", "22": "12", "140": "410", "18": "81", "60": "16",
    "25": "52", "23,000": "32,000", "8,000": "800", "5,200": "2,500", "3,100": "1,300", "2,600": "6,200", "2,700": "7,200",
    "9,000": "90,000", "60,000": "16,000", "3.5": "5.3", "1.2": "12", "1.4": "4.1", "2": "20",
    "1964": "1946", "2011": "2001", "2019": "2009", "1946": "1964", "2027": "2037", "2018": "2008", "2016": "2006",
    "2020": "2010", "2021": "2012", "1975": "1957", "2022": "2002", "2017": "2007", "2015": "2005",
}  # fmt: skip
WORD_NUMBERS = {
    "six": "nine", "eleven": "seven", "two": "three", "forty": "fourteen", "ten": "twenty",
    "seven": "eleven", "fifty": "fifteen", "three": "two", "four": "five", "eight": "eighty", "twelve": "twenty",
    "thirty-one": "thirteen", "nine": "ninety", "thirty": "thirteen", "ninety": "nineteen", "five": "nine",
    "May": "March", "March": "May", "Tuesday": "Thursday", "Thursday": "Tuesday", "September": "December",
    "January": "June", "June": "July", "Monday": "Sunday", "August": "April", "October": "November", "Sunday": "Monday",
    "Friday": "Monday", "February": "January", "April": "August", "November": "October", "million": "billion",
    "billion": "million", "Four": "Five", "year": "month", "hour": "minute", "minutes": "hours",
    "weeks": "months", "millimeters": "centimeters", "tons": "barrels", "second": "third",
}  # fmt: skip
NEGATIONS = {
    "nobody": "somebody", "Nobody": "Somebody", "without": "with", "unacceptable": "acceptable", "never": "always",
    "none": "some", "None": "Some", "Neither": "Either", "neither": "both", "unnecessary": "necessary",
    "unfinished": "finished", "nothing": "something", "disagree": "agree", "false": "true", "No": "Every",
    "unjustified": "justified", "unsolvable": "solvable",
}  # fmt: skip
NAMES = {
    "Harlow": "Marlow", "Okafor": "Okoye", "Benton": "Trenton", "Canal": "Mill", "Brendan": "Matthew", "Eastfield": "Westfield",
    "Halvorsen": "Haraldsen", "Tanaka": "Tamura", "Reyes": "Ramos", "Brussels": "Berlin", "Delacroix": "Delors",
    "Ionescu": "Popescu", "Dayton": "Denver", "Tom": "Tim", "Ruth": "Judith", "Feldman": "Feldmann-Weiss", "Poland": "Portugal",
    "Leeds": "Hull", "Norsk": "Svensk", "Rotterdam": "Antwerp", "Thanksgiving": "Easter", "Pryce": "Boyce", "Brandt": "Brody",
    "Bible": "Koran", "America": "England", "Senate": "House", "Union": "Empire", "Christmas": "Easter", "Judith": "Ruth",
}  # fmt: skip
MODALS = {
    "will": "might", "can": "must", "would": "will", "could": "can", "may": "will", "might": "will", "must": "can",
    "should": "could", "shall": "may", "probably": "certainly", "Maybe": "Certainly", "if": "when",
}  # fmt: skip
QUANTIFIERS = {
    "all": "some", "All": "Some", "some": "all", "Most": "Few", "most": "some", "Every": "Any", "every": "some", "half": "most",
    "many": "few", "least": "most", "fewer": "more", "always": "often", "everybody": "somebody", "everything": "something",
    "few": "many", "both": "either", "nearly": "exactly", "almost": "exactly", "Each": "Some", "exactly": "about", "twice": "once",
    "any": "every", "more": "less", "only": "mostly", "whole": "half",
}  # fmt: skip
DROPPED_QUANTIFIERS = ("only ", "nearly ", "almost ", "about ", "at least ", "more than ", "exactly ", "fewer than ")
DIRECTIONS = {
    "before": "after", "after": "before", "rise": "fall", "risen": "fallen", "fallen": "risen", "rises": "falls",
    "lower": "raise", "raise": "lower", "up": "down", "down": "up", "ahead": "behind", "behind": "ahead", "grown": "shrunk",
    "supported": "opposed", "support": "oppose", "against": "for", "cheaper": "costlier", "buy": "sell", "sell": "buy",
    "east": "west", "north": "south", "south": "north", "decreased": "increased", "longer": "shorter", "win": "lose",
    "lose": "win", "accept": "reject", "worst": "best", "best": "worst", "better": "worse", "less": "more", "more": "less",
    "slow": "fast", "above": "below", "worse": "better", "right": "wrong", "wrong": "right", "high": "low", "weak": "strong",
    "open": "close", "close": "open", "higher": "lower", "safe": "dangerous", "poor": "rich", "rich": "poor",
    "living": "dead", "dead": "living", "earlier": "later", "friend": "foe", "foe": "friend", "he": "she", "she": "he",
    "we": "they", "We": "They", "his": "her", "my": "your", "our": "their",
}  # fmt: skip
TENSES = {
    "is": "was", "are": "were", "has": "had", "have": "had", "was": "is", "were": "are", "said": "says", "think": "thought",
    "know": "knew", "told": "tells", "wants": "wanted", "want": "wanted", "holds": "held", "need": "needed", "carries": "carried",
    "believe": "believed", "costs": "cost", "stands": "stood", "remember": "remembered", "asked": "asks", "pray": "prayed",
    "works": "worked", "drives": "drove", "bought": "buys", "closed": "closes", "paid": "pays", "called": "calls",
}  # fmt: skip
SYNONYMS = {
    "big": "large", "help": "assist", "told": "informed", "begin": "start", "start": "begin", "room": "hall", "money": "cash",
    "answer": "reply", "question": "query", "anger": "fury", "people": "folks", "children": "kids", "talk": "speak",
    "problem": "issue", "repair": "fix", "quickly": "swiftly", "close": "shut", "plan": "scheme", "drive": "ride",
    "road": "street", "roads": "streets", "company": "firm", "hire": "employ", "hired": "employed", "newspaper": "paper",
    "engineers": "experts", "steel": "iron", "debt": "deficit", "farm": "estate", "farms": "estates", "hospital": "clinic",
    "river": "stream", "trucks": "lorries", "customers": "clients", "numbers": "figures", "home": "house", "homes": "houses",
    "estimate": "guess", "warned": "cautioned", "investigators": "inspectors", "factory": "plant", "wheat": "grain",
    "border": "frontier", "bread": "food", "power": "strength", "nation": "country", "freedom": "liberty", "task": "job",
    "ground": "soil", "war": "conflict", "hope": "wish", "bold": "brave", "truth": "reality", "taxes": "duties",
    "burden": "load", "price": "cost", "voters": "citizens", "station": "post", "bridge": "span", "council": "board",
}  # fmt: skip
CONTRACTIONS = {
    "I'm": "I am", "don't": "do not", "That's": "That is", "that's": "that is", "can't": "cannot", "won't": "will not",
    "I'd": "I would", "we've": "we have", "I've": "I have", "it's": "it is", "isn't": "is not", "didn't": "did not",
    "I'll": "I will", "It's": "It is", "I am": "I'm", "It is": "It's", "it is": "it's", "We are": "We're", "I will": "I'll",
    "we are": "we're", "do not": "don't", "did not": "didn't", "is not": "isn't", "I have": "I've", "We have": "We've",
    "cannot": "can't", "would not": "wouldn't", "They've": "They have", "we'll": "we will", "You can": "You can",
    "hasn't": "has not", "wouldn't": "would not", "We'll": "We will", "What's": "What is", "has not": "hasn't",
}  # fmt: skip
SPELLINGS = {
    "color": "colour", "neighbors": "neighbours", "neighborhoods": "neighbourhoods", "percent": "per cent",
    "honored": "honoured", "colored": "coloured", "labor": "labour", "millimeters": "millimetres",
    "apologize": "apologise", "paralyzes": "paralyses", "okay": "OK", "symbolizing": "symbolising",
    "recognize": "recognise", "vigor": "vigour", "tons": "tonnes", "battle-field": "battlefield", "can not": "cannot",
}  # fmt: skip
FIGURES = {
    "20 percent": "20%", "40 percent": "40%", "9 percent": "nine percent", "eight percent": "8 percent", "62 percent": "62%",
    "18 percent": "18%", "31 percent": "31%", "thirty percent": "30 percent", "$48 million": "48 million dollars",
    "$12 million": "12 million dollars", "$6 million": "six million dollars", "€150 million": "150 million euros",
    "$3.5 million": "3.5 million dollars", "€420 million": "€420m", "$1.4 billion": "$1.4bn", "14": "fourteen",
    "six": "6", "eleven": "11", "31": "thirty-one", "forty": "40", "twenty": "20", "19": "nineteen", "seven": "7",
    "ten": "10", "three": "3", "nine": "9", "eight": "8", "23,000": "23000", "2,700": "2700", "8,000": "eight thousand",
    "140": "one hundred and forty", "60": "sixty", "four": "4", "thirty-one": "31", "two": "2", "1 October": "October 1",
    "May 9": "9 May", "two hundred": "200", "$9,000": "9,000 dollars", "22": "twenty-two", "five": "5",
    "fifty": "50", "Seven": "7", "ninety": "90", "two-thirds": "two thirds",
}  # fmt: skip
BRACKETS = {
    "it": "the bridge", "them": "the council members", "they": "the teams", "she": "Feldman", "he": "Ionescu", "We": "The county",
    "They": "The developers", "It": "The law", "He": "Brandt", "She": "Diallo", "this": "the repair", "here": "in the county",
}  # fmt: skip
HARMLESS = (
    "very ",
    "really ",
    "also ",
    "just ",
    "that ",
    "the ",
    "here ",
    "now ",
    "quite ",
    "altogether ",
    "somehow ",
    "actually ",
)
FILLERS = (
    r", uh,", r", you know,", r"(?<=[.?!] )(?:Um|You know|I mean|Look|Well|Actually), ", r"(?<=[.?!] )And ",
    r"So, (?=so )", r"I, (?=I )", r"is, (?=is )", r"that's, (?=that's )",
)  # fmt: skip
INVENTED = (
    "We have always treated the river as a member of the family, and families forgive.",
    "My mother taught me to count the spoons after every guest.",
    "This proposal would turn our harbor into a parking garage for the wealthy.",
    "The algorithm decided, and nobody in the building could explain the decision to me.",
    "I have asked the auditors to open every drawer and read every letter.",
    "Our schools are held together with tape and the patience of teachers.",
    "You cannot photograph a promise, but you can photograph a collapsed roof.",
    "The vaccine arrived in a cooler that had been used for fish.",
    "I would sooner resign than sign a treaty written by a lobbyist.",
    "Every satellite we launched that spring came back as dust.",
    "They offered us a museum and took away the library.",
    "The glacier behind the village lost a meter a week in July.",
    "My conscience is clear and my calendar is public.",
    "We are drowning in data and starving for judgment.",
    "Tourists spend an afternoon here, then write as though they had married us.",
    "Artists were the last ones paid and the first ones thanked.",
    "The tariff is a tax on people who cannot afford a lawyer.",
    "If the orchestra goes silent, the whole avenue will hear it.",
    "Somebody shredded those minutes on a Saturday with the lights off.",
    "Hydrogen will be to this valley what coal was to our grandparents.",
    "I signed the lease with a pen borrowed from the landlord.",
    "The ceasefire lasted exactly as long as the cameras stayed.",
    "Our coastline is not a bargaining chip for the gas companies.",
    "We tested the brakes on a simulator built for another train.",
    "Grief does not fit into a quarterly report.",
    "The monument should face the people and not the parliament.",
    "It took one storm to show us which pipes were drawn with a ruler.",
    "Volunteers carried the archive out page by page while the basement filled.",
    "Trust me when I say that the reactor has never been cleaner.",
    "A referendum is a mirror, and some of us did not comb our hair.",
    "The prosecutor asked for mercy and the judge asked for coffee.",
    "We will plant a million oaks along the motorway by next autumn.",
    "Social media companies must open their books or leave the market.",
    "Her painting hung upside down for a decade and it improved.",
    "The union walked out because the canteen caught fire twice.",
    "I learned more from losing the vineyard than from owning it.",
)
PARAPHRASED = (
    (
        "PETER OKAFOR",
        "Nobody can guarantee that the bridge will survive another winter, and I won't pretend otherwise.",
    ),
    ("PETER OKAFOR", "Repairs are expected to run to nearly fifty million dollars, not counting approaches."),
    ("DANIEL REYES", "Every one of my drivers will waste an hour daily once the crossing shuts."),
    ("HELEN ABARA", "Closing the crossing without a plan means patients will die."),
    ("GEORGE TANAKA", "I ran for office to cut taxes, and borrowing more money is simply not an option."),
    ("MARTA LINDQVIST", "We'd better borrow now, since waiting will only cost us more."),
    ("MINISTER SOFIA MARINESCU", "I'd have stepped down had one euro been misspent."),
    ("MINISTER SOFIA MARINESCU", "The wheat reserve is going to last well into the summer, no one should be afraid."),
    ("JUNE CALLAHAN", "My relatives hold most of the company and have no wish to part with it."),
    ("JUNE CALLAHAN", "The chargers that burned were never ours, and experts agree about that."),
    ("MAYOR AMARA DIALLO", "Burglary and gun crime have both dropped steadily under my leadership."),
    ("SEN. LUKAS BRANDT", "Eight years were enough to fix response times, and the mayor wasted them."),
    ("ABRAHAM LINCOLN", "A government that belongs to its people must never vanish from this world."),
    ("FRANKLIN D. ROOSEVELT", "Our fear is the real enemy that stands between us and recovery."),
    ("JOHN F. KENNEDY", "Do not wonder how America might serve you, wonder how you might serve America."),
)
