"""What the documents say, taken out of them so that it can be held against the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.architecture.sources import ROOT, files

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"\bmake ([a-z][a-z0-9-]+)")
WIJKKAS = re.compile(r"`(?:\.venv/bin/)?wijkkas ([a-z][a-z-]*)")
EVENT_NAME = re.compile(r"`([a-z_]+\.[a-z_]+\.v\d+)`")
CLASS_NAME = re.compile(r"`((?:[A-Z][a-z]+){2,})`")
TRANSITION = re.compile(r"^ +(\S+) --> (\w+): (\w+)", re.MULTILINE)


def documents() -> list[Path]:
    """Every Markdown file of the repository."""
    return list(files(".md"))


def broken_links(path: Path, text: str) -> Iterator[str]:
    """Links to files that are not there; links to other sites are not followed."""
    for target in LINK.findall(FENCE.sub("", text)):
        if "://" in target or target.startswith(("#", "mailto:")):
            continue
        if not (path.parent / target.partition("#")[0]).exists():
            yield f"{path.name}: {target}"


def make_targets(text: str) -> set[str]:
    """The targets that a person can ask of a Makefile: those with a line of help."""
    return set(re.findall(r"^([a-z0-9-]+):.*## ", text, re.MULTILINE))


def mentioned_make_targets(text: str) -> set[str]:
    """The `make TARGET` in code spans and fenced blocks; in prose, make is just a verb."""
    code = "\n".join([*FENCE.findall(text), *re.findall(r"`[^`\n]+`", FENCE.sub("", text))])
    return set(MAKE.findall(code))


def mentioned_commands(text: str) -> set[str]:
    """The `wijkkas COMMAND` in code spans."""
    return set(WIJKKAS.findall(text))


def unlisted_records() -> list[str]:
    """Decision records that the list of decision records does not have."""
    folder = ROOT / "docs/decisions"
    listed = set(LINK.findall((folder / "README.md").read_text("utf-8")))
    return [path.name for path in sorted(folder.glob("[0-9]*.md")) if path.name not in listed]


def load_yaml(name: str) -> dict[str, Any]:
    """A YAML file at the root of the repository."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / name).read_text("utf-8"))
    return loaded


def unsafe_services(compose: dict[str, Any]) -> Iterator[str]:
    """What a service of a composition lacks, in sentences."""
    for name, service in compose["services"].items():
        if "healthcheck" not in service:
            yield f"{name} has no healthcheck"
        if (
            service.get("healthcheck") == {"disable": True}
            and service["restart"][:10] != "on-failure"
        ):
            yield f"{name} keeps running and has no healthcheck"
        if service.get("read_only") is not True:
            yield f"{name} can write to its root file system"
        if service.get("cap_drop") != ["ALL"]:
            yield f"{name} keeps capabilities"
        for port in service.get("ports", []):
            if not str(port).startswith("127.0.0.1:8033:"):
                yield f"{name} can be reached at {port}"
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|KEY", variable) and "${" not in str(value):
                yield f"{name} has the secret {variable} in the file"
