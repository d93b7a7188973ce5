// SPDX-License-Identifier: MIT
#include "commandline.h"

#include <QtCore/qcommandlineparser.h>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void refuse(const QString &message)
{
    std::fputs(qPrintable(u"quoin-demo: "_s + message + u" (see --help)\n"_s), stderr);
    std::exit(2);
}

template<class T>
T chosen(const QString &option, const QString &word, std::initializer_list<std::pair<QString, T>> choices)
{
    QStringList words;
    for (const auto &[name, value] : choices) {
        if (word == name)
            return value;
        words << name;
    }
    refuse(u"--%1 is one of %2, not \"%3\""_s.arg(option, words.join(u", "_s), word));
}

} // namespace

CommandLine CommandLine::fromArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
            u"A tour of Quoin: makes a shop's database, fills it, and shows code, SQL and results side by side, checking "
            u"its own answers."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"URL"_s,
            u"sqlite:///path, postgresql://…, mysql://…; default: $QUOIN_DATABASE_URL, or a new SQLite file in the temporary folder."_s,
            u"[URL]"_s);
    const QCommandLineOption size(u"size"_s, u"small, medium (default) or large."_s, u"SIZE"_s, u"medium"_s);
    const QCommandLineOption customers(u"customers"_s, u"How many customers."_s, u"N"_s);
    const QCommandLineOption products(u"products"_s, u"How many products."_s, u"N"_s);
    const QCommandLineOption orders(u"orders"_s, u"How many orders; each has one to five lines."_s, u"N"_s);
    const QCommandLineOption fresh(
            u"fresh"_s, u"Drop the tables of an earlier tour (shop_…) from the database of the URL, with all their rows."_s);
    const QCommandLineOption data(u"data"_s, u"Folder with real databases (chinook/sqlite.sqlite); default: $QUOIN_DATA."_s,
            u"DIR"_s, qEnvironmentVariable("QUOIN_DATA"));
    const QCommandLineOption headless(u"headless"_s, u"Open no window."_s);
    const QCommandLineOption color(u"color"_s, u"auto (default), always or never."_s, u"WHEN"_s, u"auto"_s);
    const QCommandLineOption width(u"width"_s, u"Columns; default: the terminal's."_s, u"N"_s);
    parser.addOptions({ size, customers, products, orders, fresh, data, headless, color, width });
    parser.process(arguments);

    const auto number = [&](const QCommandLineOption &option, int least, int fallback) {
        if (!parser.isSet(option))
            return fallback;
        bool ok = false;
        const int value = parser.value(option).toInt(&ok);
        if (!ok || value < least)
            refuse(u"--%1 is a number from %2 up, not \"%3\""_s.arg(option.names().constFirst())
                            .arg(least)
                            .arg(parser.value(option)));
        return value;
    };
    const QStringList urls = parser.positionalArguments();
    if (urls.size() > 1)
        refuse(u"there is more than one URL"_s);

    CommandLine line;
    line.url = urls.value(0, qEnvironmentVariable("QUOIN_DATABASE_URL"));
    line.data = parser.value(data);
    line.fresh = parser.isSet(fresh);
    line.size = chosen<ShopSize>(
            u"size"_s, parser.value(size), { { u"small"_s, smallShop }, { u"medium"_s, mediumShop }, { u"large"_s, largeShop } });
    // The tour looks at the first rows of each table and expects a few.
    line.size.customers = number(customers, 50, line.size.customers);
    line.size.products = number(products, 60, line.size.products);
    line.size.orders = number(orders, 100, line.size.orders);
    line.colors = chosen<Terminal::Colors>(u"color"_s, parser.value(color),
            { { u"auto"_s, Terminal::Colors::Auto }, { u"always"_s, Terminal::Colors::Always },
                    { u"never"_s, Terminal::Colors::Never } });
    line.width = number(width, 60, 0);
    return line;
}
