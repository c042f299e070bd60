"""The desk's own words in the language of the page, from content/desk.yaml and locales/<tag>/desk.po.

A word without translation stays English and says so (`lang`). Left out on purpose: which language a person gets (`app`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from kit import content, translate
from kit.document import Text
from kit.errors import KitError
from kit.locale import SOURCE, Locale, find, isolate_first_strong

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LATIN = re.compile(r"((?:https?://|#)?[A-Za-z0-9]+(?:[-./][A-Za-z0-9]+)+|https?://|#[0-9A-Fa-f]{6})")
"""What is typed from left to right in any language, such as a phone number, a date or an address."""
_PLACEABLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The words in one language: `t("name", value=...)` as markup, `plain` as bare text for titles and attributes."""

    locale: Locale
    texts: Mapping[str, Text]

    def __call__(self, name: str, **values: object) -> Markup:
        """The words as markup, values escaped and isolated; in a `span` of their own language if they are not translated."""
        text = self._text(name)
        pieces = _PLACEABLE.split(text.text)
        said = "".join(
            f"<bdi>{escape(str(values[piece]))}</bdi>" if at % 2 else self._bare(piece) for at, piece in enumerate(pieces)
        )
        said = _BOLD.sub(r"<strong>\1</strong>", said)
        if text.lang != self.locale.tag:
            said = f'<span lang="{text.lang}" dir="ltr">{said}</span>'
        return Markup(said)  # noqa: S704 - every piece was escaped above

    def _bare(self, words: str) -> str:
        """Words of ours as markup; on a page from right to left, what is typed from left to right keeps its order."""
        pieces = _LATIN.split(words) if self.locale.rtl else [words]
        return "".join(
            f'<bdi dir="ltr">{escape(piece)}</bdi>' if at % 2 else str(escape(piece)) for at, piece in enumerate(pieces)
        )

    def plain(self, name: str, **values: object) -> str:
        """The words as bare text."""
        words = self._text(name).text.replace("**", "")
        isolated = {key: isolate_first_strong(str(value)) if self.locale.rtl else str(value) for key, value in values.items()}
        return _PLACEABLE.sub(lambda found: isolated[found.group(1)], words)

    def has(self, name: str) -> bool:
        """Whether there is such a word."""
        return name in self.texts

    def _text(self, name: str) -> Text:
        try:
            return self.texts[name]
        except KeyError:
            raise KeyError(f"content/desk.yaml has no word `{name}`") from None


class ProjectWords:
    """The words of a project in all its languages, read again when their files change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.known: dict[str, tuple[tuple[int, int], Phrases]] = {}
        self.wordless: dict[Path, int] = {}

    def languages(self) -> tuple[Locale, ...]:
        """The languages the desk speaks: English and those with a word in their desk.po, by tag."""
        found = []
        for path in sorted((self.root / "locales").glob("*/desk.po")):
            if self._wordless(path):
                continue
            try:
                found.append(self.of(path.parent.name))
            except KitError:  # a folder that is no language of ours is told of by the commands
                continue
        spoken = (words.locale for words in found if any(text.lang == words.locale.tag for text in words.texts.values()))
        return (SOURCE, *(locale for locale in spoken if locale.tag != SOURCE.tag))

    def _wordless(self, path: Path) -> bool:
        """Whether a catalog holds no word but its header, as most do: to read each of them as a catalog takes long."""
        age = _age(path)
        if self.wordless.get(path) == age:
            return True
        if path.parent.name in self.known or _has_words(path):
            return False
        self.wordless[path] = age
        return True

    def of(self, tag: str) -> Phrases:
        """The words in a language."""
        stamp = (_age(self.root / "content" / "desk.yaml"), _age(self.root / "locales" / tag / "desk.po"))
        known = self.known.get(tag)
        if known and known[0] == stamp:
            return known[1]
        phrases = self._read(find(tag, self.root / "locales"))
        self.known[tag] = (stamp, phrases)
        return phrases

    def _read(self, locale: Locale) -> Phrases:
        english = {text.id.removeprefix("desk/"): text for text in content.desk_words(self.root / "content")}
        if locale.tag == SOURCE.tag:
            return Phrases(locale=locale, texts=english)
        entries = translate.load(self.root, locale, translate.DESK).by_ctx()
        texts = {}
        for name, text in english.items():
            entry = entries.get(text.id)
            state = translate.state(text, entry)
            if entry and state in ("machine", "human"):
                text = Text(id=text.id, source=text.source, text=entry.words, lang=locale.tag, state=state)
            texts[name] = text
        return Phrases(locale=locale, texts=texts)


_TRANSLATED = re.compile(rb'^msgstr(?:\[\d+\])? (?:"[^"]|""\r?\n")', re.MULTILINE)


def _has_words(path: Path) -> bool:
    """Whether a catalog may hold a word beside its header."""
    try:
        return len(_TRANSLATED.findall(path.read_bytes())) > 1
    except OSError:
        return False


def _age(path: Path) -> int:
    try:
        found = path.stat()
    except OSError:
        return 0
    return hash((found.st_mtime_ns, found.st_size))
