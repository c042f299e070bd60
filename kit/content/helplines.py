"""regions/<CC>.yaml: the help lines of a territory, each with its source and the days it was checked and expires.

A wrong number is harm: what is not confirmed stays in the file with its doubt written down and is never printed (see
`kit.personalize`), and no line may be good for longer than its kind allows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path

from kit.content import labels, schema, validate
from kit.content.characters import refused
from kit.content.positions import Steps, YamlFile
from kit.document import HelpLine, Region
from kit.errors import Fault, KitError

LIFE_EMERGENCY = dt.timedelta(days=366)
LIFE_HELPLINE = dt.timedelta(days=184)


def regions(root: Path) -> dict[str, Region]:
    """Every territory by its ISO 3166-1 code; ContentError holds every fault of every file."""
    texts, _, label_faults = labels.read(root)
    names = {text.id.removeprefix("labels/") for text in texts}
    faults = [*label_faults]
    found: dict[str, Region] = {}
    for path in sorted((root / "regions").glob("*.yaml")):
        region, more = _read(path, names)
        faults += more
        if region:
            found[region.code] = region
    validate.raise_faults(faults)
    return found


def region(root: Path, code: str) -> Region:
    """One territory; KitError names those there are. The faults of other territories' files don't stand in its way."""
    path = root / "regions" / f"{code.upper()}.yaml"
    codes = sorted(path.stem for path in (root / "regions").glob("*.yaml"))
    if code.upper() not in codes:
        raise KitError(
            f"unknown region '{code}'",
            f"Known are: {', '.join(codes) or 'none'}. Without --region the kit has lines to write the numbers on.",
        )
    texts, _, _ = labels.read(root)
    found, faults = _read(path, {text.id.removeprefix("labels/") for text in texts})
    validate.raise_faults(faults)
    assert found is not None
    return found


def _read(path: Path, names: Collection[str]) -> tuple[Region | None, list[Fault]]:
    model, source = validate.load(path, schema.RegionModel)
    if model is None:
        return None, source.faults
    if model.code != path.stem:
        source.fault(("code",), f"the code is {model.code} and the file name says {path.stem}", "Make them the same.")
    if not any(line.kind == "emergency" and line.value for line in model.lines):
        source.fault(("lines",), "there is no emergency number", "Add a line with `kind: emergency`.")
    lines = tuple(_line(("lines", at), line, source, names) for at, line in enumerate(model.lines))
    return Region(code=model.code, name=model.name, languages=tuple(model.languages), lines=lines), source.faults


def _line(way: Steps, line: schema.LineModel, source: YamlFile, names: Collection[str]) -> HelpLine:
    if line.kind == "law" and not line.label:
        source.fault(way, "the law has no sentence", "Name a label that says what may be said: `label: law.us`.")
    elif line.kind != "law" and not line.value and not line.url:
        source.fault(way, "the line has neither a number nor a web address", "Add `value` or `url`.")
    if not line.source.url and not line.source.text:
        source.fault((*way, "source"), "the source is empty", "Give it a `url` or a `text`.")
    if line.status == "unconfirmed" and not line.doubt:
        source.fault(
            (*way, "status"), "an unconfirmed line says nothing of its doubt", "Write what must be checked: `doubt: ...`."
        )
    if line.kind not in {"emergency", "law"} and not line.name:
        source.fault(way, "the service has no name", "Write the name it gives itself: `name: ...`.")
    fields: list[tuple[Steps, str]] = [((field,), getattr(line, field)) for field in ("hours", "cost", "choose", "label")]
    for field, name in (*fields, *((("ways", at), name) for at, name in enumerate(line.ways))):
        if name and name not in names:
            source.fault((*way, *field), f"there is no label `{name}`", "Add it to labels.yaml, or mend the name.")
    for field, name in ((("name",), line.name), *((("names", tag), name) for tag, name in line.names.items())):
        for _, character in refused(name):
            source.fault((*way, *field), f"a character that can't be seen: {character}", "Delete it.")
    for field_name in ("choices", "keywords"):
        for tag in getattr(line, field_name):
            if tag not in line.languages:
                what = f"a choice for `{tag}`, a language in which the line does not answer"
                source.fault((*way, field_name), what, "Add the language to `languages`, or take the choice out.")
    _check_days(way, line, source)
    return HelpLine(
        kind=line.kind,
        value=line.value or "",
        url=line.url or "",
        name=line.name,
        name_lang=line.name_lang,
        names=tuple(line.names.items()),
        hours=line.hours,
        ways=tuple(line.ways),
        cost=line.cost,
        choose=line.choose,
        label=line.label,
        languages=tuple(line.languages),
        choices=tuple(line.choices.items()),
        keywords=tuple(line.keywords.items()),
        interpreters=line.interpreters,
        source=line.source.url or line.source.text,
        checked_on=line.checked_on,
        expires_on=line.expires_on,
        confirmed=line.status == "confirmed",
    )


def _check_days(way: Steps, line: schema.LineModel, source: YamlFile) -> None:
    checked, expires = dt.date.fromisoformat(line.checked_on), dt.date.fromisoformat(line.expires_on)
    life, words = (LIFE_EMERGENCY, "12 months") if line.kind == "emergency" else (LIFE_HELPLINE, "6 months")
    if expires <= checked:
        source.fault((*way, "expires_on"), "the line expires before it was checked", "Mend one of the dates.")
    elif expires - checked > life:
        advice = "Check the number again when it expires, and write the new dates."
        source.fault((*way, "expires_on"), f"a line of this kind is good for at most {words} after it was checked", advice)
