"""The nodes of a YAML file: by libyaml, which is some twenty times as fast, where it reads the file as ruamel.yaml does; else by that.

ruamel.yaml knows YAML 1.2 and says what is wrong. Left to it are anchors, tags, directives, tabs, values that are not there, and
all that is no YAML; a test reads the project's files, and files damaged at random, with both. Left out on purpose: what the values
mean (`content.positions`, `translate.scan`, `translate.machine`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import implicit_resolvers

SLOW = 300_000
"""Characters of a text that ruamel.yaml may be given, which reads what is odd and needs about 0.3 ms a line."""
NEST = re.compile(r"(?:[\[{]\s*+){100}|(?:[-?] ++){100}")
"""A hundred signs that open one thing inside another; the library's time grows with the square of their number."""
_STR = "tag:yaml.org,2002:str"
_FAST = getattr(yaml, "CBaseLoader", None)
"""None where PyYAML was built without libyaml."""
_ODD = re.compile("[\t\r\x85\u2028\u2029\ufeff]|[|>][-+0-9]*#")
"""Tabs and line ends that YAML 1.1 and 1.2 take for different things; a remark that touches the head of a block of text."""


def _by_first() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """What a plain word may mean in YAML 1.2 (`no` is a word), by its first character."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    for versions, tag, pattern, firsts in implicit_resolvers:
        for first in firsts if (1, 2) in versions else ():
            found[first].append((tag, re.compile(pattern.pattern, pattern.flags)))
    return found


_PLAIN = _by_first()


def compose(text: str) -> Node | None:
    """The top node of a file of one document; None if it is empty. The errors of ruamel.yaml, if it is no YAML."""
    found: Node | None = quick(text) or YAML(typ="safe", pure=True).compose(text)
    return found


def quick(text: str) -> Node | None:
    """The top node by libyaml; None if the file has to be read by ruamel.yaml, for whatever reason."""
    if _FAST is None or _ODD.search(text):
        return None
    try:
        return _tree(yaml.parse(text, Loader=_FAST))
    except (yaml.YAMLError, _OtherwiseError, ValueError):  # a character beyond Unicode is a ValueError
        return None


class _OtherwiseError(Exception):
    """Something that libyaml may read in another way."""


def _tree(events: Iterable[yaml.Event]) -> Node | None:
    """The tree that the events of one document tell of."""
    top: list[Node] = []
    within = [top]
    opened: list[Node] = []
    documents = 0
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            within[-1].append(_scalar(event))
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            _no_extras(event)
            kind = SequenceNode if isinstance(event, yaml.SequenceStartEvent) else MappingNode
            opened.append(kind("", [], event.start_mark, None, event.flow_style))
            within[-1].append(opened[-1])
            within.append([])
        elif isinstance(event, yaml.CollectionEndEvent):
            _close(opened.pop(), within.pop(), event)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1 or event.version or event.tags:
                raise _OtherwiseError
        elif isinstance(event, yaml.AliasEvent):
            raise _OtherwiseError
    return top[0] if top else None


def _no_extras(event: yaml.NodeEvent) -> None:
    if event.anchor or event.tag:
        raise _OtherwiseError


def _close(node: Node, values: list[Node], event: yaml.Event) -> None:
    node.end_mark = event.end_mark
    node.value = list(zip(values[::2], values[1::2], strict=True)) if isinstance(node, MappingNode) else values


def _scalar(event: yaml.ScalarEvent) -> Node:
    _no_extras(event)
    tag = _STR
    if event.implicit[0]:
        if not event.value:  # the two see it in other places
            raise _OtherwiseError
        patterns = _PLAIN.get(event.value[:1], ())
        tag = next((name for name, pattern in patterns if pattern.match(event.value)), _STR)
    return ScalarNode(tag, event.value, event.start_mark, event.end_mark, event.style)
