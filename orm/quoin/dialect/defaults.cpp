// SPDX-License-Identifier: MIT
#include <quoin/dialect/defaults_p.h>

#include <quoin/dialect/literal_p.h>
#include <quoin/schema/overloaded.h>

#include <QtCore/qjsondocument.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect {

namespace {

/// JSON text without blanks and with its keys in order, as engines rewrite both.
QString orderedJson(const QString &text)
{
    const QJsonDocument inArray = QJsonDocument::fromJson(QByteArray("[" + text.toUtf8() + "]"));
    if (!inArray.isArray())
        return text;
    const QByteArray compact = inArray.toJson(QJsonDocument::Compact);
    return QString::fromUtf8(compact.sliced(1, compact.size() - 2));
}

std::optional<Default> normalValue(const ColumnType &type, const Value &value)
{
    if (value.isNull())
        return {};
    const auto text = valueText(type, value);
    if (!text)
        return value;
    const bool isJson = type.kind == TypeKind::Json || type.kind == TypeKind::Array || type.kind == TypeKind::Vector;
    return Default(Value(isJson ? orderedJson(*text) : *text));
}

} // namespace

Result<QString> defaultSql(const Column &column, const DefaultRules &rules)
{
    if (!column.defaultValue)
        return QString();
    return std::visit(Overloaded {
                              [&](const Value &value) -> Result<QString> {
                                  if (value.isNull())
                                      return QString();
                                  return valueText(column.type, value)
                                          .transform([&](const QString &text) { return rules.literal(column.type, text); })
                                          .transform_error([&](Error error) {
                                              return error.setHint(u"It is the default of the column %1."_s.arg(column.name));
                                          });
                              },
                              [&](DefaultFunction function) -> Result<QString> {
                                  return std::ranges::find(rules.functions, function, &FunctionSpelling::function)->sql;
                              },
                              [](const SqlExpression &expression) -> Result<QString> { return expression.sql; },
                      },
            *column.defaultValue);
}

std::optional<Default> defaultFromSql(const QString &sql, const ColumnType &type, const DefaultRules &rules)
{
    const auto expression = parseExpression(sql, rules.expressions);
    if (expression && expression->kind == Expression::Kind::Word && expression->text == u"null"_s)
        return {};
    if (expression && expression->kind != Expression::Kind::Call && expression->kind != Expression::Kind::Name) {
        const QString text = rules.read ? rules.read(type, expression->text) : expression->text;
        if (const auto value = valueFromText(type, text))
            return Default(*value);
    }
    if (expression && expression->isCall(u"unhex", 1)) {
        const QString hex = expression->operands.first().text;
        const QString text = type.kind == TypeKind::Binary ? hex : QString::fromUtf8(QByteArray::fromHex(hex.toLatin1()));
        if (const auto value = valueFromText(type, text))
            return Default(*value);
    }
    const QString canonical = canonicalExpression(sql, rules.expressions);
    for (const FunctionSpelling &known : rules.functions) {
        if (canonical == canonicalExpression(known.sql, rules.expressions))
            return Default(known.function);
    }
    return Default(SqlExpression { sql });
}

std::optional<Default> normalDefault(const Column &column, const DefaultRules &rules)
{
    if (!column.defaultValue || column.autoIncrement)
        return {};
    return std::visit(Overloaded {
                              [&](const Value &value) { return normalValue(column.type, value); },
                              [](DefaultFunction function) { return std::optional<Default>(function); },
                              [&](const SqlExpression &expression) {
                                  auto read = defaultFromSql(expression.sql, column.type, rules);
                                  if (!read)
                                      return read;
                                  if (const Value *value = std::get_if<Value>(&*read))
                                      return normalValue(column.type, *value);
                                  if (std::holds_alternative<DefaultFunction>(*read))
                                      return read;
                                  return std::optional<Default>(
                                          SqlExpression { canonicalExpression(expression.sql, rules.expressions) });
                              },
                      },
            *column.defaultValue);
}

} // namespace quoin::dialect
