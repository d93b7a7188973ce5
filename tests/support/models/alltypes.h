// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/model.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

/// Every type that a property can have.
class AllTypes
{
    Q_GADGET
    QUOIN_MODEL("all_types", "")
public:
    enum class Mood { Calm, Happy, Angry };
    Q_ENUM(Mood)
    enum class Level : qint16 { Low = -1, Middle = 5, High = 300 };
    Q_ENUM(Level)
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(bool, aBool, "")
    QUOIN_FIELD(short, aShort, "")
    QUOIN_FIELD(ushort, aUShort, "")
    QUOIN_FIELD(int, anInt, "")
    QUOIN_FIELD(uint, aUInt, "")
    QUOIN_FIELD(qint64, aLongLong, "")
    QUOIN_FIELD(quint64, aULongLong, "")
    QUOIN_FIELD(float, aFloat, "")
    QUOIN_FIELD(double, aDouble, "")
    QUOIN_FIELD(quoin::Decimal, aDecimal, "precision=65, scale=30")
    QUOIN_FIELD(QString, aText, "")
    QUOIN_FIELD(QString, aString, "maxLength=100")
    QUOIN_FIELD(QByteArray, aByteArray, "")
    QUOIN_FIELD(QDate, aDate, "")
    QUOIN_FIELD(QTime, aTime, "")
    QUOIN_FIELD(QDateTime, aDateTime, "")
    QUOIN_FIELD(QUuid, aUuid, "")
    QUOIN_FIELD(QJsonValue, aJsonValue, "")
    QUOIN_FIELD(QJsonObject, aJsonObject, "")
    QUOIN_FIELD(QJsonArray, aJsonArray, "")
    QUOIN_FIELD(QJsonDocument, aJsonDocument, "")
    QUOIN_FIELD(QUrl, aUrl, "")
    QUOIN_FIELD(QString, anEmail, "maxLength=254, format=email, default='nobody@example.org'")
    QUOIN_FIELD(QStringList, aStringList, "")
    QUOIN_FIELD(QList<bool>, aBoolList, "")
    QUOIN_FIELD(QList<int>, anIntList, "")
    QUOIN_FIELD(QList<qint64>, aLongLongList, "")
    QUOIN_FIELD(QList<double>, aDoubleList, "")
    QUOIN_FIELD(QList<QUuid>, aUuidList, "")
    QUOIN_FIELD(QList<QDate>, aDateList, "")
    QUOIN_FIELD(QList<QDateTime>, aDateTimeList, "")
    QUOIN_FIELD(QList<quoin::Decimal>, aDecimalList, "precision=20, scale=4")
    QUOIN_FIELD(QList<float>, aVector, "dimensions=3")
    QUOIN_FIELD(AllTypes::Mood, aMood, "")
    QUOIN_FIELD(AllTypes::Level, aLevel, "enum=integer, values=(-1, 5, 300)")
};

/// The same, each of which can be NULL.
class AllOptionals
{
    Q_GADGET
    QUOIN_MODEL("all_optionals", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(std::optional<bool>, aBool, "")
    QUOIN_FIELD(std::optional<short>, aShort, "")
    QUOIN_FIELD(std::optional<ushort>, aUShort, "")
    QUOIN_FIELD(std::optional<int>, anInt, "")
    QUOIN_FIELD(std::optional<uint>, aUInt, "")
    QUOIN_FIELD(std::optional<qint64>, aLongLong, "")
    QUOIN_FIELD(std::optional<quint64>, aULongLong, "")
    QUOIN_FIELD(std::optional<float>, aFloat, "")
    QUOIN_FIELD(std::optional<double>, aDouble, "")
    QUOIN_FIELD(std::optional<quoin::Decimal>, aDecimal, "type=decimal(65,30)")
    QUOIN_FIELD(std::optional<QString>, aText, "")
    QUOIN_FIELD(std::optional<QString>, aString, "type=string(100)")
    QUOIN_FIELD(std::optional<QByteArray>, aByteArray, "")
    QUOIN_FIELD(std::optional<QDate>, aDate, "")
    QUOIN_FIELD(std::optional<QTime>, aTime, "")
    QUOIN_FIELD(std::optional<QDateTime>, aDateTime, "")
    QUOIN_FIELD(std::optional<QUuid>, aUuid, "")
    QUOIN_FIELD(std::optional<QJsonValue>, aJsonValue, "")
    QUOIN_FIELD(std::optional<QJsonObject>, aJsonObject, "")
    QUOIN_FIELD(std::optional<QJsonArray>, aJsonArray, "")
    QUOIN_FIELD(std::optional<QJsonDocument>, aJsonDocument, "")
    QUOIN_FIELD(std::optional<QUrl>, aUrl, "")
    QUOIN_FIELD(std::optional<QString>, anEmail, "maxLength=254, format=email")
    QUOIN_FIELD(std::optional<QStringList>, aStringList, "")
    QUOIN_FIELD(std::optional<QList<bool>>, aBoolList, "")
    QUOIN_FIELD(std::optional<QList<int>>, anIntList, "")
    QUOIN_FIELD(std::optional<QList<qint64>>, aLongLongList, "")
    QUOIN_FIELD(std::optional<QList<double>>, aDoubleList, "")
    QUOIN_FIELD(std::optional<QList<QUuid>>, aUuidList, "")
    QUOIN_FIELD(std::optional<QList<QDate>>, aDateList, "")
    QUOIN_FIELD(std::optional<QList<QDateTime>>, aDateTimeList, "")
    QUOIN_FIELD(std::optional<QList<quoin::Decimal>>, aDecimalList, "precision=20, scale=4")
    QUOIN_FIELD(std::optional<QList<float>>, aVector, "dimensions=3")
    QUOIN_FIELD(std::optional<AllTypes::Mood>, aMood, "")
    QUOIN_FIELD(std::optional<AllTypes::Level>, aLevel, "enum=integer, values=(-1, 5, 300)")
};
