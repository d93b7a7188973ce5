#include "models.h"

#include <quoin/quoin.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdebug.h>

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using quoin::field;

static quoin::Result<void> run()
{
    auto db = quoin::Database::open(u"sqlite:books.sqlite"_s).value();
    quoin::sync(db).value(); // makes the tables, or alters them to match

    // Every call gives a Result: value() takes the value or throws, error() says what is wrong.
    Author ursula = db.getOrCreate({ field<&Author::name> }, Author { .name = u"Ursula K. Le Guin"_s }).value().object;

    Book book { .title = u"The Dispossessed"_s, .price = "12.99"_dec, .published = QDate(1974, 5, 1), .author = ursula };
    if (auto stored = db.insert(book); !stored)
        return stored;
    qInfo() << "stored with the key" << book.id;

    auto affordable = db.query<Book>()
                              .filter(field<&Book::author, &Author::name>.startsWith(u"Ursula"_s))
                              .filter(field<&Book::price> <= "20"_dec)
                              .limit(10);
    const QList<Book> books = affordable.all().value();
    for (const Book &found : books)
        qInfo() << found.title << found.price << found.published->year();

    Book wrong { .title = QString(300, u'x'), .price = "-1"_dec, .author = ursula };
    qInfo() << db.insert(wrong).error(); // lists both problems
    return {};
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    try {
        if (auto done = run(); done)
            return 0;
        else
            qCritical() << done.error();
    } catch (const quoin::Exception &exception) {
        qCritical() << exception.error();
    }
    return 1;
}
