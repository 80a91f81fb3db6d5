"""The house rules, each as a function from one source file to the sentences it offends with."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator

from tests.architecture.sources import Source

FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 45
FUNCTION_LINES_AIM = 25
EMPTY_NAMES = {"util", "utils", "helpers", "manager", "managers", "common", "misc", "stuff"}
ABBREVIATIONS = {
    "amt",
    "btn",
    "calc",
    "cfg",
    "cmd",
    "cnt",
    "ctx",
    "evt",
    "mgmt",
    "mgr",
    "svc",
    "usr",
}

LOOKS_AWAY = re.compile(r"#\s*(noqa|type:\s*ignore|nosec|pragma: no cover)")
REASON = re.compile(LOOKS_AWAY.pattern + r"(: [A-Z]+\d+(, ?[A-Z]+\d+)*|\[[\w-]+\])? +[-–—#] *\w")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Rule = Callable[[Source], Iterator[str]]


def words_of(name: str) -> list[str]:
    """The lower-case words of a name in snake_case or CamelCase: `HTTPStatus` is http, status."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method of a file, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def lines_of(function: Function) -> int:
    """The lines of a function without its decorators and its docstring."""
    end = function.end_lineno or function.lineno
    lines = end - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def file_is_short(source: Source) -> Iterator[str]:
    """A file holds one subject: at most 300 lines."""
    lines = source.text.count("\n")
    if lines > FILE_LINES_MAX:
        yield f"{source.path}: {lines} lines, at most {FILE_LINES_MAX}"


def functions_are_short(source: Source) -> Iterator[str]:
    """A function does one thing: 25 lines is the aim, 45 the end."""
    for function in functions(source.tree):
        lines = lines_of(function)
        if lines > FUNCTION_LINES_MAX:
            yield (
                f"{source.path}:{function.lineno} {function.name}: {lines} lines, "
                f"at most {FUNCTION_LINES_MAX}"
            )


def names_say_something(source: Source) -> Iterator[str]:
    """No file, folder or class is named after nothing in particular, and nothing is abbreviated."""
    for part in source.path.removesuffix(".py").split("/"):
        if EMPTY_NAMES & set(words_of(part)):
            yield f"{source.path}: '{part}' does not say what it is"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and EMPTY_NAMES & set(words_of(node.name)):
            yield f"{source.path}:{node.lineno} '{node.name}' does not say what it is"
        if isinstance(node, ast.ClassDef | Function | ast.arg):
            name = node.arg if isinstance(node, ast.arg) else node.name
            for word in ABBREVIATIONS & set(words_of(name)):
                yield f"{source.path}:{node.lineno} '{name}': write '{word}' in full"


def nothing_is_printed(source: Source) -> Iterator[str]:
    """Only the command line prints; everything else returns, or writes to the structured log."""
    if source.within("adapters/command_line", "tests"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "print":
            yield f"{source.path}:{node.lineno} prints"


def public_things_are_explained(source: Source) -> Iterator[str]:
    """In domain and application each public module, class and function has a docstring.

    A refusal is explained by its sentences for people, and needs no docstring besides.
    """
    if not source.within("domain", "application"):
        return
    tree = source.tree
    if tree.body and ast.get_docstring(tree) is None:
        yield f"{source.path}: the module has no docstring"
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    holders: list[ast.Module | ast.ClassDef] = [tree, *classes]
    for holder in holders:
        for node in holder.body:
            if isinstance(node, ast.ClassDef | Function) and _lacks_docstring(node):
                yield f"{source.path}:{node.lineno} {node.name} has no docstring"


def _lacks_docstring(node: ast.ClassDef | Function) -> bool:
    if node.name.startswith("_") or ast.get_docstring(node) is not None:
        return False
    if isinstance(node, ast.ClassDef):
        return "english" not in _assigned(node)
    return not any("overload" in ast.unparse(decorator) for decorator in node.decorator_list)


def _assigned(node: ast.ClassDef) -> set[str]:
    plain = {
        target.id
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    annotated = {
        statement.target.id
        for statement in node.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    }
    return plain | annotated


def money_is_never_a_float(source: Source) -> Iterator[str]:
    """No float is written, made or divided into being in the domain.

    The tally may use floats, since there they carry proven error bounds. `isinstance(x, float)` is
    how a float is turned away, and stays.
    """
    if not source.within("domain") or source.within("domain/tally"):
        return
    tree = source.tree
    refused = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "isinstance"
        for name in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "float" and node not in refused:
            yield f"{source.path}:{node.lineno} uses float"
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"{source.path}:{node.lineno} has the float {node.value}"
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            yield f"{source.path}:{node.lineno} divides with /, which makes a float"


def exceptions_to_the_checkers_have_a_reason(source: Source) -> Iterator[str]:
    """Where a checker is told to look away, the line says why: `# noqa: X - because …`."""
    for line, comment in _comments(source.text):
        if LOOKS_AWAY.match(comment) and not REASON.match(comment):
            yield f"{source.path}:{line} looks away without saying why"


def _comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


RULES: tuple[Rule, ...] = (
    file_is_short,
    functions_are_short,
    names_say_something,
    nothing_is_printed,
    public_things_are_explained,
    money_is_never_a_float,
    exceptions_to_the_checkers_have_a_reason,
)
