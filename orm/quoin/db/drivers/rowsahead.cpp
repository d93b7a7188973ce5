// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/rowsahead_p.h>

#include <QtCore/qdatastream.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qiodevice.h>
#include <QtSql/qsqlquery.h>

namespace quoin {

RowsAhead::RowsAhead(QSqlQuery &query, bool onRow) : m_columns(query.record()), m_current(size_t(m_columns.count()))
{
    for (int i = 0; onRow && i < m_columns.count(); ++i)
        m_current[size_t(i)] = { query.value(i), query.isNull(i) };
    while (query.next())
        m_rows.append(packed(query));
}

std::string RowsAhead::packed(const QSqlQuery &query) const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    for (int i = 0; i < m_columns.count(); ++i) {
        const QVariant value = query.value(i);
        // A stream keeps of a local time the fields alone: not which one it is in the hour that comes twice.
        const auto *time = value.typeId() == QMetaType::QDateTime ? static_cast<const QDateTime *>(value.constData()) : nullptr;
        const bool isLocal = time && time->isValid() && time->timeSpec() == Qt::LocalTime;
        out << query.isNull(i) << isLocal;
        if (isLocal)
            out << time->toMSecsSinceEpoch();
        else
            out << value;
    }
    return bytes.toStdString();
}

void RowsAhead::unpack(std::string_view row)
{
    QDataStream in(QByteArray::fromRawData(row.data(), qsizetype(row.size())));
    for (Kept &current : m_current) {
        bool isLocal = false;
        in >> current.isNull >> isLocal;
        if (isLocal) {
            qint64 instant = 0;
            in >> instant;
            current.value = QDateTime::fromMSecsSinceEpoch(instant);
        } else {
            in >> current.value;
        }
    }
}

bool RowsAhead::next()
{
    std::string_view row;
    if (!m_rows.take(row))
        return false;
    unpack(row);
    return true;
}

std::optional<Error> RowsAhead::takeError()
{
    if (auto lost = m_rows.takeError())
        return lost;
    return std::exchange(m_error, std::nullopt);
}

} // namespace quoin
