#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py GUIDE FOLDER: every file of the folder stands in the guide, letter by letter, as the code block after its name in bold."""
import pathlib
import re
import sys


def main(guide: pathlib.Path, folder: pathlib.Path) -> int:
    blocks = dict(re.findall(r"^\*\*`([^`]+)`\*\*\n+```\w+\n(.*?)^```$", guide.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))
    wrong = 0
    for file in sorted(folder.iterdir()):
        if blocks.pop(file.name, None) != file.read_text(encoding="utf-8"):
            print(f"{guide}: the block of {file.name} is missing or differs from {file}")
            wrong += 1
    for name in blocks:
        print(f"{guide}: there is no {folder / name}")
        wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(pathlib.Path, sys.argv[1:3])))
