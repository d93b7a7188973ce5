// SPDX-License-Identifier: MIT
#include "chapters/chapters.h"
#include "commandline.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdir.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qtemporarydir.h>

using namespace Qt::StringLiterals;

namespace {

/// The tables of the shop's models.
QStringList shopTables()
{
    return { u"shop_reviews"_s, u"shop_order_lines"_s, u"shop_orders"_s, u"shop_product_tags"_s, u"shop_products"_s,
        u"shop_customers"_s, u"shop_tags"_s, u"shop_categories"_s };
}

/// False when tables of an earlier tour are in the way and may not be dropped.
bool clear(Tour &tour, bool allowed)
{
    quoin::Database &db = tour.database();
    const QStringList existing = db.tables().value();
    QStringList inTheWay;
    for (const QString &table : shopTables()) {
        if (existing.contains(table))
            inTheWay << table;
    }
    if (inTheWay.isEmpty())
        return true;
    tour.terminal().print();
    if (!allowed) {
        tour.terminal().printParagraph(
                StyledText(u"This database has tables of an earlier tour: "_s + inTheWay.join(u", "_s) + u'.', Style::Bad));
        tour.terminal().printParagraph(StyledText(
                u"Add --fresh to drop them with all their rows and start again, or give the URL of another database."_s));
        return false;
    }
    quoin::dropTables(db).value();
    tour.terminal().printParagraph(
            StyledText(u"Dropped the tables of an earlier tour: "_s + inTheWay.join(u", "_s) + u'.', Style::Dim), 2);
    return true;
}

int takeTour(Tour &tour, const CommandLine &line, const QString &url)
{
    if (!connectChapter(tour, url))
        return tour.finish();
    if (!clear(tour, line.fresh))
        return 2;
    if (schemaChapter(tour, line.size)) {
        writingChapter(tour);
        queryChapter(tour);
        transactionChapter(tour);
        typesChapter(tour);
        errorsChapter(tour);
        speedChapter(tour);
    }
    if (QFileInfo::exists(line.data + u"/chinook/sqlite.sqlite"_s))
        chinookChapter(tour, line.data + u"/chinook"_s);
    return tour.finish();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"quoin-demo"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(QUOIN_DEMO_VERSION));
    const CommandLine line = CommandLine::fromArguments(QCoreApplication::arguments());

    QTemporaryDir folder(QDir::tempPath() + u"/quoin-demo-XXXXXX"_s);
    const QString url = line.url.isEmpty() ? u"sqlite://"_s + folder.filePath(u"shop.sqlite"_s) : line.url;
    Terminal terminal(line.colors, line.width);
    Tour tour(terminal);
    try {
        return takeTour(tour, line, url);
    } catch (const quoin::Exception &exception) {
        tour.fail(exception.error().toString());
        return tour.finish();
    }
}
