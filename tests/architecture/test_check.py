#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Shows that check.py can fail: over fixture/, where each rule is broken, it reports each violation and no other.

The expectations stand in the fixture's files: `expect: rule` on the line of the violation, `expect-at-1: rule` where
the violation is reported on the first line.
"""

import re
import tomllib
import unittest
from pathlib import Path

import check

FIXTURE = Path(__file__).parent / "fixture"


def expected() -> set[str]:
    found = set()
    for path in FIXTURE.glob("orm/**/*"):
        if path.suffix not in (".h", ".cpp"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if match := re.search(r"expect(-at-1)?: (\w+)", line):
                found.add(f"{match[2]} {path.relative_to(FIXTURE).as_posix()}:{1 if match[1] else number}")
    return found


def reported() -> set[str]:
    rules = tomllib.loads((FIXTURE / "rules.toml").read_text(encoding="utf-8"))
    violations = check.Checker(rules, FIXTURE).run()
    return {f"{rule} {':'.join(text.split(':')[:2])}" for rule, texts in violations.items() for text in texts}


class TestChecker(unittest.TestCase):
    maxDiff = None

    def test_each_violation_is_reported_and_no_other(self):
        unneeded = {violation for violation in reported() if violation.startswith("exemptions_are_needed")}
        self.assertEqual(unneeded, {"exemptions_are_needed rules.toml: quoin/query/innocent.cpp needs no exemption from engine_names"})
        self.assertEqual(reported() - unneeded, expected())

    def test_the_fixture_breaks_every_rule(self):
        broken = {violation.split()[0] for violation in reported()}
        self.assertEqual(broken, {rule.__name__ for rule in check.Checker.RULES})

    def test_comments_are_told_from_literals(self):
        for text, code in (
            ("a; // b", "a;     "),
            ("a; /* b\nc */ d", "a;     \n     d"),
            ('"// text" // comment', '"// text"           '),
            (r'"\"// text"', r'"\"// text"'),
            ("'\"' // comment", "'\"'           "),
            ('R"x(// " text)x" // comment', 'R"x(// " text)x"           '),
            ("1'000; // it's", "1'000;        "),
        ):
            with self.subTest(text):
                self.assertEqual(check.without_comments(text), code)


if __name__ == "__main__":
    unittest.main()
