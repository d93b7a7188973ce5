#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py GUIDE SOURCE: every block of C++ in the guide stands in the source, line by line but for the indentation."""
import pathlib
import re
import sys


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def main(guide: pathlib.Path, source: pathlib.Path) -> int:
    program = lines(source.read_text(encoding="utf-8"))
    blocks = re.findall(r"^```cpp\n(.*?)^```$", guide.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    wrong = 0
    for block in map(lines, blocks):
        if not any(program[at:at + len(block)] == block for at in range(len(program))):
            print(f"{guide}: this block is not in {source}:", *block, sep="\n    ")
            wrong += 1
    return 1 if wrong or not blocks else 0


if __name__ == "__main__":
    sys.exit(main(*map(pathlib.Path, sys.argv[1:3])))
