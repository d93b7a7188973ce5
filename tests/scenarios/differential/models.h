// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/quoin.h>

/// What the random queries are about: a column of every kind, with and without NULL, and relations of every kind, with rows that
/// nothing points at and that point at nothing.
namespace differential {

class Item;
class Remark;

class Team
{
    Q_GADGET
    QUOIN_MODEL("differential_teams", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, name, "maxLength=80")
    QUOIN_FIELD(std::optional<int>, points, "")
    QUOIN_FIELD(std::optional<quoin::Decimal>, budget, "precision=12, scale=1")
    QUOIN_FIELD(quoin::HasMany<Item>, items, "")
};

class Tag
{
    Q_GADGET
    QUOIN_MODEL("differential_tags", "ordering=-word")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, word, "maxLength=80")
    QUOIN_FIELD(double, weight, "")
    QUOIN_FIELD(quoin::ManyToMany<Item>, items, "")
};

class Item
{
    Q_GADGET
    QUOIN_MODEL("differential_items", "")
public:
    enum class Mood : quint8 { Sad, Calm, Glad };
    Q_ENUM(Mood)
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(quoin::ForeignKey<Team>, team, "null, reverse=items")
    QUOIN_FIELD(quoin::ForeignKey<Item>, parent, "null, reverse=parts")
    QUOIN_FIELD(short, small, "")
    QUOIN_FIELD(int, size, "")
    QUOIN_FIELD(std::optional<int>, maybeSize, "")
    QUOIN_FIELD(qint64, big, "")
    QUOIN_FIELD(std::optional<qint64>, maybeBig, "")
    QUOIN_FIELD(quint64, serial, "")
    QUOIN_FIELD(double, real, "")
    QUOIN_FIELD(std::optional<double>, maybeReal, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=12, scale=2")
    QUOIN_FIELD(std::optional<quoin::Decimal>, maybePrice, "precision=20, scale=4")
    QUOIN_FIELD(QString, text, "maxLength=80")
    QUOIN_FIELD(std::optional<QString>, note, "")
    QUOIN_FIELD(bool, flag, "")
    QUOIN_FIELD(std::optional<bool>, maybeFlag, "")
    QUOIN_FIELD(Mood, mood, "")
    QUOIN_FIELD(std::optional<Mood>, maybeMood, "enum=integer")
    QUOIN_FIELD(QDate, due, "")
    QUOIN_FIELD(std::optional<QDate>, maybeDue, "")
    QUOIN_FIELD(QDateTime, made, "")
    QUOIN_FIELD(std::optional<QDateTime>, maybeMade, "")
    QUOIN_FIELD(std::optional<QTime>, clock, "")
    QUOIN_FIELD(std::optional<QUuid>, code, "")
    QUOIN_FIELD(quoin::ManyToMany<Tag>, tags, "reverse=items")
    QUOIN_FIELD(quoin::HasMany<Remark>, remarks, "")
    QUOIN_FIELD(quoin::HasMany<Item>, parts, "")
};

class Remark
{
    Q_GADGET
    QUOIN_MODEL("differential_remarks", "ordering=(stars, -id)")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(quoin::ForeignKey<Item>, item, "reverse=remarks")
    QUOIN_FIELD(std::optional<int>, stars, "")
    QUOIN_FIELD(QString, text, "maxLength=80")
    QUOIN_FIELD(std::optional<QDateTime>, written, "")
};

} // namespace differential
