// SPDX-License-Identifier: MIT
#include <quoin/expr/json.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qjsonvalue.h>

namespace quoin::expr {

std::vector<Value> jsonStep(std::vector<Value> path, Value step)
{
    path.push_back(std::move(step));
    return path;
}

NodePtr jsonHasKeys(const NodePtr &document, const std::vector<Value> &path, const QStringList &keys, NodeKind kind)
{
    NodePtr all;
    for (const QString &key : keys) {
        NodePtr place = call(functionTable[functionIndex("jsonAt")], { document }, jsonStep(path, Value(key)));
        all = combine(kind, std::move(all), unary(NodeKind::Not, unary(NodeKind::IsNull, std::move(place))));
    }
    return all ? all : literal(Value(kind == NodeKind::And));
}

NodePtr jsonCompare(const Function &function, const NodePtr &document, std::vector<Value> path, const QJsonValue &json)
{
    const QJsonDocument text = json.isArray() ? QJsonDocument(json.toArray()) : QJsonDocument(json.toObject());
    path.emplace_back(JsonText { text.toJson(QJsonDocument::Compact) });
    return call(function, { document }, std::move(path));
}

} // namespace quoin::expr
