// SPDX-License-Identifier: MIT
#include <quoin/expr/search.h>

#include <QtCore/qstringlist.h>

#include <utility>

namespace quoin::expr {

namespace {

/// The runs of letters and digits.
QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    for (const char32_t c : text.toUcs4()) {
        if (QChar::isLetterOrNumber(c)) {
            word += QString::fromUcs4(&c, 1);
        } else if (!word.isEmpty()) {
            words << std::exchange(word, QString());
        }
    }
    if (!word.isEmpty())
        words << word;
    return words;
}

} // namespace

NodePtr searchWords(std::vector<NodePtr> texts, const QString &words)
{
    std::vector<Value> values;
    for (const QString &word : wordsOf(words))
        values.emplace_back(word);
    std::vector<NodePtr> parts; // a blank keeps the words of two texts apart
    for (NodePtr &text : texts) {
        if (!parts.empty())
            parts.push_back(literal(Value(QStringLiteral(" "))));
        parts.push_back(std::move(text));
    }
    return call(functionTable[functionIndex("search")], { call(functionTable[functionIndex("concat")], std::move(parts)) },
            std::move(values));
}

} // namespace quoin::expr
