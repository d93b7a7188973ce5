#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""features.py ROOT: every row of docs/features.md that is not merely planned names tests, and all that it names exist."""
import pathlib
import re
import sys


def main(root: pathlib.Path) -> int:
    sources = {path.stem: path.read_text(encoding="utf-8") for path in (root / "tests").rglob("tst_*.cpp")}
    wrong: list[str] = []
    rows = 0
    for line in (root / "docs/features.md").read_text(encoding="utf-8").splitlines():
        for file, function in re.findall(r"\b(tst_\w+)::(\w+)", line):
            if not re.search(rf"\bvoid (?:tst_\w+::)?{function}\(\)", sources.get(file, "")):
                wrong.append(f"{file}::{function} is no test function")
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
        if not re.fullmatch(r"[A-Z]\d+", cells[0]):
            continue
        rows += 1
        if cells[1] != "planned" and not re.search(r"\btst_\w+::", cells[3]) and not cells[1].startswith("declared"):
            wrong.append(f"{cells[0]} says \"{cells[1]}\" without a test")
    print(*wrong, f"{rows} rows", sep="\n")
    return 1 if wrong or rows == 0 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
