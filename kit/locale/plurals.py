"""Plural rules: CLDR's as gettext writes them, and any gettext formula worked out for a number.

gettext formulas are C expressions over `n`; a small parser reads them (never `eval`: the headers come from files). Left out on
purpose: numbers with decimals. What the kit counts are pages, slides and minutes.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable

from babel.plural import PluralRule

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""CLDR's plural categories in the order in which gettext numbers its forms."""

COMPARED = range(201)
"""Two rules are the same if they part these numbers alike: every rule of CLDR repeats after 100."""

_LONGEST, _DEEPEST = 2000, 60
_TOKEN = re.compile(r"\s*(\d+|n|\|\||&&|[<>=!]=|[<>%?:()!+*/-])")
_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?)\s*;?\s*", re.DOTALL)

_WRITTEN = (
    "0",
    "(n != 1)",
    "(n > 1)",
    "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)",
    "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)",
    "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
)
"""Formulas as the gettext manual writes them: where one says what CLDR says, translators' tools know it by sight."""

Formula = Callable[[int], int]


class PluralError(ValueError):
    """What is wrong with a Plural-Forms header, in words."""


def header(rule: PluralRule) -> str:
    """A CLDR rule as a Plural-Forms header. Categories that whole numbers never fall into have no form."""
    met = {rule(number) for number in range(1001)}
    used = [name for name in CATEGORIES if name in met]
    wanted = [used.index(rule(number)) for number in COMPARED]
    formulas = (*_WRITTEN, _from_table(wanted, len(used)))
    said = next(one for one in formulas if _parts(formula(one), len(used)) == wanted)
    return f"nplurals={len(used)}; plural={said};"


def _parts(rule: Formula, count: int) -> list[int] | None:
    found = [rule(number) for number in COMPARED]
    return found if max(found) < count else None


def _from_table(wanted: list[int], count: int) -> str:
    """A formula for a rule that repeats after 100, but for numbers below it."""
    terms = []
    for form in range(count - 1):
        small = [number for number in range(100) if wanted[number] == form]
        large = [number - 100 for number in range(100, 200) if wanted[number] == form]
        both = [number for number in small if number in large]
        later = _among("n%100", [number for number in large if number not in both])
        tens = [number for number in range(10) if all(number + ten in both for ten in range(0, 100, 10))]
        by_ten = sorted(both) == sorted(number + ten for number in tens for ten in range(0, 100, 10))
        tests = [_among("n%10", tens) if by_ten else _among("n%100", both)]
        tests += [_among("n", [number for number in small if number not in both])]
        tests += [f"n>=100 && ({later})"] if later else []
        terms.append(f"{' || '.join(test for test in tests if test) or '0'} ? {form} : ")
    return f"({''.join(terms)}{count - 1})"


def _among(name: str, numbers: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    tests = (f"{name}=={run[0]}" if len(run) == 1 else f"({name}>={run[0]} && {name}<={run[-1]})" for run in runs)
    return " || ".join(tests)


@functools.lru_cache(maxsize=256)
def read(said: str) -> tuple[int, Formula]:
    """The number of forms and the formula of a Plural-Forms header. PluralError says what is wrong with it."""
    found = _HEADER.fullmatch(said)
    if not found:
        raise PluralError("it is not of the form nplurals=...; plural=...;")
    return int(found.group(1)), formula(found.group(2))


def same(one: str, other: str) -> bool:
    """Whether two Plural-Forms headers part the numbers 0 to 200 alike. PluralError if one can't be read."""
    (count, rule), (wanted, known) = read(one), read(other)
    return count == wanted and all(rule(number) == known(number) for number in COMPARED)


@functools.lru_cache(maxsize=256)
def formula(said: str) -> Formula:
    """A gettext plural expression as a function. PluralError if it is not one."""
    if len(said) > _LONGEST:
        raise PluralError("it is too long")
    tokens, at = [], 0
    while said[at:].strip():
        found = _TOKEN.match(said, at)
        if not found:
            raise PluralError(f"'{said[at : at + 10].strip()}' is no part of a plural formula")
        tokens.append(found.group(1))
        at = found.end()
    reader = _Reader(tokens)
    rule = reader.choice(0)
    if reader.tokens:
        raise PluralError(f"nothing should stand after '{said[: len(said) - len(reader.tokens)]}'")
    return rule


class _Reader:
    """A parser by descent over the operators of C that gettext allows; a number is always whole and not negative."""

    _LEVELS: tuple[dict[str, Callable[[int, int], int]], ...] = (
        {"||": lambda a, b: int(bool(a or b))},
        {"&&": lambda a, b: int(bool(a and b))},
        {"==": lambda a, b: int(a == b), "!=": lambda a, b: int(a != b)},
        {
            "<": lambda a, b: int(a < b),
            ">": lambda a, b: int(a > b),
            "<=": lambda a, b: int(a <= b),
            ">=": lambda a, b: int(a >= b),
        },
        {"+": lambda a, b: a + b, "-": lambda a, b: a - b},
        {"*": lambda a, b: a * b, "/": lambda a, b: a // b if b else 0, "%": lambda a, b: a % b if b else 0},
    )

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    def _take(self, *wanted: str) -> str:
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in wanted else ""

    def choice(self, depth: int) -> Formula:
        if depth > _DEEPEST:
            raise PluralError("it is nested too deep")
        test = self._binary(0, depth)
        if not self._take("?"):
            return test
        then = self.choice(depth + 1)
        if not self._take(":"):
            raise PluralError("a '?' without its ':'")
        other = self.choice(depth + 1)
        return lambda n: then(n) if test(n) else other(n)

    def _binary(self, level: int, depth: int) -> Formula:
        if level == len(self._LEVELS):
            return self._one(depth)
        left = self._binary(level + 1, depth)
        while sign := self._take(*self._LEVELS[level]):
            left = _joined(self._LEVELS[level][sign], left, self._binary(level + 1, depth))
        return left

    def _one(self, depth: int) -> Formula:
        if depth > _DEEPEST:
            raise PluralError("it is nested too deep")
        if self._take("!"):
            inner = self._one(depth + 1)
            return lambda n: int(not inner(n))
        if self._take("("):
            inside = self.choice(depth + 1)
            if not self._take(")"):
                raise PluralError("a '(' without its ')'")
            return inside
        if not self.tokens or not (self.tokens[0] == "n" or self.tokens[0].isdigit()):
            raise PluralError("a number or n is missing")
        word = self.tokens.pop(0)
        if word == "n":
            return lambda n: n
        value = int(word)
        return lambda _: value


def _joined(sign: Callable[[int, int], int], left: Formula, right: Formula) -> Formula:
    return lambda n: sign(left(n), right(n))
