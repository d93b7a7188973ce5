// SPDX-License-Identifier: MIT
// Linked into every test program that declares models: with QUOIN_CHECK_METATYPES set it runs no test but compares its models
// with what moc wrote of them (the files that the variable names, the program's own first), and ends.
#include "describe.h"

#include <quoin/meta/metatypes.h>
#include <quoin/meta/registry.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qset.h>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace {

/// One line for each difference, and how many models were compared.
struct Comparison
{
    QStringList problems;
    int compared = 0;
};

void compare(const ModelInfo &read, const ModelInfo &running, Comparison &into)
{
    ++into.compared;
    const QStringList is = describe(read).split(u'\n'), shouldBe = describe(running).split(u'\n');
    for (qsizetype i = 0; i < std::max(is.size(), shouldBe.size()); ++i) {
        if (is.value(i) != shouldBe.value(i))
            into.problems << u"%1: moc says \"%2\", the program \"%3\""_s.arg(read.className, is.value(i), shouldBe.value(i));
    }
}

/// Classes that a test declares wrong on purpose are in neither list.
Comparison compareAll(const QStringList &files)
{
    Comparison result;
    const auto set = ModelSet::fromFiles(files);
    const auto registered = Registry::models();
    if (!set || !registered) {
        result.problems << (set ? registered.error() : set.error()).toString();
        return result;
    }
    QSet<QString> names;
    for (const ModelInfo *running : *registered) {
        names << running->className;
        if (const ModelInfo *read = set->find(running->className))
            compare(*read, *running, result);
        else
            result.problems << running->className + u" is not in the metatypes"_s;
    }
    const auto own = ModelSet::fromFiles({ files.constFirst() });
    for (const ModelInfo *read : own ? own->models() : QList<const ModelInfo *>()) {
        if (!names.contains(read->className) && Registry::find(read->className))
            result.problems << read->className + u" is not registered"_s;
    }
    return result;
}

void checkModels()
{
    const QString files = qEnvironmentVariable("QUOIN_CHECK_METATYPES");
    if (files.isEmpty())
        return;
    const Comparison result = compareAll(files.split(u':'));
    for (const QString &problem : result.problems)
        std::fprintf(stderr, "%s\n", qPrintable(problem));
    const bool agree = result.problems.isEmpty() && result.compared > 0;
    std::printf("%d models compared: %s\n", result.compared, agree ? "they agree" : "see above");
    std::fflush(stdout);
    std::_Exit(agree ? EXIT_SUCCESS : EXIT_FAILURE);
}
Q_COREAPP_STARTUP_FUNCTION(checkModels)

} // namespace
