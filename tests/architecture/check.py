#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the architecture of the sources against rules.toml.

    check.py RULES ROOT

Prints one line a rule, with each violation under it as path:line: what is wrong and what would be right. Exit code 1
when there is any. Standard library only.
"""

import re
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
QTSQL = re.compile(r"^(QtSql(/|$)|QSql[A-Z]|qsql[a-z]+\.h$)")
# Comments, and the literals in which a comment's start means nothing.
LEXEMES = re.compile(
    r'(?P<raw>R"(?P<mark>[^(\s]{0,16})\(.*?\)(?P=mark)")'
    r'|(?P<string>"(?:\\.|[^"\\\n])*")'
    r"|(?P<char>(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*')"
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)",
    re.DOTALL,
)


def without_comments(text: str) -> str:
    """The text with comments blanked, so that line numbers stay."""

    def blank(match: re.Match) -> str:
        return re.sub(r"[^\n]", " ", match[0]) if match["comment"] else match[0]

    return LEXEMES.sub(blank, text)


@dataclass(frozen=True)
class Include:
    line: int
    path: str
    quoted: bool


class Source:
    """One file below the include root, with its place in the architecture."""

    def __init__(self, path: Path, include_root: Path, rules: dict):
        self.path = path
        self.name = path.relative_to(include_root).as_posix()  # quoin/layer/file.h
        self.text = path.read_text(encoding="utf-8")
        self.lines = self.text.splitlines()
        self.code = without_comments(self.text).splitlines()
        self.layer = layer_of(self.name, rules)
        self.is_header = path.suffix == ".h"
        self.is_public = self.is_header and not path.stem.endswith("_p")
        self.includes = [
            Include(number, match[2], match[1] == '"')
            for number, line in enumerate(self.code, 1)
            if (match := INCLUDE.match(line))
        ]


def layer_of(name: str, rules: dict) -> str:
    """The layer's name: core for quoin/core/error.h, dialect/sqlite for an engine's file, "" for quoin/model.h."""
    parts = name.split("/")
    if len(parts) < 3:
        return ""
    engines = rules["engines"]
    if parts[1] == engines["layer"] and len(parts) > 3 and parts[2] in engines["folders"]:
        return f"{parts[1]}/{parts[2]}"
    return parts[1]


class Checker:
    def __init__(self, rules: dict, root: Path):
        self.rules = rules
        self.root = root
        include_root = root / rules["source_root"]
        files = sorted(p for p in include_root.glob("quoin/**/*") if p.suffix in (".h", ".cpp"))
        self.sources = [Source(path, include_root, rules) for path in files]
        self.by_name = {source.name: source for source in self.sources}
        self.violations: dict[str, list[str]] = defaultdict(list)
        self.exemptions = rules.get("exemptions", [])
        self.used_exemptions: set[int] = set()

    def report(self, rule: str, source: Source, line: int, message: str) -> None:
        for index, exemption in enumerate(self.exemptions):
            if exemption["rule"] == rule and exemption["file"] == source.name:
                self.used_exemptions.add(index)
                return
        self.violations[rule].append(f"{source.path.relative_to(self.root).as_posix()}:{line}: {message}")

    # ---- the rules: each method is one, its name is the rule's

    def include_matrix(self) -> None:
        for source in self.sources:
            allowed = self.allowed_layers(source)
            if allowed is None:
                self.report("include_matrix", source, 1, f"is in no layer that rules.toml knows: {sorted(self.rules['layers'])}")
                continue
            for include in source.includes:
                if not include.path.startswith("quoin/"):
                    continue
                target = layer_of(include.path, self.rules)
                if target != source.layer and target not in allowed:
                    where = source.layer or source.name
                    self.report(
                        "include_matrix", source, include.line,
                        f"{where} may include {', '.join(filter(None, sorted(allowed))) or 'no other layer'}, not {target or include.path}",
                    )

    def allowed_layers(self, source: Source) -> set[str] | None:
        if not source.layer:
            umbrella = self.rules["umbrellas"].get(source.name)
            return None if umbrella is None else {*umbrella, ""}
        if "/" in source.layer:
            return set(self.rules["engines"]["includes"])
        layers = self.rules["layers"].get(source.layer)
        if layers is None:
            return None
        engines = self.rules["engines"]
        of_engines = {f"{engines['layer']}/{folder}" for folder in engines["folders"]} if source.name == engines["factories"] else set()
        return {*layers, *of_engines}

    def includes_resolve(self) -> None:
        """Includes of our own are spelled from the include root, in <>, and name a file that exists."""
        for source in self.sources:
            for include in source.includes:
                if include.quoted and not include.path.endswith(".moc"):
                    self.report("includes_resolve", source, include.line, f'write <quoin/layer/file.h>, not "{include.path}"')
                elif include.path.startswith("quoin/") and include.path not in self.by_name:
                    self.report("includes_resolve", source, include.line, f"<{include.path}> does not exist")

    def no_cycles(self) -> None:
        visiting, done = [], set()

        def visit(source: Source) -> None:
            visiting.append(source.name)
            for include in source.includes:
                if include.path in visiting:
                    cycle = visiting[visiting.index(include.path):] + [include.path]
                    self.report("no_cycles", source, include.line, "includes itself: " + " → ".join(cycle))
                elif include.path in self.by_name and include.path not in done:
                    visit(self.by_name[include.path])
            visiting.pop()
            done.add(source.name)

        for source in self.sources:
            if source.name not in done:
                visit(source)

    def qtsql_only_in_db(self) -> None:
        for source in self.sources:
            for include in source.includes:
                if QTSQL.match(include.path) and (source.layer != self.rules["sql_layer"] or source.is_public):
                    self.report(
                        "qtsql_only_in_db", source, include.line,
                        f"<{include.path}>: only {self.rules['sql_layer']}/ includes QtSql, and not in its public headers",
                    )

    def engine_names(self) -> None:
        """Engines are named by identifiers and literals only where they are implemented or connected."""
        engines = self.rules["engines"]
        pattern = re.compile("|".join(engines["names"]), re.IGNORECASE)
        for source in self.sources:
            if source.layer in engines["named_in"] or "/" in source.layer:
                continue
            for number, line in enumerate(source.code, 1):
                if match := pattern.search(line):
                    self.report(
                        "engine_names", source, number,
                        f"'{match[0]}': ask for a capability, or move this to {engines['layer']}/<engine>/",
                    )

    def private_headers_stay_private(self) -> None:
        for source in self.sources:
            for include in source.includes:
                if source.is_public and include.path.endswith("_p.h"):
                    self.report(
                        "private_headers_stay_private", source, include.line,
                        f"<{include.path}> is not installed, so this public header cannot include it",
                    )

    def listed_in_cmake(self) -> None:
        """A file that no CMakeLists.txt names is neither compiled nor installed."""
        for source in self.sources:
            folder = source.path.parent
            while not (folder / "CMakeLists.txt").exists() and folder != self.root:
                folder = folder.parent
            listing = folder / "CMakeLists.txt"
            relative = source.path.relative_to(folder).as_posix()
            engine, slash, rest = relative.partition("/")
            spellings = {relative, f"${{engine}}/{rest}"} if slash and engine in self.rules["engines"]["folders"] else {relative}
            if not listing.exists() or spellings.isdisjoint(re.split(r"[\s()\"]+", listing.read_text())):
                self.report("listed_in_cmake", source, 1, f"add {relative} to {listing.relative_to(self.root).as_posix()}")

    def file_form(self) -> None:
        for source in self.sources:
            if not source.lines or source.lines[0] != "// SPDX-License-Identifier: MIT":
                self.report("file_form", source, 1, "the first line has to be: // SPDX-License-Identifier: MIT")
            if source.is_header and "#pragma once" not in source.lines:
                self.report("file_form", source, 1, "a header needs #pragma once")
            if len(source.lines) > self.rules["max_lines"]:
                self.report(
                    "file_form", source, len(source.lines),
                    f"{len(source.lines)} lines: split it, {self.rules['max_lines']} is the most",
                )

    def exemptions_are_needed(self) -> None:
        for index, exemption in enumerate(self.exemptions):
            if index not in self.used_exemptions:
                self.violations["exemptions_are_needed"].append(
                    f"rules.toml: {exemption['file']} needs no exemption from {exemption['rule']}: remove it"
                )
            if not exemption.get("reason"):
                self.violations["exemptions_are_needed"].append(f"rules.toml: the exemption of {exemption['file']} gives no reason")

    RULES = (
        include_matrix, includes_resolve, no_cycles, qtsql_only_in_db, engine_names,
        private_headers_stay_private, listed_in_cmake, file_form, exemptions_are_needed,  # the last looks at what the others used
    )

    def run(self) -> dict[str, list[str]]:
        for rule in self.RULES:
            rule(self)
        return self.violations


def main() -> int:
    rules_file, root = Path(sys.argv[1]), Path(sys.argv[2])
    checker = Checker(tomllib.loads(rules_file.read_text(encoding="utf-8")), root)
    if not checker.sources:
        print(f"no sources below {root}")
        return 1
    violations = checker.run()
    for rule in (rule.__name__ for rule in Checker.RULES):
        print(f"{'FAIL' if violations[rule] else 'PASS'}   : {rule}")
        for violation in violations[rule]:
            print(f"   {violation}")
    print(f"{len(checker.sources)} files, {sum(map(len, violations.values()))} violations")
    return 1 if any(violations.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
