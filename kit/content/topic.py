"""A topic's files as a Document: topic.yaml, sections/NN-<id>.yaml, sheets and sessions, labels, claims and pictures, checked against each other.

Every fault of every file is collected before anything is raised, so that an author mends a topic in one go. Left out on
purpose: whether the words are good; that is `kit.checks`.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kit.art import Art
from kit.content import labels, ledger, pictograms, plans, positions, schema, validate
from kit.content.blocks import Reader, Reading
from kit.content.positions import Place, YamlFile
from kit.document import Bullets, Contacts, Document, ListItem, Meta, Release, Section, Text
from kit.errors import Fault, KitError
from kit.locale import SOURCE

_FILE = re.compile(r"(\d\d)-([a-z0-9-]+)\.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A Document, where each of its texts, blocks and sections stands, by id, and its (rule, reason) pairs to ignore."""

    document: Document
    places: dict[str, Place]
    ignore: tuple[tuple[str, str], ...] = ()


def topics(root: Path) -> tuple[str, ...]:
    """The topics there are: the folders that hold a topic.yaml."""
    return tuple(sorted(path.parent.name for path in root.glob("*/topic.yaml")))


def load(root: Path, topic: str) -> Document:
    """The English source of a topic. ContentError holds every fault of every file; KitError: there is no such topic."""
    return read(root, topic).document


def formats(root: Path, topic: str, known: Collection[str]) -> tuple[str, ...]:
    """The formats a topic is made in: all that are `known`, unless it names some.

    KitError when there is no such topic, ContentError when its topic.yaml is faulty or names one that is not known.
    """
    model, source = validate.load_or_raise(_folder(root, topic) / "topic.yaml", schema.TopicModel)
    for at, name in enumerate(model.formats):
        if name not in known:
            source.fault(("formats", at), f"`{name}` is not known here", f"Known are: {', '.join(known)}.")
    validate.raise_faults(source.faults)
    return tuple(model.formats or known)


def places(root: Path, topic: str) -> dict[str, Place]:
    """Where each text (by its id, `<topic>/<id>` or `labels/<name>`), block and section (by its id) stands."""
    return read(root, topic).places


def read(root: Path, topic: str) -> Loaded:
    """The Document and its places, from one reading of the files. It is shared by all who read the same files."""
    return _read(root, topic, _stamp(root))


def _stamp(root: Path) -> bytes:
    """A digest of every file below a folder: its name and its bytes."""
    found = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        found.update(repr((path.as_posix(), hashlib.sha256(path.read_bytes()).digest())).encode())
    return found.digest()


@functools.lru_cache(maxsize=32)
def _read(root: Path, topic: str, _stamp: bytes) -> Loaded:
    folder = _folder(root, topic)
    known_sources, faults = ledger.read_sources(root)
    known_claims, more = ledger.read_claims(root, known_sources)
    found_labels, label_places, label_faults = labels.read(root)
    arts, art_faults = pictograms.read(root / "pictograms")
    figures, figure_faults = pictograms.read(root / "figures", "figures.yaml")
    arts = (*arts, *figures)
    faults = [*faults, *more, *label_faults, *art_faults, *figure_faults]
    verdicts = {name: claim.verdict for name, claim in known_claims.items()}
    reading = Reading(topic=topic, verdicts=verdicts, arts={art.id: art for art in arts})
    model, source = validate.load(folder / "topic.yaml", schema.TopicModel)
    kept = () if model is None else tuple(model.reserve)
    sections, files = _sections(folder / "sections", reading, kept)
    document: Document | None = None
    if model is not None:
        _check_order(model, source, sections, files)
        document = _document(model, Reader(reading=reading, source=source), sections)
        document = replace(document, reserve=_reserve(document, reading, kept, files))
        broken = any(file.faults for file in (source, *files.values()))
        document, plan_faults = plans.read(folder, document, reading, whole=not broken)
        faults += plan_faults
    validate.raise_faults([*faults, *source.faults, *(fault for file in files.values() for fault in file.faults)])
    assert document is not None
    assert model is not None
    cited = dict.fromkeys(cite.ref for claim in reading.used for cite in known_claims[claim].sources)
    document = _finish(document, found_labels, arts, ledger.citations(known_sources[ref] for ref in cited))
    document = replace(document, evidence=_evidence(reading, known_claims, [known_sources[ref] for ref in cited]))
    copied = sum(known_claims[claim].secondhand for claim in reading.used)
    document = replace(document, facts=len(reading.used), copied=copied)
    named = {name if name in _structure(document) else f"{topic}/{name}": place for name, place in reading.places.items()}
    ignore = tuple((entry.rule, entry.reason) for entry in model.ignore)
    return Loaded(document=document, places={**named, **label_places}, ignore=ignore)


def _evidence(
    reading: Reading, known: Mapping[str, ledger.Claim], cited: Iterable[ledger.Source]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each claim in use the ids of the texts that name its sources."""
    printed = ledger.printed_with(cited)
    return tuple((name, tuple(dict.fromkeys(printed[cite.ref] for cite in known[name].sources))) for name in reading.used)


def _folder(root: Path, topic: str) -> Path:
    found = topics(root)
    if topic not in found:
        advice = f"Topics found: {', '.join(found) or 'none'}. A topic is a folder with a topic.yaml."
        raise KitError(f"there is no topic '{topic}' in {root.as_posix()}", advice)
    return root / topic


def _sections(folder: Path, reading: Reading, reserve: Collection[str]) -> tuple[dict[str, Section], dict[str, YamlFile]]:
    """The sections and all files by section id, in the order of the file names; a broken file gives no section.

    Those of the reserve are not read yet, because they borrow the topic's title and message.
    """
    sections: dict[str, Section] = {}
    files: dict[str, YamlFile] = {}
    for path in sorted(folder.glob("*.yaml")):
        match = _FILE.fullmatch(path.name)
        kept = bool(match and match.group(2) in reserve)
        model, source = (None, positions.read(path)) if kept else validate.load(path, schema.SectionModel)
        if not match:
            what = "the file name is not NN-<id>.yaml"
            source.faults.append(
                Fault(file=source.file, what=what, advice="Name it 03-how-long.yaml, for number 3 and id how-long.")
            )
        name = match.group(2) if match else path.stem
        files[name if name not in files else path.name] = source
        if model is None:
            continue
        if match and model.id != match.group(2):
            source.fault(("id",), f"the id is `{model.id}` and the file name says `{match.group(2)}`", "Make them the same.")
        if match and model.number and model.number != int(match.group(1)):
            source.fault(
                ("number",), f"the number is {model.number} and the file name says {match.group(1)}", "Make them the same."
            )
        sections[model.id] = Reader(reading=reading, source=source).section((), model)
    return sections, files


def _reserve(document: Document, reading: Reading, names: Iterable[str], files: Mapping[str, YamlFile]) -> tuple[Section, ...]:
    """The sections that only sheets take blocks from, in the order of topic.yaml."""
    found: list[Section] = []
    for name in names:
        if name not in files:
            continue
        source = files[name]
        model = validate.check(source, schema.ReserveModel)
        if model is None:
            continue
        if model.id != name:
            source.fault(("id",), f"the id is `{model.id}` and the file name says `{name}`", "Make them the same.")
        found.append(Reader(reading=reading, source=source).reserve(model, document.title, document.main_message))
    return tuple(found)


def _check_order(model: schema.TopicModel, source: YamlFile, sections: dict[str, Section], files: dict[str, YamlFile]) -> None:
    number = 0
    listed = [(("sections", at), name) for at, name in enumerate(model.sections)]
    listed += [(("reserve", at), name) for at, name in enumerate(model.reserve)]
    names = [name for _, name in listed]
    for at, (way, name) in enumerate(listed):
        if name in names[:at]:
            source.fault(way, f"the section `{name}` is listed twice", "Keep one of them.")
        elif name not in files:
            source.fault(way, f"there is no file sections/NN-{name}.yaml", "Add it, or take the section out of the list.")
        elif name in sections and sections[name].number:
            number += 1
            if sections[name].number != number:
                what = f"the number is {sections[name].number} where {number} comes next"
                files[name].fault(
                    ("number",), what, "Numbers run 1, 2, 3 in the order of topic.yaml; 0 is for a part without one."
                )
    for name, file in files.items():
        if name not in names:
            advice = f"Add `{name}` to `sections` in topic.yaml, or delete the file."
            file.faults.append(Fault(file=file.file, what="no topic.yaml lists this section", advice=advice))
    if [name for name in dict.fromkeys(names) if name in files] != [name for name in files if name in names]:
        source.fault(
            ("sections",), "the files are numbered in another order", "Rename the files so that both orders are the same."
        )


def _document(model: schema.TopicModel, reader: Reader, sections: dict[str, Section]) -> Document:
    """The Document without labels, pictures and sources."""
    if model.id != reader.reading.topic:
        reader.source.fault(("id",), f"the id is `{model.id}` and the folder `{reader.reading.topic}`", "Make them the same.")
    main = reader.key(("main_message",), "main-message", model.main_message)
    contacts = reader.block(("help",), model.help)
    assert isinstance(contacts, Contacts)
    return Document(
        topic=model.id,
        version=model.version,
        date=model.date,
        sheet=model.sheet,
        locale=SOURCE,
        title=reader.text(("title",), "title", model.title.text, note=model.title.note),
        audience=reader.text(("audience",), "audience", model.audience.text, note=model.audience.note),
        main_message=main,
        main_claims=tuple(model.main_message.claims),
        help=contacts,
        sections=tuple(sections[name] for name in dict.fromkeys(model.sections) if name in sections),
        closing=reader.section(("closing",), model.closing),
        sessions=(),
        history=_history(model, reader),
        labels=(),
    )


def _history(model: schema.TopicModel, reader: Reader) -> tuple[Release, ...]:
    """The versions, the newest first; the first must be the one that the topic says it is."""
    for at, release in enumerate(model.history):
        way = ("history", at, "version")
        if at == 0 and (release.version, release.date) != (model.version, model.date):
            what = f"the newest version is {release.version} of {release.date} and the topic {model.version} of {model.date}"
            reader.source.fault(way, what, "Put the newest version first, and make both the same.")
        elif at and _parts(release.version) >= _parts(model.history[at - 1].version):
            what = f"version {release.version} stands below {model.history[at - 1].version}"
            reader.source.fault(way, what, "Put the newest version first, and each version once.")
    return tuple(
        Release(
            version=release.version,
            date=release.date,
            urgent=release.urgent,
            changes=reader.entries(("history", at, "changes"), release.changes),
        )
        for at, release in enumerate(model.history)
    )


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _finish(document: Document, found: tuple[Text, ...], arts: tuple[Art, ...], cited: tuple[Text, ...]) -> Document:
    """Add the labels, the pictures, and at the end the list of the sources that were used."""
    document = replace(document, labels=found, arts=arts)
    if not cited:
        return document
    block = Bullets(
        meta=Meta(
            id=f"{document.closing.id}.sources",
            title=document.label("sources.title"),
            ignore=(("list-length", "A list of sources is as long as it is."),),
        ),
        items=tuple(ListItem(text=text) for text in cited),
    )
    return replace(document, closing=replace(document.closing, blocks=(*document.closing.blocks, block)))


def _structure(document: Document) -> set[str]:
    """The ids that belong to blocks and sections."""
    sections = document.all_sections()
    blocks = [document.help, *(block for section in sections for block in section.blocks)]
    tables = [block.table.meta.id for block in blocks if hasattr(block, "table")]
    return {*(section.id for section in sections), *(block.meta.id for block in blocks), *tables}
