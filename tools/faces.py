"""Make the faces in kit/text/faces/ from Noto's own files: `python3 -m tools.faces FOLDER`, which holds the static TTFs.

Instructions for screens of few dots (hinting) are left out, as the PDF writer leaves them out; letters, features and names stay as they
are. Writes ORIGIN.tsv beside them: version, and the digests of the file that was taken and of the file that was made.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

from kit.text.faces import OWN, OWN_FOLDER

_HINTS = ("fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "LTSH", "DSIG")


def main(folder: Path) -> None:
    """Both weights of each family."""
    rows = ["file\tversion\ttaken (sha256)\tmade (sha256)"]
    for family in OWN:
        for style in ("Regular", "Bold"):
            name = f"{family}-{style}.ttf"
            taken = (folder / name).read_bytes()
            font = TTFont(folder / name, recalcTimestamp=False)
            for table in _HINTS:
                if table in font:
                    del font[table]
            for glyph in font.getGlyphOrder():
                font["glyf"][glyph].removeHinting()
            font.save(OWN_FOLDER / name)
            made = (OWN_FOLDER / name).read_bytes()
            version = str(font["name"].getDebugName(5)).partition(";")[0]
            rows.append("\t".join((name, version, hashlib.sha256(taken).hexdigest(), hashlib.sha256(made).hexdigest())))
    (OWN_FOLDER / "ORIGIN.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
