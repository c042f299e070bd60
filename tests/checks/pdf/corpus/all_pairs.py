"""All rows of the corpus."""

from __future__ import annotations

from tests.checks.pdf.corpus import Pair, faces, files, newer, trees

PAIRS: tuple[Pair, ...] = (*trees.PAIRS, *files.PAIRS, *faces.PAIRS, *newer.PAIRS)
