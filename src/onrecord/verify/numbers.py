"""Figures and number words → one key a quantity, so that "5%", "five percent" and "5 per cent" are the same.

A key is "#" and the value, then the currency or "%" ("#5000000 $"), "th" for ordinals, "s" for decades, or "@month-day"
for a day of the year. Whether two quantities may stand for one another is left to ``senses``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from onrecord.text.words import Token, fold
from onrecord.verify.wordlists import Language, spelling

_CURRENCY_SIGNS = {"$": "$", "€": "€", "£": "£", "¥": "¥", "₽": "₽", "₴": "₴", "₹": "₹", "₺": "₺", "₩": "₩"}
_COUNTRIES_OF_DOLLARS = {"us", "u.s.", "american"}
_OTHER_DOLLARS = {"a", "au", "c", "ca", "hk", "nz", "nt", "s", "r", "j", "z", "m", "mx"}
"""Letters before "$" that make it another country's money: "A$70,000"."""
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "1/3", "⅔": "2/3", "⅛": "0.125"}
_LONGEST = 16
"""Words of one quantity: more are a list of numbers, or an attack."""
_SUFFIX = re.compile(r"(st|nd|rd|th|s)$", re.IGNORECASE)
_SPACES = re.compile(r"[\s'’]")


class Reader:
    """Reads quantities from the words of one text; ``glue[i]`` is what stands between word ``i - 1`` and word ``i``."""

    def __init__(self, words: Sequence[Token], glue: Sequence[str], language: Language) -> None:
        self.words, self.glue, self.language = words, glue, language
        self.keys = [fold(word.text) for word in words]
        self.same = spelling(language.code).same

    def read(self, at: int) -> tuple[int, str] | None:
        """Number of words that the quantity at ``at`` takes, and its key; ``None`` if there is none.

        >>> # "$5m", "5 million dollars", "US$5,000,000" → "#5000000 $"
        """
        if not self._may_start(at):
            return None
        day = self._day_of_year(at)
        if day:
            return day
        minus = self.keys[at] in self.language.minus and self._near(at + 1, ("",))
        start, sign = self._currency_before(at + minus)
        amount = self._amount(start)
        if amount is None or (minus and not amount[1].lstrip("-")[:1].isdigit()):
            return None
        stop, value = amount
        value = f"-{value}" if minus else value
        stop, sign = self._sign_after(stop, sign)
        return stop - at, f"#{value}{sign}"

    def _may_start(self, at: int) -> bool:
        language, key = self.language, self.keys[at]
        return (
            self.words[at].kind in ("number", "symbol")
            or key in language.numbers
            or key in language.ordinals
            or key in language.number_article
            or key in language.currencies
            or key in language.minus
            or key in language.half
            or key in _COUNTRIES_OF_DOLLARS
            or self._is_other_dollar(at)
            or self.same.get(key, key) in language.months
        )

    def _near(self, at: int, glues: tuple[str, ...] = ("", "-", "‑")) -> bool:
        """Whether word ``at`` is there and stands beside the one before it, with at most a hyphen between."""
        return at < len(self.words) and self.glue[at] in glues

    def _touches(self, at: int) -> bool:
        return self._near(at, ("",)) and self.words[at - 1].stop == self.words[at].start

    def _currency_before(self, at: int) -> tuple[int, str]:
        """``$5``, ``US$5``, ``EUR 5``."""
        start = at
        country = self.keys[at] in _COUNTRIES_OF_DOLLARS and self.words[at].text[:1].isupper()
        if country and self._near(at + 1, ("",)) and self.words[at + 1].text == "$":
            start += 1
        other = self.keys[at].upper() if self._is_other_dollar(at) else ""
        sign = _CURRENCY_SIGNS.get(self.words[start + bool(other)].text)
        if sign and self._near(start + bool(other) + 1, ("",)):
            return start + bool(other) + 1, f" {other}{sign}"
        code = self.language.currencies.get(self.keys[at])
        if code and self.words[at].text.isupper() and self._near(at + 1, ("",)):
            return at + 1, f" {code}"
        return at, ""

    def _is_other_dollar(self, at: int) -> bool:
        """Whether a word is the letters that stick to a "$": "A$70,000"."""
        text = self.words[at].text
        return (
            text.isupper()
            and self.keys[at] in _OTHER_DOLLARS
            and self._touches(at + 1)
            and self.words[at + 1].text == "$"
        )

    def _sign_after(self, at: int, sign: str) -> tuple[int, str]:
        """``5%``, ``5 per cent``, ``5 US dollars``, ``5 €``."""
        if not self._near(at):
            return at, sign
        percent = self.language.percent
        if self.words[at].text == "%" or self.keys[at] in percent:
            return at + 1, " %"
        if self._near(at + 1) and f"{self.keys[at]}_{self.keys[at + 1]}" in percent:
            return at + 2, " %"
        if self.keys[at] in _COUNTRIES_OF_DOLLARS and self._near(at + 1) and self.keys[at + 1] in ("dollar", "dollars"):
            return at + 2, sign or " $"
        found = _CURRENCY_SIGNS.get(self.words[at].text) or self.language.currencies.get(self.keys[at])
        return (at + 1, f" {found}") if found and not sign else (at, sign)

    def _amount(self, at: int) -> tuple[int, str] | None:
        """Figures or words with their scale: ``5.5 million``, ``two hundred and five``, ``5bn``."""
        if at >= len(self.words):
            return None
        half = self._half_a(at)
        if half:
            return half
        found = self._figured(at) if self.words[at].kind == "number" else self._spelled(at)
        return self._and_a_half(*found) if found else None

    def _half_a(self, at: int) -> tuple[int, str] | None:
        """``half a million``."""
        language = self.language
        if self.keys[at] not in language.half or not (self._near(at + 1, ("",)) and self._near(at + 2, ("",))):
            return None
        if self.keys[at + 1] not in language.number_article or self.keys[at + 2] not in language.scales:
            return None
        return at + 3, plain(Decimal(language.scales[self.keys[at + 2]]) / 2)

    def _and_a_half(self, stop: int, value: str) -> tuple[int, str]:
        """``two and a half million``, ``a million and a half``: the value with its half and what scale follows."""
        words, language = self.keys[stop : stop + 3], self.language
        wanted = (language.number_and, language.number_article, language.half)
        together = len(words) == 3 and all(self._near(stop + n, ("",)) for n in range(3))
        if not together or not value.isdigit() or any(w not in listed for w, listed in zip(words, wanted, strict=True)):
            return stop, value
        number, stop = Decimal(value), stop + 3
        number = (
            number + number / 2
            if number >= 1000 and number == Decimal(10) ** number.adjusted()
            else number + Decimal("0.5")
        )
        while self._near(stop) and self.keys[stop] in language.scales:
            number *= language.scales[self.keys[stop]]
            stop += 1
        return stop, plain(number)

    def _figured(self, at: int) -> tuple[int, str] | None:
        """``5.5 million``, ``5bn``."""
        value = figures(self.words[at].text, self.language.decimal)
        try:
            number = Decimal(value)
        except InvalidOperation:
            return at + 1, value
        stop = at + 1
        if self._touches(stop) and self.keys[stop] in self.language.glued_scales:
            return stop + 1, plain(number * self.language.glued_scales[self.keys[stop]])
        while stop - at < _LONGEST and self._near(stop) and self.keys[stop] in self.language.scales:
            number *= self.language.scales[self.keys[stop]]
            stop += 1
        return stop, plain(number)

    def _spelled(self, at: int) -> tuple[int, str] | None:
        """Number words: ``twenty-five``, ``nineteen ninety``, ``two million``, ``a hundred``, ``third``."""
        language, total, current, stop, last = self.language, Decimal(0), Decimal(0), at, 0
        if self.keys[at] in language.number_article:
            if not (self._near(at + 1, ("",)) and self.keys[at + 1] in language.scales):
                return None
            current, stop = Decimal(1), at + 1
        while stop == at or (stop - at < _LONGEST and self._near(stop)):
            key = self.keys[stop]
            if key in language.ordinals and (stop == at or language.ordinals[key] < 10 <= current % 100):
                return stop + 1, f"{plain(total + current + language.ordinals[key])}th"
            if key in language.numbers:
                joined = _join(current, language.numbers[key], stop == at)
                if joined is None or (total and joined >= 1000):
                    break
                current = joined
            elif key in language.scales and stop > at:
                scaled = _scaled(total, current, language.scales[key], last)
                if scaled is None:
                    break
                (total, current), last = scaled, language.scales[key]
            elif not self._links(key, stop, at):
                break
            stop += 1
        return (stop, plain(total + current)) if stop > at else None

    def _links(self, key: str, stop: int, at: int) -> bool:
        """The "and" of "two hundred and five"."""
        return (
            key in self.language.number_and
            and stop > at
            and self.keys[stop - 1] in self.language.scales
            and self._near(stop + 1, ("",))
            and self.keys[stop + 1] in self.language.numbers
        )

    def _day_of_year(self, at: int) -> tuple[int, str] | None:
        """``November 9``, ``9 November``, ``the 9th of Nov.`` → ``@11-9``."""
        month = self._month(at)
        if month and self._near(at + 1, ("", ".")) and self.words[at].text[0].isupper():
            size, day = self._day(at + 1)
            return (1 + size, f"@{month}-{day}") if day and not self._counts(at + 1 + size) else None
        step, day = self._day(at)
        if not day:
            return None
        step += self._near(at + step) and self.keys[at + step] == "of"
        month = self._month(at + step) if self._near(at + step, ("", ".")) else 0
        return (step + 1, f"@{month}-{day}") if month and self.words[at + step].text[0].isupper() else None

    def _day(self, at: int) -> tuple[int, int]:
        """Words that a day of a month takes, and which day: ``9``, ``9th``, ``twenty-first``; 0 if there is none."""
        day = _day(self.words[at].text)
        if day:
            return 1, day
        key, ordinals = self.keys[at], self.language.ordinals
        if key in ordinals and ordinals[key] < 32:
            return 1, ordinals[key]
        tens = self.language.numbers.get(key, 0)
        if tens in (20, 30) and self._near(at + 1, ("-", "‑", "")) and 0 < ordinals.get(self.keys[at + 1], 0) < 10:
            return 2, tens + ordinals[self.keys[at + 1]]
        return 1, 0

    def _month(self, at: int) -> int:
        key = self.keys[at]
        return self.language.months.get(self.same.get(key, key), 0)

    def _counts(self, at: int) -> bool:
        """Whether a number before ``at`` counts something rather than a day: "May 5 percent"."""
        return self._near(at) and (self.keys[at] in self.language.scales or self.words[at].text == "%")


def _join(current: Decimal, value: int, first: bool) -> Decimal | None:
    """Number word after number words: 20 and 5 → 25, 19 and 90 → 1990; ``None`` if it starts another number."""
    last = current % 100
    if first or (last == 0 and (value < 100 or not current)) or (last >= 20 and last % 10 == 0 and 0 < value < 10):
        return current + value
    if 10 <= current < 100 and 10 <= value < 100:
        return current * 100 + value
    return None


def _scaled(total: Decimal, current: Decimal, scale: int, last: int) -> tuple[Decimal, Decimal] | None:
    """Sum and what is being counted behind a scale: 2 thousand million → 2 000 000 000; ``None`` for "thousand thousand".

    :param last: the scale before it, 0 if there was none.
    """
    if scale == 100:
        return (total, current * scale) if current else None
    if current:
        return total + current * scale, Decimal(0)
    return (total * scale, current) if scale > last else None


def _day(text: str) -> int:
    digits = _SUFFIX.sub("", text)
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < len(digits) < 3 and 0 < int(digits) < 32 else 0


def plain(number: Decimal) -> str:
    """Shortest way to write a value: ``5000000``, ``2.5``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def figures(text: str, decimal: str) -> str:
    """Printed figures → value, or the figures themselves for times, dates and versions.

    ``decimal`` is the decimal mark of the language; the other one parts thousands, but for one that cannot (``18,3``).

    >>> figures("1,000.50", "."), figures("1.000,50", ","), figures("9/11", "."), figures("1st", ".")
    ('1000.5', '1000.5', '9/11', '1th')
    """
    if text in _FRACTIONS:
        return _FRACTIONS[text]
    suffix = _SUFFIX.search(text)
    ending = "" if not suffix else "s" if suffix.group() in "sS" else "th"
    digits = _SPACES.sub("", text[: suffix.start()] if suffix else text).replace("−", "-").replace("–", "-")
    if ending == "s" and len(digits) == 2:
        return f"19{digits}s"
    if re.search(r"[/:]", digits):
        return digits + ending
    other = "." if decimal == "," else ","
    grouped = re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(other)}\d{{3}})+({re.escape(decimal)}\d+)?", digits)
    if grouped:
        digits = digits.replace(other, "")
    digits = digits.replace(other, decimal).replace(decimal, ".") if digits.count(other) <= 1 else digits
    try:
        return plain(Decimal(digits)) + ending
    except InvalidOperation:
        return digits + ending
