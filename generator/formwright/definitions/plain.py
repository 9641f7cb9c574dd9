"""Values of the model as plain data, which can be kept as JSON, and back: nothing comes of it that does not have
the shape of a value of the model, whatever the data is."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from formwright.answers.kinds import KINDS, Kind

T = TypeVar("T")


class Damaged(Exception):
    """The data is not what a value becomes."""


def plain(value: Any) -> Any:
    """The value as lists, texts, numbers and such; each of our own values is a list that begins with its kind, and
    a kind of answer its name."""
    if isinstance(value, Kind):
        return value.name
    if is_dataclass(value):
        return [type(value).__name__, *(plain(getattr(value, field.name)) for field in fields(value))]
    match value:
        case StrEnum():
            return str(value)
        case tuple():
            return [plain(part) for part in value]
        case Mapping():
            return {key: plain(part) for key, part in value.items()}
        case None | str() | int():
            return value
        case _:
            raise TypeError(f"{type(value).__name__} is not a value of the model")


def value(kind: type[T], data: Any) -> T:
    """The value of this kind that became this data. Raises Damaged where none did."""
    wanted: Any = kind
    found: T = _maker(wanted)(data)
    return found


Make = Callable[[Any], Any]


@cache
def _maker(kind: Any) -> Make:
    if kind in (str, int, bool, NoneType):
        return lambda data: data if type(data) is kind else _damaged()
    if kind is Kind:
        return lambda data: KINDS.get(data) or _damaged() if type(data) is str else _damaged()
    if is_dataclass(kind) and isinstance(kind, type):
        return _Whole(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        words = {str(word): word for word in kind}
        return lambda data: words.get(data) or _damaged() if type(data) is str else _damaged()
    match get_origin(kind):
        case origin if origin is Union or origin is UnionType:
            return _one_of(get_args(kind))
        case origin if origin is tuple:
            return _tuple(get_args(kind)[0])
        case _:
            return _mapping(get_args(kind)[1])


def _damaged() -> Any:
    raise Damaged


class _Whole:
    """Makes values of one of our own kinds. What their parts are is looked at when the first is made, as a kind
    may have parts of its own kind."""

    def __init__(self, kind: type) -> None:
        self.kind = kind
        self.name = kind.__name__
        self.parts: tuple[Make, ...] | None = None

    def __call__(self, data: Any) -> Any:
        if self.parts is None:
            hints = get_type_hints(self.kind)
            self.parts = tuple(_maker(hints[field.name]) for field in fields(self.kind))
        if type(data) is not list or len(data) != len(self.parts) + 1 or data[0] != self.name:
            raise Damaged
        return self.kind(*[make(part) for make, part in zip(self.parts, data[1:], strict=True)])


def _one_of(kinds: tuple[Any, ...]) -> Make:
    makers = {getattr(kind, "__name__", "") if is_dataclass(kind) else kind: _maker(kind) for kind in kinds}
    lists = next((maker for kind, maker in makers.items() if get_origin(kind) is tuple), None)

    def make(data: Any) -> Any:
        if type(data) is not list:
            found = makers.get(type(data))
        else:
            found = makers.get(data[0]) if data and type(data[0]) is str else None
            found = found or lists
        return found(data) if found else _damaged()

    return make


def _tuple(kind: Any) -> Make:
    part = _maker(kind)
    return lambda data: tuple(map(part, data)) if type(data) is list else _damaged()


def _mapping(kind: Any) -> Make:
    part = _maker(kind)

    def make(data: Any) -> Any:
        return {key: part(found) for key, found in data.items()} if type(data) is dict else _damaged()

    return make
