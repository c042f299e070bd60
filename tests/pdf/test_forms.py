"""Form fields as objects: names that never collide, and no form where there is no field."""

from __future__ import annotations

from kit.pdf.forms import FormField, InteractiveForm
from kit.pdf.objects import Objects


def test_fields_of_one_name_get_names_of_their_own() -> None:
    """Two fields with one name would share what is typed, and a full stop would part a name into levels."""
    objects = Objects()
    form = InteractiveForm(objects)
    numbers = [objects.reserve() for _ in range(3)]
    for key, number in enumerate(numbers):
        form.widget(number, FormField("plan.day", "Day", "check", 14), (10, 10, 27, 27), key)
    names = [objects.body(number).partition(b"/T(")[2].partition(b")")[0] for number in numbers]
    assert names[0] == b"plan-day"
    assert len(set(names)) == 3
    assert not any(b"." in name for name in names)


def test_a_file_without_fields_has_no_form() -> None:
    """The catalog's entry is empty then, and names no font if there are only boxes to tick."""
    objects = Objects()
    form = InteractiveForm(objects)
    assert form.entry() == b""
    form.widget(objects.reserve(), FormField("tick", "Tick", "check", 14), (0, 0, 17, 17), 0)
    assert b"/Fields[1 0 R]" in form.entry()
    assert b"/DR" not in form.entry()
