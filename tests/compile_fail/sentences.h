// SPDX-License-Identifier: MIT
#pragma once

// What every sentence is about. Compiled once for all of them; moc does not run here, nothing is linked or called.
#include <quoin/core/secret.h>
#include <quoin/expr/collect.h>
#include <quoin/expr/elements.h>
#include <quoin/expr/json.h>
#include <quoin/expr/search.h>
#include <quoin/expr/sqlfunction.h>
#include <quoin/expr/vectors.h>
#include <quoin/expr/window.h>
#include <quoin/quoin.h>

#include <QtCore/qdebug.h>
#include <QtCore/qjsonobject.h>

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using quoin::field;
using quoin::set;

class Category
{
    Q_GADGET
    QUOIN_MODEL("categories", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "")
};

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "")
    QUOIN_FIELD(std::optional<QDate>, birthday, "")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
public:
    enum class Status { Draft, Online };
    Q_ENUM(Status)
    enum class Mood { Calm, Happy };
    Q_ENUM(Mood)
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(std::optional<int>, likes, "")
    QUOIN_FIELD(bool, draft, "")
    QUOIN_FIELD(quint64, big, "")
    QUOIN_FIELD(double, score, "")
    QUOIN_FIELD(QDate, day, "")
    QUOIN_FIELD(QDateTime, at, "")
    QUOIN_FIELD(QUuid, uuid, "")
    QUOIN_FIELD(QByteArray, bytes, "")
    QUOIN_FIELD(Status, status, "")
    QUOIN_FIELD(Mood, mood, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=10, scale=2")
    QUOIN_FIELD(std::optional<QString>, note, "")
    QUOIN_FIELD(QStringList, tags, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
    QUOIN_FIELD(quoin::ForeignKey<Category>, category, "null")
};

struct TitleRow
{
    QString title;
    qint64 posts;
};

/// No model: it has no Q_GADGET.
struct Plain
{
    int number;
};
