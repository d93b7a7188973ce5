// SPDX-License-Identifier: MIT
#include "verbs.h"

#include <quoin/meta/metatypes.h>

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qtextstream.h>

using namespace Qt::StringLiterals;

namespace verbs {

namespace {

// "shop.h: error: shop::Post: title: There is no option maxLenght. Did you mean "maxLength"?", as compilers print it.
QString lineOf(const quoin::Error &error, const QString &header)
{
    QStringList parts { header.isEmpty() ? u"quoin"_s : header, u"error"_s, error.model() };
    if (!error.field().isEmpty())
        parts.append(error.field());
    parts.append(error.hint().isEmpty() ? error.message() : QString(error.message() + u' ' + error.hint()));
    return parts.join(u": "_s);
}

QJsonObject jsonOf(const quoin::Error &error, const QString &header)
{
    return { { u"header"_s, header }, { u"class"_s, error.model() }, { u"property"_s, error.field() },
        { u"message"_s, error.message() }, { u"hint"_s, error.hint() } };
}

} // namespace

int check(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Checks the models of an application by the metatypes JSON of its build.\n"
                                     "Exit code: 0 no mistakes, 1 mistakes, 2 a file cannot be read."_s);
    parser.addHelpOption();
    const QCommandLineOption asJson(u"json"_s, u"Print the mistakes as a JSON array."_s);
    const QCommandLineOption quiet(u"quiet"_s, u"Print nothing when there are no mistakes."_s);
    parser.addOptions({ asJson, quiet });
    parser.addPositionalArgument(u"files"_s,
            u"What moc or qt_extract_metatypes() wrote, of all targets whose models point at each other."_s, u"FILE.json..."_s);
    parser.process(arguments);
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(Failure);

    QTextStream out(stdout), err(stderr);
    const auto set = quoin::ModelSet::fromFiles(parser.positionalArguments());
    if (!set) {
        err << "quoin: error: " << set.error().message() << ' ' << set.error().hint() << '\n';
        return Failure;
    }
    const QList<quoin::Error> errors = set->errors();
    QJsonArray json;
    for (const quoin::Error &error : errors) {
        const QString header = set->source(error.model());
        if (parser.isSet(asJson))
            json.append(jsonOf(error, header));
        else
            err << lineOf(error, header) << '\n';
    }
    if (parser.isSet(asJson))
        out << QJsonDocument(json).toJson();
    else if (errors.isEmpty() && !parser.isSet(quiet))
        out << set->models().size() << " models, no mistakes.\n";
    return errors.isEmpty() ? Success : MistakesFound;
}

} // namespace verbs
