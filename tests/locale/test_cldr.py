"""A Locale for any language that CLDR knows, with nothing borrowed from another language."""

from __future__ import annotations

from pathlib import Path

import icu
import pytest
from babel import Locale as Cldr
from babel.localedata import locale_identifiers

from kit.errors import ContentError, KitError
from kit.locale import find, known, language_of, overrides, plurals, runs_right_to_left

LOCALES = Path(__file__).parents[2] / "locales"
SHIPPED = ("en", *sorted(path.parent.name for path in LOCALES.glob("*/labels.po")))
NEW = ("sw", "uk", "ht", "fa-AF", "ur", "pa-Guru", "pa-Arab", "so", "ne", "ml", "ps", "ckb", "vi", "zh-Hant", "am")


@pytest.mark.parametrize("tag", SHIPPED)
def test_a_shipped_locale_is_what_cldr_says_but_for_what_its_file_says_with_a_reason(tag: str) -> None:
    """Name, script, direction, plural rule, patterns, digits and region of each, asked of ICU where Babel was the source."""
    ours, said = find(tag, LOCALES), overrides.read(LOCALES / tag / overrides.FILE)
    data = icu.Locale.forLanguageTag(tag)
    likely = icu.Locale.addLikelySubtags(icu.Locale.forLanguageTag(tag))
    wanted = {
        "name": icu.LocaleDisplayNames.createInstance(data, icu.UDialectHandling.DIALECT_NAMES)
        .localeDisplayName(data)
        .casefold(),
        "script": likely.getScript(),
        "office": f"{likely.getLanguage()}-{likely.getCountry()}",
        "english": icu.Locale("en").getDisplayName(data),
        "digits": "0123456789",
    }
    found = {**{name: getattr(ours, name) for name in wanted}, "name": ours.name.casefold()}
    assert {name for name in wanted if found[name] != wanted[name]} == set(said) & set(wanted)
    assert ours.direction == Cldr.parse(tag, sep="-").text_direction
    rule = icu.PluralRules.forLocale(data)
    forms = [name for name in plurals.CATEGORIES if any(rule.select(number) == name for number in range(1001))]
    assert [forms[ours.form(number)] for number in plurals.COMPARED] == [rule.select(number) for number in plurals.COMPARED]


def test_every_override_has_its_reason() -> None:
    """No value stands in a locale.toml that CLDR gives anyway, and the file says why it differs."""
    for path in LOCALES.glob("*/locale.toml"):
        plain = known(path.parent.name)
        for name, value in overrides.read(path).items():
            field, _, form = name.partition(".")
            if form:
                assert value != find(path.parent.name, LOCALES).script, (path, name)
            else:
                assert plain is None or getattr(plain, field) != value, (path, name)


@pytest.mark.parametrize("tag", NEW)
def test_a_new_language_needs_nothing_but_its_tag(tag: str) -> None:
    """Own name, script, a date and a plural rule without any file."""
    made = find(tag)
    assert made.tag == tag
    assert made.name
    assert made.day("2026-11-24").count("2026") == 1
    assert made.form(1) in range(made.forms)


def test_dates_are_written_as_people_write_them() -> None:
    """Day, month by its name, year; what is no date stays as it is."""
    day = "2026-11-24"
    said = {tag: find(tag).day(day) for tag in ("en", "es", "ar", "hi", "zh-Hans", "sw")}
    assert said == {
        "en": "24 November 2026",
        "es": "24 de noviembre de 2026",
        "ar": "24 نوفمبر 2026",
        "hi": "24 नवंबर 2026",
        "zh-Hans": "2026年11月24日",
        "sw": "24 Novemba 2026",
    }
    assert find("en").day("soon") == "soon"


@pytest.mark.parametrize("tag", ["ht", "nv"])
def test_no_language_borrows_the_months_of_another(tag: str) -> None:
    """CLDR lends Haitian Creole French months and Navajo none: the date is then written in figures."""
    assert find(tag).day("2026-11-24") == "2026-11-24"
    assert find(tag).english == "English"


def test_the_months_that_cldr_lacks_stand_in_the_file_of_the_language() -> None:
    """Haitian Creole has its own months, and no date of it is French or in figures."""
    creole = find("ht", LOCALES)
    said = [creole.day(f"2026-{month:02}-01") for month in range(1, 13)]
    names = "janvye fevriye mas avril me jen jiyè out septanm oktòb novanm desanm"
    assert said == [f"1 {name} 2026" for name in names.split()]
    assert creole.day("2026-11-24") == "24 novanm 2026"
    assert creole.day("soon") == "soon"


def test_a_month_may_hold_what_a_pattern_has_a_meaning_for(tmp_path: Path) -> None:
    """Letters and quotes of a name are the name's, whatever CLDR's patterns make of them."""
    months = ", ".join(f"M'y{number}" for number in range(12))
    _write(tmp_path, "hmn", {**_HMN, "months": months, "date": "d 'de' MMMM, y"})
    assert find("hmn", tmp_path).day("2026-03-05") == "5 de M'y2, 2026"


def test_a_language_names_the_script_that_files_of_a_format_are_set_in(tmp_path: Path) -> None:
    """Only these; all else of the locale stays."""
    path = _write(tmp_path, "ur", {"script": "Aran", "scripts.poster": "Arab"})
    made = find("ur", tmp_path)
    assert (made.script, made.set_for("poster").script, made.set_for("sheet").script) == ("Aran", "Arab", "Aran")
    assert made.set_for("poster").day("2026-11-24") == made.day("2026-11-24")
    assert overrides.read(path) == {"script": "Aran", "scripts.poster": "Arab"}


@pytest.mark.parametrize(("count", "words"), [(1, "1 kB"), (999_499, "999 kB"), (1_500_000, "1.5 MB")])
def test_sizes_are_short_and_keep_their_order_in_any_line(count: int, words: str) -> None:
    """Powers of ten, isolated; the decimal mark is the language's."""
    assert find("en").size(count) == f"\u2066{words}\u2069"
    assert find("es").size(count) == f"\u2066{words.replace('.', ',')}\u2069"


def test_lists_are_joined_as_the_language_joins_them() -> None:
    """CLDR's patterns; commas where it has none."""
    assert find("en").listed("a", "b", "c") == "a, b and c"
    assert find("es").listed("a", "b") == "a y b"
    assert find("ht").listed("a", "b") == "a, b"


def test_dari_is_persian_of_afghanistan_and_goes_by_its_own_code_in_office() -> None:
    """Office writes prs-AF; to a check that is the same language as fa-AF."""
    assert find("fa-AF").office == "prs-AF"
    assert language_of("prs-AF") == language_of("fa-AF") == "fa"
    assert find("prs").name == find("fa-AF").name


def test_scripts_decide_the_direction() -> None:
    """One language, two scripts, two directions."""
    assert (find("pa-Guru").direction, find("pa-Arab").direction) == ("ltr", "rtl")
    assert runs_right_to_left("ar-SA")
    assert not runs_right_to_left("tlh")


def test_a_language_that_nobody_knows_is_refused_with_what_to_write() -> None:
    """CLDR has no Hmong of the West; the message names the file and its values."""
    with pytest.raises(KitError, match=r"unknown locale 'hmn'.*\n.*locales/hmn/locale\.toml"):
        find("hmn", LOCALES)


_HMN = {"name": "Hmoob", "english_name": "Hmong", "script": "Latn", "plural": "nplurals=1; plural=0;", "english": "Lus Askiv"}


def _write(folder: Path, tag: str, values: dict[str, str]) -> Path:
    path = folder / tag / "locale.toml"
    path.parent.mkdir(parents=True)
    path.write_text("".join(f'[{name}]\nvalue = "{value}"\nreason = "so"\n' for name, value in values.items()), encoding="utf-8")
    return path


def test_a_file_supplies_all_where_cldr_has_nothing(tmp_path: Path) -> None:
    """Names, script and plural rule are enough; dates are then written in figures."""
    _write(tmp_path, "hmn", _HMN)
    made = find("hmn", tmp_path)
    assert (made.name, made.english, made.forms, made.office, made.day("2026-11-24")) == (
        "Hmoob",
        "Lus Askiv",
        1,
        "hmn",
        "2026-11-24",
    )


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"name": "Hmoob"}, "must say more: english_name, script, plural"),
        ({**_HMN, "colour": "red"}, "there is no value of this name"),
        ({**_HMN, "plural": "nplurals=2; plural=n/;"}, "a number or n is missing"),
        ({**_HMN, "script": "latin"}, "no script of ISO 15924"),
        ({**_HMN, "patterns": "xx"}, "CLDR has no locale"),
        ({**_HMN, "digits": "012"}, "not the ten digits"),
        ({**_HMN, "months": "a, b, c"}, "not the names of twelve months"),
        ({**_HMN, "months": ", ".join("abcdefghijkk")}, "not the names of twelve months"),
        ({**_HMN, "months": ", ".join("abcdefghijkl")}, r"\[months\] are named, but \[date\] has no MMMM"),
        ({**_HMN, "date": "d MMMM y"}, "'MMMM' in .date. is a word that CLDR does not have"),
        ({**_HMN, "date": "EEEE d/M"}, "'EEEE' in .date. is a word that CLDR does not have"),
        ({**_HMN, "scripts.poster": "arabic"}, "no script of ISO 15924"),
        ({**_HMN, "scripts.poster": "Arab"}, "'Arab' of scripts.poster does not run the way of 'Latn'"),
    ],
)
def test_a_faulty_file_is_named_with_what_is_wrong(tmp_path: Path, values: dict[str, str], fault: str) -> None:
    """Each fault says the file and the value."""
    _write(tmp_path, "hmn", values)
    with pytest.raises(ContentError, match=fault):
        find("hmn", tmp_path)


def test_a_value_without_its_reason_is_refused(tmp_path: Path) -> None:
    """An override that nobody can judge later is no override."""
    path = _write(tmp_path, "es", {"office": "es-MX"})
    path.write_text('[office]\nvalue = "es-MX"\n', encoding="utf-8")
    with pytest.raises(ContentError, match="not a value with its reason"):
        find("es", tmp_path)


def test_every_locale_of_cldr_gives_a_plural_rule_that_says_the_same() -> None:
    """The gettext formula parts 0 to 200 as CLDR does, in each of its languages."""
    rules = {str(rule.rules): (name, rule) for name in locale_identifiers() if (rule := Cldr.parse(name).plural_form)}
    assert len(rules) > 30
    for name, rule in rules.values():  # each rule once: many languages have the same
        count, formula = plurals.read(plurals.header(rule))
        used = [category for category in plurals.CATEGORIES if any(rule(number) == category for number in range(1001))]
        assert len(used) == count
        assert [used[formula(number)] for number in plurals.COMPARED] == [rule(number) for number in plurals.COMPARED], name


_RULE = "nplurals=1; plural="
_NO_RULES = ("", "nplurals=2", "nplurals=2; plural=n ? ;", "nplurals=2; plural=(n;", "nplurals=2; plural=n n;", f"{_RULE}x;")
_ENDLESS = (f"{_RULE}{'(' * 100}n{')' * 100};", f"{_RULE}{'!' * 100}n;", f"{_RULE}1 ? 2;", f"{_RULE}{'n+' * 1000}n;")


@pytest.mark.parametrize("said", [*_NO_RULES, *_ENDLESS])
def test_what_is_no_plural_rule_is_refused(said: str) -> None:
    """Whatever a file holds: a reason, and neither a hang nor a crash."""
    with pytest.raises(plurals.PluralError):
        plurals.read(said)


_FORMULAS: tuple[tuple[str, dict[int, int]], ...] = (
    ("n%10==1 && n%100!=11 ? 0 : 1", {1: 0, 11: 1, 21: 0}),
    ("!n", {0: 1, 4: 0}),
    ("n*2+1-1", {3: 6}),
    ("n/0 || n%0", {3: 0}),
    ("n>=2 && n<=4 ? 1 : n<1 ? 2 : n>4 ? 3 : 0", {0: 2, 1: 0, 3: 1, 9: 3}),
)


@pytest.mark.parametrize(("formula", "values"), _FORMULAS)
def test_formulas_mean_what_they_mean_in_c(formula: str, values: dict[int, int]) -> None:
    """Operators and their order as gettext has them."""
    rule = plurals.formula(formula)
    assert {number: rule(number) for number in values} == values
