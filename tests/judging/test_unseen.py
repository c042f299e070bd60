"""The sets of rewordings that nobody has mended by: whole, and counted by a tool that tells what went wrong."""

from __future__ import annotations

from pathlib import Path

from kit.judging.translation import faults
from tools.rewordings import SETS, lines

HEAD = "kind\twhat\tid\tenglish\twords\n"
ENGLISH = "Wait 2 to 3 minutes."


def test_each_set_has_both_kinds() -> None:
    """Rewordings and slips, each with both texts; rewordings that were made twice would count twice."""
    found = sorted(SETS.glob("*.tsv"))
    assert len(found) == 28
    for path in found:
        rows = list(faults(path))
        assert {row.kind for row in rows} == {"rewording", "slip"}, path
        assert len({(row.kind, row.words) for row in rows}) == len(rows), path


def test_alarms_and_slips_are_counted_and_told(tmp_path: Path) -> None:
    """A right rewording is silent, a wrong number is seen; one that is called right is told, as is a slip that nothing sees."""
    path = tmp_path / "9-es.tsv"
    rows = [("rewording", "Espere 2 a 3 minutos."), ("slip", "Espere 2 a 8 minutos."), ("rewording", "Espere 3 horas.")]
    rows.append(("slip", "Espere de 2 a 3 minutos."))
    path.write_text(HEAD + "".join(f"{kind}\tx\te\t{ENGLISH}\t{words}\n" for kind, words in rows), encoding="utf-8")
    told = list(lines([path], tell=True))
    assert told[0] == "set 9, es: 1 of 2 right rewordings raise an alarm, 1 of 2 slips are seen"
    assert told[1:] == ["  rewording e: Espere 3 horas.", "  slip e: Espere de 2 a 3 minutos."]
