#pragma once

#include <quoin/model.h>

#include <QtCore/qdatetime.h>

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "ordering=name")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "minLength=2, maxLength=100, unique")
};

class Book
{
    Q_GADGET
    QUOIN_MODEL("books", "ordering=(-published, title)")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLength=200, index")
    QUOIN_FIELD(quoin::Decimal, price, "precision=8, scale=2, min=0")
    QUOIN_FIELD(std::optional<QDate>, published, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "onDelete=cascade, reverse=books")
};
