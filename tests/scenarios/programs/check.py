#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py DOCUMENT FOLDER: every file of the folder is, letter by letter, a code block of the document."""
import pathlib
import re
import sys


def main(document: pathlib.Path, folder: pathlib.Path) -> int:
    blocks = re.findall(r"^```\w+\n(.*?)^```$", document.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    missing = [file for file in sorted(folder.iterdir()) if file.read_text(encoding="utf-8") not in blocks]
    for file in missing:
        print(f"{document}: no code block is {file}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*map(pathlib.Path, sys.argv[1:3])))
