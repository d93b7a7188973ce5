// SPDX-License-Identifier: MIT
#include <quoin/dialect/jsonread_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect {

namespace {

void writeEach(SqlWriter &out, QStringView text, const Operand &operand)
{
    constexpr QStringView place = u"{0}";
    for (qsizetype at = text.indexOf(place); at >= 0; at = text.indexOf(place)) {
        out.raw(text.first(at));
        operand(out);
        text = text.sliced(at + place.size());
    }
    out.raw(text);
}

} // namespace

void writeJson(SqlWriter &out, const JsonReading &reading, JsonAs as, const Operand &place)
{
    const QStringView text = [&] {
        switch (as) {
        case JsonAs::Json: return reading.json;
        case JsonAs::IsNull: return reading.isNull;
        case JsonAs::Text: return reading.text;
        case JsonAs::Bool: return reading.boolean;
        case JsonAs::Double: return reading.real;
        case JsonAs::Integer: return reading.integer;
        }
        Q_UNREACHABLE();
    }();
    writeEach(out, text, place);
}

Operand insideArrays(std::vector<Operand> arrays, QStringView isArray, Operand place)
{
    if (arrays.empty())
        return place;
    return [arrays = std::move(arrays), isArray, place = std::move(place)](SqlWriter &out) {
        for (size_t i = 0; i < arrays.size(); ++i) {
            out.raw(i == 0 ? u"CASE WHEN " : u" AND ");
            writeEach(out, isArray, arrays[i]);
        }
        out.raw(u" THEN ");
        place(out);
        out.raw(u" END");
    };
}

void writeListTest(SqlWriter &out, ListTest test, const Operand &list, const JsonElements &elements)
{
    const auto column = [&](QStringView alias) { return QString(alias + u'.' + elements.column); };
    const QString element = column(u"e");
    const QString other = column(u"n");
    const auto ofList = [&](const QString &condition) {
        elements.list(u"e");
        out.raw(condition);
    };
    const auto ofOthers = [&](const QString &condition) {
        elements.others(u"n");
        out.raw(condition);
    };
    switch (test) {
    case ListTest::Contains:
    case ListTest::Overlaps:
        out.raw(u"EXISTS (SELECT 1 FROM ");
        ofList(u" WHERE "_s + element + u" IN (SELECT "_s + other + u" FROM "_s);
        ofOthers(u"))"_s);
        return;
    case ListTest::ContainsAll:
    case ListTest::ContainedBy: break;
    }
    // No element of the one is missing in the other.
    out.raw(u"(");
    list(out);
    out.raw(u" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ");
    if (test == ListTest::ContainsAll) {
        ofOthers(u" WHERE "_s + other + u" NOT IN (SELECT "_s + element + u" FROM "_s);
        ofList(u" WHERE "_s + element + u" IS NOT NULL)))"_s);
    } else {
        ofList(u" WHERE "_s + element + u" IS NULL OR "_s + element + u" NOT IN (SELECT "_s + other + u" FROM "_s);
        ofOthers(u")))"_s);
    }
}

} // namespace quoin::dialect
