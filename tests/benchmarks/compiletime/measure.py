#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times the compiler on programs with models: the processor time of g++ -O2, without a precompiled header or a cache.

The programs are compiled in turns and the least of the runs counts: what disturbs a compiler only ever makes it slower."""
import argparse, json, os, pathlib, resource, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).parent


def seconds(command):
    """Processor time of a command and its children, which a busy machine changes less than elapsed time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def many_models(count):
    fields = ["qint64, id, \"primaryKey\"", "QString, name, \"maxLength=100\"", "QString, text, \"\"", "int, number, \"min=0\"",
              "double, ratio, \"\"", "bool, done, \"\"", "QDateTime, created, \"\"", "std::optional<QDate>, day, \"\"",
              "QUuid, token, \"\"", "QByteArray, bytes, \"\"", "qint64, total, \"\"", "std::optional<QString>, note, \"\""]
    head = "#pragma once\n#include <quoin/model.h>\n#include <QtCore/qdatetime.h>\n#include <QtCore/quuid.h>\n"
    body = "".join(f"class Model{i}\n{{\n    Q_GADGET\n    QUOIN_MODEL(\"model_{i}\", \"\")\n"
                   + "".join(f"    QUOIN_FIELD({field})\n" for field in fields) + "};\n" for i in range(count))
    return head + body


def wide_model(fields):
    head = "#pragma once\n#include <quoin/model.h>\nclass Wide\n{\n    Q_GADGET\n    QUOIN_MODEL(\"wide\", \"\")\n"
    return head + "".join(f"    QUOIN_FIELD(int, field{i}, \"\")\n" for i in range(fields)) + "};\n"


ONE_FILTER = """#include "wide{fields}.h"
#include <quoin/quoin.h>
quoin::Result<QList<Wide>> some(const quoin::Database &db)
{{
    return db.query<Wide>().filter(quoin::field<&Wide::field7> >= 1000).all();
}}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("configuration", help="compiletime.json of a build folder")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    configuration = json.loads(pathlib.Path(options.configuration).read_text())
    includes = [f"-I{folder}" for folder in dict.fromkeys(configuration["includes"].split(";")) if folder]
    compiler = [configuration["compiler"], "-std=c++20", "-O2", "-fPIC", *includes, "-c", "-o", os.devnull]

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)

        def moc(header):
            subprocess.run([configuration["moc"], *includes, "-p", str(header.parent), str(header), "-o", str(folder / f"moc_{header.stem}.cpp")], check=True)

        moc(HERE / "models.h")
        sources = {"an empty file": "", "QtCore's classes of a model": "#include <QtCore/qdatetime.h>\n#include <QtCore/qobjectdefs.h>\n#include <QtCore/qlist.h>\n#include <QtCore/qmetaobject.h>\n",
                   "the same and <quoin/model.h>": "#include <QtCore/qdatetime.h>\n#include <QtCore/qobjectdefs.h>\n#include <QtCore/qlist.h>\n#include <QtCore/qmetaobject.h>\n#include <quoin/model.h>\n",
                   "<quoin/quoin.h>": "#include <quoin/quoin.h>\n"}
        files = {}
        for title, text in sources.items():
            files[title] = folder / f"header{len(files)}.cpp"
            files[title].write_text(text)
        files["program on Qt Sql"] = HERE / "program_qsqlquery.cpp"
        files["program on Quoin"] = HERE / "program_quoin.cpp"
        for count in (25, 50, 100):
            header = folder / f"models{count}.h"
            header.write_text(many_models(count))
            moc(header)
            files[f"{count} models of 12 fields"] = folder / f"many{count}.cpp"
            files[f"{count} models of 12 fields"].write_text(f"#include \"models{count}.h\"\n#include \"moc_models{count}.cpp\"\n")

        for fields in (12, 120):
            (folder / f"wide{fields}.h").write_text(wide_model(fields))
            files[f"a filter, {fields} fields"] = folder / f"filter{fields}.cpp"
            files[f"a filter, {fields} fields"].write_text(ONE_FILTER.format(fields=fields))

        best = {}
        for _ in range(options.rounds):
            for title, file in files.items():
                taken = seconds([*compiler, f"-I{folder}", f"-I{HERE}", str(file)])
                best[title] = min(taken, best.get(title, taken))

    print("compile time: processor seconds of g++ -O2, no precompiled header" if "g++" in configuration["compiler"] else "compile time: processor seconds at -O2")
    for title, taken in best.items():
        print(f"  {title:32} {taken:6.2f} s")
    model = best["the same and <quoin/model.h>"] - best["QtCore's classes of a model"]
    ratio = best["program on Quoin"] / best["program on Qt Sql"]
    base = best["the same and <quoin/model.h>"]
    per_model = [(best[f"{count} models of 12 fields"] - base) / count for count in (25, 50, 100)]
    print(f"  <quoin/model.h> on top of QtCore {model:6.2f} s   < 0.5 {'ok' if model < 0.5 else 'MISS'}")
    print(f"  program: ratio to Qt Sql         {ratio:6.2f}     ≤ 1.5 {'ok' if ratio <= 1.5 else 'MISS'}")
    width = best["a filter, 120 fields"] / best["a filter, 12 fields"]
    print(f"  a filter: 120 fields to 12       {width:6.2f}     < 1.2 {'ok' if width < 1.2 else 'MISS'}")
    linear = max(per_model) <= 1.3 * min(per_model)
    print(f"  a model of 12 fields             {', '.join(f'{each * 1000:.0f}' for each in per_model)} ms in a target of 25, 50, 100   {'linear' if linear else 'NOT linear'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
