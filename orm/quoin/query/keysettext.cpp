// SPDX-License-Identifier: MIT
#include <quoin/query/keysettext_p.h>

#include <quoin/expr/function.h>

#include <QtCore/qcryptographichash.h>
#include <QtCore/qdatastream.h>
#include <QtCore/qiodevice.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

constexpr quint8 version = 1;
constexpr qsizetype sumBytes = 8;

QByteArray sumOf(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256).first(sumBytes);
}

void describe(QByteArray &out, const expr::Select &select);

/// The same text for the same expression, in every process.
void describe(QByteArray &out, const expr::NodePtr &node)
{
    out += '(';
    if (node) {
        out += QByteArray::number(int(node->kind)) + ' ' + node->path;
        if (node->function)
            out.append(node->function->name.data(), qsizetype(node->function->name.size()));
        out += node->ignoreCase ? 'i' : '-';
        out += node->distinct ? 'd' : '-';
        out += node->value.toDisplay().toUtf8();
        for (const Value &value : node->values)
            out += ',' + value.toDisplay().toUtf8();
        for (const ForeignKeyBase &reference : node->references)
            out += ',' + reference.key().toDisplay().toUtf8();
        for (const expr::NodePtr &operand : node->operands)
            describe(out, operand);
        if (node->filter)
            describe(out, node->filter);
        if (node->query)
            describe(out, *node->query);
    }
    out += ')';
}

void describe(QByteArray &out, const expr::Select &select)
{
    out += select.model->className.toUtf8();
    for (const expr::NodePtr &column : select.columns)
        describe(out, column);
    describe(out, select.where);
    out += QByteArray::number(select.limit);
}

QByteArray fingerprint(const ModelInfo &model, const QList<sql::KeysetTerm> &terms)
{
    QByteArray text = model.className.toUtf8();
    for (const sql::KeysetTerm &term : terms) {
        text += term.order.isDescending() ? '-' : '+';
        text += term.order.hasNullsFirst() ? 'f' : 'l';
        describe(text, term.order.node());
    }
    return sumOf(text);
}

void write(QDataStream &out, const Value &value)
{
    out << quint8(value.type());
    switch (value.type()) {
    case Value::Type::Bool: out << *value.get<bool>(); break;
    case Value::Type::Int: out << *value.get<qint64>(); break;
    case Value::Type::UInt: out << *value.get<quint64>(); break;
    case Value::Type::Double: out << *value.get<double>(); break;
    case Value::Type::Text: out << value.get<QString>()->toUtf8(); break;
    case Value::Type::Binary: out << *value.get<QByteArray>(); break;
    case Value::Type::Date: out << *value.get<QDate>(); break;
    case Value::Type::Time: out << *value.get<QTime>(); break;
    case Value::Type::DateTime: out << value.get<QDateTime>()->toMSecsSinceEpoch(); break;
    case Value::Type::Uuid: out << *value.get<QUuid>(); break;
    case Value::Type::Decimal: out << value.decimal()->toLatin1(); break;
    case Value::Type::Null:
    case Value::Type::Json: // these have no order, so that no term has such values
    case Value::Type::List:
    case Value::Type::Vector: break;
    }
}

template<class T>
T take(QDataStream &in)
{
    T value {};
    in >> value;
    return value;
}

std::optional<Value> read(QDataStream &in)
{
    switch (Value::Type(take<quint8>(in))) {
    case Value::Type::Null: return Value();
    case Value::Type::Bool: return take<bool>(in);
    case Value::Type::Int: return take<qint64>(in);
    case Value::Type::UInt: return take<quint64>(in);
    case Value::Type::Double: return take<double>(in);
    case Value::Type::Text: return QString::fromUtf8(take<QByteArray>(in));
    case Value::Type::Binary: return take<QByteArray>(in);
    case Value::Type::Date: return take<QDate>(in);
    case Value::Type::Time: return take<QTime>(in);
    case Value::Type::DateTime: return QDateTime::fromMSecsSinceEpoch(take<qint64>(in), Qt::UTC);
    case Value::Type::Uuid: return take<QUuid>(in);
    case Value::Type::Decimal: {
        const QByteArray text = take<QByteArray>(in);
        auto decimal = Decimal::fromLatin1(QLatin1StringView(text));
        return decimal ? std::optional<Value>(*decimal) : std::nullopt;
    }
    case Value::Type::Json:
    case Value::Type::List:
    case Value::Type::Vector: break;
    }
    return std::nullopt;
}

Error wrong(const ModelInfo &model, const QString &why)
{
    return Error(ErrorKind::InvalidQuery, why)
            .setModel(model.className)
            .setHint(u"Begin with the first page: keysetPage() without after and before."_s);
}

} // namespace

QString keysetText(const ModelInfo &model, const QList<sql::KeysetTerm> &terms, const QList<Value> &values)
{
    QByteArray given;
    QDataStream out(&given, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    for (const Value &value : values)
        write(out, value);
    QByteArray bytes(1, char(version));
    bytes += fingerprint(model, terms) + given;
    bytes += sumOf(bytes);
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<QList<Value>> keysetValues(const ModelInfo &model, const QList<sql::KeysetTerm> &terms, const QString &text)
{
    const Error changed = wrong(model, u"The position is none that keysetPage() gave, or it was changed."_s);
    const auto decoded = QByteArray::fromBase64Encoding(
            text.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray &bytes = *decoded;
    if (!decoded || bytes.size() < 1 + 2 * sumBytes || sumOf(QByteArrayView(bytes).chopped(sumBytes)) != bytes.last(sumBytes)
            || quint8(bytes.front()) != version)
        return changed;
    // Some letters of the end have bits that say nothing: there is one text for a position.
    if (bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) != text.toLatin1())
        return changed;
    if (bytes.sliced(1, sumBytes) != fingerprint(model, terms))
        return wrong(model, u"The position is of another query: of another model, or in another order."_s);
    QDataStream in(bytes.sliced(1 + sumBytes).chopped(sumBytes));
    in.setVersion(QDataStream::Qt_6_0);
    QList<Value> values;
    for (const sql::KeysetTerm &term : terms) {
        auto value = read(in);
        if (!value || in.status() != QDataStream::Ok)
            return changed;
        const bool fits = value->isNull() ? term.nullable : term.value == Value::Type::Null || term.value == value->type();
        if (!fits)
            return changed;
        values << *std::move(value);
    }
    return in.atEnd() ? Result<QList<Value>>(std::move(values)) : Result<QList<Value>>(changed);
}

} // namespace quoin
