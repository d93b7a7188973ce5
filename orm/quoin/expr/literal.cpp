// SPDX-License-Identifier: MIT
#include <quoin/expr/literal.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qurl.h>

namespace quoin::expr {

Value storedValue(const QUrl &url) { return url.toString(QUrl::FullyEncoded); }

Value storedValue(const QJsonDocument &document) { return JsonText { document.toJson(QJsonDocument::Compact) }; }

Value storedValue(const QJsonObject &object) { return storedValue(QJsonDocument(object)); }

Value storedValue(const QJsonArray &array) { return storedValue(QJsonDocument(array)); }

} // namespace quoin::expr
