// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/model.h>

#include <QtCore/qdatetime.h>

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=100")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLength=200")
    QUOIN_FIELD(QString, body, "")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(double, score, "")
    QUOIN_FIELD(QDateTime, created, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
};
