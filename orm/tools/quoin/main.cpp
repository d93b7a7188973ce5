// SPDX-License-Identifier: MIT
#include "verbs.h"

#include <quoin/core/nearest.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtextstream.h>

using namespace Qt::StringLiterals;

namespace {

struct Verb
{
    QLatin1StringView name;
    QLatin1StringView summary;
    int (*run)(const QStringList &arguments);
};

constexpr Verb allVerbs[] {
    { "check"_L1, "Check the models of an application by the metatypes JSON of its build."_L1, verbs::check },
};

void printHelp(QTextStream &out)
{
    out << "Usage: quoin <command> [options]\n\nCommands:\n";
    for (const Verb &verb : allVerbs)
        out << "  " << verb.name << QString(12 - verb.name.size(), u' ') << verb.summary << '\n';
    out << "\nquoin <command> --help explains a command. quoin --version prints the version.\n";
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"quoin"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(QUOIN_VERSION));
    QStringList arguments = QCoreApplication::arguments().sliced(1);
    QTextStream out(stdout), err(stderr);
    if (arguments.isEmpty()) {
        printHelp(err);
        return verbs::Failure;
    }

    const QString wanted = arguments.takeFirst();
    QStringList names;
    for (const Verb &verb : allVerbs) {
        if (wanted == verb.name)
            return verb.run(QStringList(u"quoin "_s + wanted) + arguments);
        names.append(verb.name);
    }
    if (wanted == "--help"_L1 || wanted == "-h"_L1 || wanted == "help"_L1) {
        printHelp(out);
        return verbs::Success;
    }
    if (wanted == "--version"_L1 || wanted == "-v"_L1) {
        out << "quoin " << QCoreApplication::applicationVersion() << '\n';
        return verbs::Success;
    }
    err << "quoin: there is no command " << wanted << ". " << quoin::didYouMean(wanted, names) << '\n';
    return verbs::Failure;
}
