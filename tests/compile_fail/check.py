# SPDX-License-Identifier: MIT
"""check.py HEADER [SOURCE] -- COMPILER FLAG…

Without a source, compiles the header for all sources to use. With one, shows that its twins compile and that none of its sentences
does, each for the reason that it names:

    #ifdef CASE_name // a part of what the compiler says
        … must not compile
    #elif !defined(ALONE)
        … its twin
    #endif

WARNING_name instead is a warning, and no error. All sentences of a source are compiled at once, since it is the headers that cost; one whose message
is not among those for its lines is compiled once more alone.
"""
import os
import re
import subprocess
import sys

SENTENCE = re.compile(r"#ifdef ((CASE|WARNING)_(\w+)) // (.+)")


class Sentence:
    def __init__(self, match, line):
        self.define, self.kind, self.name, self.says = match.groups()
        self.first = self.last = line


def sentences_of(source):
    found = []
    with open(source, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("#ifdef "):
                match = SENTENCE.match(line.rstrip())
                if not match:
                    sys.exit(f"{source}:{number}: what does the compiler say? {line}")
                found.append(Sentence(match, number))
            elif line.startswith("#elif"):
                found[-1].last = number
    return found


def compiled(command, *more):
    """The exit code, and what the compiler said."""
    environment = dict(os.environ, LC_ALL="C", GCC_COLORS="")
    done = subprocess.run([*command, *more], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


def by_line(said, source):
    """What was said, by the line of the source that it is about: the last one that was named."""
    about = re.compile(re.escape(source) + r":(\d+):")
    lines, current = {}, 0
    for text in said.splitlines():
        named = about.search(text)
        if named:
            current = int(named[1])
        lines.setdefault(current, []).append(text)
    return lines


def missing(sentences, command, source):
    """The sentences for whose lines the compiler did not say what they promise; and the exit code."""
    code, said = compiled(command, *(f"-D{sentence.define}" for sentence in sentences), "-DALONE")
    lines = by_line(said, source)
    return code, [s for s in sentences
                  if not any(s.says in text for n in range(s.first, s.last + 1) for text in lines.get(n, []))]


def check(source, command):
    sentences = sentences_of(source)
    problems = []
    code, said = compiled(command, "-Werror")
    if code != 0:
        problems.append(f"the twins do not compile:\n{said}")
    for kind in "CASE", "WARNING":
        of_kind = [s for s in sentences if s.kind == kind]
        code, unproven = missing(of_kind, command, source)
        if of_kind and (code == 0) != (kind == "WARNING"):
            problems.append(f"the sentences of the kind {kind} end with code {code}")
        for sentence in unproven:
            code, said = compiled(command, f"-D{sentence.define}", "-DALONE")
            if (code == 0) != (kind == "WARNING"):
                problems.append(f"{sentence.name} {'compiles' if code == 0 else 'is an error'}, but it should not be:\n{said}")
            elif sentence.says not in said:
                problems.append(f"{sentence.name}: nothing says \"{sentence.says}\":\n{said}")
    print(f"{len(sentences)} sentences")
    for problem in problems:
        print(problem)
    return bool(problems) or not sentences


def main():
    split = sys.argv.index("--")
    header, *sources = sys.argv[1:split]
    command = sys.argv[split + 1:]
    if not sources:
        code, said = compiled([*command, "-x", "c++-header", header, "-o", header + ".gch"])
        print(said)
        return code
    return check(sources[0], [*command, "-include", header, "-fsyntax-only", "-fmax-errors=0", sources[0]])


if __name__ == "__main__":
    sys.exit(main())
