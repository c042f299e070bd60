"""A sound deck of the sample taken apart, so that tests can change one thing in it and pack it again."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Callable

from kit.document import Options
from kit.formats.deck.writer import write
from tests.sample import sample

STAMP = (1980, 1, 1, 0, 0, 0)
CHART = "ppt/charts/chart9.xml"
CORE = "docProps/core.xml"
DECK = "ppt/presentation.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"
THEME = "ppt/theme/theme1.xml"


def slide(number: int) -> str:
    """The part of a slide. 2 has help lines and a QR code, 5 bullets, 7 a table, 8 a callout, 9 a chart."""
    return f"ppt/slides/slide{number}.xml"


def related(part: str) -> str:
    """The part that holds a part's relations."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


@functools.cache
def good(locale: str) -> bytes:
    """Our writer's deck of the sample document: the clean file that faults are planted into."""
    return write(sample(locale), Options())


class Parts(dict[str, bytes]):
    """The parts of a deck by name, to be changed and packed again."""

    def __init__(self, data: bytes) -> None:
        """Unpack a deck."""
        archive = zipfile.ZipFile(io.BytesIO(data))
        super().__init__({name: archive.read(name) for name in archive.namelist()})
        self.stamps: dict[str, tuple[int, int, int, int, int, int]] = {}

    def change(self, part: str, pattern: str, new: str, *, count: int = 1) -> None:
        """Replace what a pattern finds in a part; it must be there."""
        text, times = re.subn(pattern, new, self[part].decode(), count=count, flags=re.DOTALL)
        assert times, f"{part} has no {pattern}"
        self[part] = text.encode()

    def cut(self, part: str, pattern: str) -> str:
        """Take what a pattern finds out of a part."""
        found = re.search(pattern, self[part].decode(), re.DOTALL)
        assert found, f"{part} has no {pattern}"
        self[part] = self[part].decode().replace(found.group(), "", 1).encode()
        return found.group()

    def pack(self) -> bytes:
        """The deck with its changes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.items():
                archive.writestr(zipfile.ZipInfo(name, self.stamps.get(name, STAMP)), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()


def edit(part: str, pattern: str, new: str, *, count: int = 1) -> Callable[[Parts], object]:
    """A fault that is one replacement in one part."""
    return lambda parts: parts.change(part, pattern, new, count=count)
