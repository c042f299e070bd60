"""The tool for a department's load counts what it made, and finds the one file that is not what it would be when made alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import load


@pytest.mark.slow
def test_a_sample_is_compared_with_files_made_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All is well after a run; after one letter of one file was changed, that file is named and no other."""
    monkeypatch.setattr(load, "LOCALES", ("en",))
    monkeypatch.setattr(load, "SHEETS", ("overdose",))
    monkeypatch.setattr(load, "COMMANDS", ({"format": ("sheet",), "sheet": ("overdose",)},))
    rows, out = tmp_path / "clinics.csv", tmp_path / "out"
    load.write_list(rows, 3)
    load.run(rows, out, jobs=1)
    assert capsys.readouterr().out.startswith("3 files in ")
    different, drawn = load.compare(rows, out, 3, 1, jobs=1)
    assert (different, len(drawn)) == ([], 3)
    data = bytearray(drawn[1].read_bytes())
    data[-20] ^= 1
    drawn[1].write_bytes(data)
    assert load.compare(rows, out, 3, 1, jobs=1)[0] == [drawn[1].relative_to(out).as_posix()]
