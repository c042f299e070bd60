"""A command line whose commands are loaded only when they are run or asked for help, so that `kit --help` is quick."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any, ClassVar, TypedDict

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


class PlainTyper(TypedDict):
    """How our Typers print: plain lines, because screen readers read box characters aloud."""

    rich_markup_mode: None
    pretty_exceptions_enable: bool
    add_completion: bool
    no_args_is_help: bool


PLAIN: PlainTyper = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
    "no_args_is_help": True,
}


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the module that has it, its name there (a function, or a Typer with commands of its own), and what it does."""

    module: str
    attribute: str
    summary: str

    def load(self) -> Any:
        """The command itself, as Typer runs it."""
        found = getattr(importlib.import_module(self.module), self.attribute)
        if isinstance(found, typer.Typer):
            return get_command(found)
        alone = typer.Typer(**PLAIN)
        alone.command()(found)
        return get_command(alone)


class _Later(TyperCommand):
    """Stands for a command in lists of commands, and becomes it when it is called."""

    def __init__(self, name: str, row: Command) -> None:
        super().__init__(name, help=row.summary)
        self._row = row

    def make_context(self, *arguments: Any, **extra: Any) -> Any:
        return self._row.load().make_context(*arguments, **extra)


class LazyGroup(TyperGroup):
    """A group whose commands are the rows of a table, by name, in the table's order."""

    rows: ClassVar[dict[str, Command]] = {}

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, row in self.rows.items():
            self.add_command(_Later(name, row))
