// SPDX-License-Identifier: MIT
// They are looked up by the names that dialect/sqlite/functions.cpp writes. NULL in an argument makes NULL, before a function
// sees it, and each is deterministic: SQLite may use them in indexes and move them out of loops.
#include <quoin/db/drivers/sqlitefunctions_p.h>

#include <quoin/db/drivers/driver_p.h>
#include <quoin/db/listtext_p.h>

#include <QtCore/qcryptographichash.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qset.h>
#include <QtSql/qsqldatabase.h>
#include <QtSql/qsqldriver.h>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// The arguments of a call.
class Arguments
{
public:
    explicit Arguments(sqlite3_value **values) : m_values(values) { }
    [[nodiscard]] QByteArray bytes(int at) const
    {
        const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(m_values[at])); // before its size: it may convert
        return { text, sqlite3_value_bytes(m_values[at]) };
    }
    [[nodiscard]] QString text(int at) const { return QString::fromUtf8(bytes(at)); }
    [[nodiscard]] qint64 integer(int at) const { return sqlite3_value_int64(m_values[at]); }
    [[nodiscard]] double real(int at) const { return sqlite3_value_double(m_values[at]); }

private:
    sqlite3_value **m_values;
};

void give(sqlite3_context *context, const QByteArray &utf8)
{
    sqlite3_result_text64(context, utf8.constData(), sqlite3_uint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
}
void give(sqlite3_context *context, const QString &text) { give(context, text.toUtf8()); }
void give(sqlite3_context *context, bool value) { sqlite3_result_int(context, value); }

using Function = void (*)(sqlite3_context *, const Arguments &);

/// What an argument was turned into; of a constant one SQLite keeps it for the rest of the statement.
template<class T, class Make>
T kept(sqlite3_context *context, int at, const Make &make)
{
    if (const auto *known = static_cast<const T *>(sqlite3_get_auxdata(context, at)))
        return *known;
    T made = make();
    sqlite3_set_auxdata(context, at, new T(made), [](void *one) { delete static_cast<T *>(one); });
    return made;
}

/// Some patterns would go on for years on some texts. This much is about a tenth of a second, for one text.
constexpr QLatin1StringView stepLimit("(*LIMIT_MATCH=1000000)");

std::optional<QRegularExpression> regularExpression(sqlite3_context *context, const Arguments &arguments, int at, bool ignoreCase)
{
    auto expression = kept<QRegularExpression>(context, at, [&] {
        // As in PostgreSQL: a point is any character, the end of a line too.
        QRegularExpression::PatternOptions options = QRegularExpression::DotMatchesEverythingOption;
        options.setFlag(QRegularExpression::CaseInsensitiveOption, ignoreCase);
        QRegularExpression made(stepLimit + arguments.text(at), options);
        made.optimize();
        return made;
    });
    if (expression.isValid())
        return expression;
    sqlite3_result_error(context, "the regular expression is not valid", -1);
    return std::nullopt;
}

void tooManySteps(sqlite3_context *context)
{
    sqlite3_result_error(context, "the regular expression takes too many steps on a text", -1);
}

template<bool IgnoreCase>
void matches(sqlite3_context *context, const Arguments &arguments)
{
    const auto expression = regularExpression(context, arguments, 1, IgnoreCase);
    if (!expression)
        return;
    const QRegularExpressionMatch match = expression->match(arguments.text(0));
    if (match.isValid())
        give(context, match.hasMatch());
    else
        tooManySteps(context);
}

/// \1 to \9 are what the groups found, two backslashes are one.
void appendReplacement(QString &out, const QString &replacement, const QRegularExpressionMatch &match)
{
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar c = replacement.at(i);
        if (c != u'\\' || i + 1 == replacement.size()) {
            out += c;
            continue;
        }
        const QChar next = replacement.at(++i);
        if (next.isDigit())
            out += match.captured(next.digitValue());
        else
            out += next;
    }
}

void regexpReplace(sqlite3_context *context, const Arguments &arguments)
{
    const auto expression = regularExpression(context, arguments, 1, false);
    if (!expression)
        return;
    const QString text = arguments.text(0);
    const QString replacement = arguments.text(2);
    QString out;
    qsizetype from = 0;
    auto found = expression->globalMatch(text);
    while (found.hasNext()) {
        const QRegularExpressionMatch match = found.next();
        out += QStringView(text).sliced(from, match.capturedStart() - from);
        appendReplacement(out, replacement, match);
        from = match.capturedEnd();
    }
    if (!found.isValid())
        return tooManySteps(context);
    out += QStringView(text).sliced(from);
    give(context, out);
}

enum class Place { Whole, Anywhere, Start, End };

template<Place P>
void matchesText(sqlite3_context *context, const Arguments &arguments)
{
    const QString text = arguments.text(0).toLower();
    const auto needle = kept<QString>(context, 1, [&] { return arguments.text(1).toLower(); });
    give(context,
            P == Place::Whole           ? text == needle
                    : P == Place::Start ? text.startsWith(needle)
                    : P == Place::End   ? text.endsWith(needle)
                                        : text.contains(needle));
}

void lower(sqlite3_context *context, const Arguments &arguments) { give(context, arguments.text(0).toLower()); }
void upper(sqlite3_context *context, const Arguments &arguments) { give(context, arguments.text(0).toUpper()); }

/// By characters, not by halves of them.
void reverse(sqlite3_context *context, const Arguments &arguments)
{
    auto characters = arguments.text(0).toUcs4();
    std::ranges::reverse(characters);
    give(context, QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()), characters.size()));
}

void splitPart(sqlite3_context *context, const Arguments &arguments)
{
    const QStringList parts = arguments.text(0).split(arguments.text(1));
    give(context, parts.value(arguments.integer(2) - 1));
}

template<QCryptographicHash::Algorithm A>
void digest(sqlite3_context *context, const Arguments &arguments)
{
    give(context, QCryptographicHash::hash(arguments.bytes(0), A).toHex());
}

bool jsonContains(const QJsonValue &whole, const QJsonValue &part)
{
    if (part.isObject()) {
        const QJsonObject wanted = part.toObject();
        const QJsonObject found = whole.toObject();
        for (auto member = wanted.begin(); member != wanted.end(); ++member) {
            const auto there = found.find(member.key());
            if (there == found.end() || !jsonContains(there.value(), member.value()))
                return false;
        }
        return whole.isObject();
    }
    if (part.isArray()) {
        const QJsonArray elements = whole.toArray();
        const QJsonArray wanted = part.toArray();
        return whole.isArray() && std::ranges::all_of(wanted, [&](const QJsonValue &one) {
            return std::ranges::any_of(elements, [&](const QJsonValue &element) { return jsonContains(element, one); });
        });
    }
    return part.isDouble() ? whole.isDouble() && whole.toDouble() == part.toDouble() : whole == part;
}

/// Any JSON, not only objects and arrays, which are all that QJsonDocument reads.
QJsonValue parsedJson(const QByteArray &utf8) { return QJsonDocument::fromJson('[' + utf8 + ']').array().at(0); }

void jsonContains(sqlite3_context *context, const Arguments &arguments)
{
    const auto parsed = [&](int at) { return kept<QJsonValue>(context, at, [&] { return parsedJson(arguments.bytes(at)); }); };
    give(context, jsonContains(parsed(0), parsed(1)));
}

/// The runs of letters and digits, small.
QSet<QString> wordsOf(const QString &text)
{
    QSet<QString> words;
    QString word;
    const QString small = text.toLower();
    for (const char32_t c : small.toUcs4()) {
        if (QChar::isLetterOrNumber(c))
            word += QString::fromUcs4(&c, 1);
        else if (!word.isEmpty())
            words += std::exchange(word, QString());
    }
    if (!word.isEmpty())
        words += word;
    return words;
}

void search(sqlite3_context *context, const Arguments &arguments)
{
    const auto wanted = kept<QSet<QString>>(context, 1, [&] { return wordsOf(arguments.text(1)); });
    give(context, wordsOf(arguments.text(0)).contains(wanted));
}

/// Both vectors, in pairs; false when they have different numbers of dimensions.
template<class Visit>
bool forEachPair(sqlite3_context *context, const Arguments &arguments, const Visit &visit)
{
    const auto vector = [&](int at) {
        return kept<Value::Vector>(context, at, [&] {
            Value::Vector read;
            (void)vectorFromText(arguments.bytes(at), read);
            return read;
        });
    };
    const Value::Vector a = vector(0);
    const Value::Vector b = vector(1);
    for (size_t i = 0; i < a.size() && a.size() == b.size(); ++i)
        visit(double(a[i]), double(b[i]));
    return a.size() == b.size() && !a.empty();
}

void l2Distance(sqlite3_context *context, const Arguments &arguments)
{
    double sum = 0;
    if (forEachPair(context, arguments, [&](double a, double b) { sum += (a - b) * (a - b); }))
        sqlite3_result_double(context, std::sqrt(sum));
}

void cosineDistance(sqlite3_context *context, const Arguments &arguments)
{
    double product = 0;
    double ofA = 0;
    double ofB = 0;
    const bool fits = forEachPair(context, arguments, [&](double a, double b) {
        product += a * b;
        ofA += a * a;
        ofB += b * b;
    });
    if (fits && ofA > 0 && ofB > 0)
        sqlite3_result_double(context, 1 - product / (std::sqrt(ofA) * std::sqrt(ofB)));
}

void innerProductDistance(sqlite3_context *context, const Arguments &arguments)
{
    double product = 0;
    if (forEachPair(context, arguments, [&](double a, double b) { product += a * b; }))
        sqlite3_result_double(context, -product);
}

void finite(sqlite3_context *context, const Arguments &arguments)
{
    if (const double number = arguments.real(0); std::isfinite(number))
        sqlite3_result_double(context, number);
    else
        sqlite3_result_error(context, "a number is too large for floating point", -1);
}

struct Row
{
    const char *name;
    int arguments;
    Function function;
};

constexpr std::array rows {
    Row { "quoin_lower", 1, &lower },
    Row { "quoin_upper", 1, &upper },
    Row { "quoin_reverse", 1, &reverse },
    Row { "quoin_split_part", 3, &splitPart },
    Row { "quoin_md5", 1, &digest<QCryptographicHash::Md5> },
    Row { "quoin_sha1", 1, &digest<QCryptographicHash::Sha1> },
    Row { "quoin_sha224", 1, &digest<QCryptographicHash::Sha224> },
    Row { "quoin_sha256", 1, &digest<QCryptographicHash::Sha256> },
    Row { "quoin_sha384", 1, &digest<QCryptographicHash::Sha384> },
    Row { "quoin_sha512", 1, &digest<QCryptographicHash::Sha512> },
    Row { "quoin_iexact", 2, &matchesText<Place::Whole> },
    Row { "quoin_icontains", 2, &matchesText<Place::Anywhere> },
    Row { "quoin_istarts_with", 2, &matchesText<Place::Start> },
    Row { "quoin_iends_with", 2, &matchesText<Place::End> },
    Row { "quoin_finite", 1, &finite },
    Row { "quoin_regex", 2, &matches<false> },
    Row { "quoin_iregex", 2, &matches<true> },
    Row { "quoin_search", 2, &search },
    Row { "quoin_l2_distance", 2, &l2Distance },
    Row { "quoin_cosine_distance", 2, &cosineDistance },
    Row { "quoin_inner_product_distance", 2, &innerProductDistance },
    Row { "quoin_json_contains", 2, static_cast<Function>(&jsonContains) },
    Row { "quoin_regexp_replace", 3, &regexpReplace },
};

void call(sqlite3_context *context, int count, sqlite3_value **values)
{
    for (int i = 0; i < count; ++i) {
        if (sqlite3_value_type(values[i]) == SQLITE_NULL)
            return sqlite3_result_null(context);
    }
    static_cast<const Row *>(sqlite3_user_data(context))->function(context, Arguments(values));
}

// ---- aggregates

/// The spread of numbers, by Welford's method, which does not lose digits to large means; rows that leave a window are taken out
/// again.
struct Spread
{
    qint64 count;
    double mean;
    double squares;

    void add(double value)
    {
        const double delta = value - mean;
        mean += delta / double(++count);
        squares += delta * (value - mean);
    }
    void remove(double value)
    {
        if (--count == 0) {
            *this = {};
            return;
        }
        const double delta = value - mean;
        mean -= delta / double(count);
        squares = std::max(squares - delta * (value - mean), 0.0);
    }
};

struct SpreadKind
{
    const char *name;
    int spare; ///< Divided by the number of values less so many.
    bool root;
};
constexpr std::array spreads { SpreadKind { "quoin_stddev_pop", 0, true }, SpreadKind { "quoin_stddev_samp", 1, true },
    SpreadKind { "quoin_var_pop", 0, false }, SpreadKind { "quoin_var_samp", 1, false } };

template<void (Spread::*Change)(double)>
void changeSpread(sqlite3_context *context, int, sqlite3_value **values)
{
    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    if (auto *spread = static_cast<Spread *>(sqlite3_aggregate_context(context, sizeof(Spread)))) // of zeros at first
        (spread->*Change)(sqlite3_value_double(values[0]));
}

void giveSpread(sqlite3_context *context)
{
    const auto *kind = static_cast<const SpreadKind *>(sqlite3_user_data(context));
    const auto *spread = static_cast<const Spread *>(sqlite3_aggregate_context(context, 0));
    if (!spread || spread->count <= kind->spare)
        return sqlite3_result_null(context);
    const double variance = spread->squares / double(spread->count - kind->spare);
    sqlite3_result_double(context, kind->root ? std::sqrt(variance) : variance);
}

/// The texts of a group, each with what the order is by.
class Collection
{
public:
    enum How { Descending = 1, NullsFirst = 2, Distinct = 4 };

    ~Collection()
    {
        for (const Entry &entry : m_entries)
            sqlite3_value_free(entry.key);
    }
    void add(sqlite3_value **values)
    {
        m_separator = Arguments(values).bytes(1);
        m_how = sqlite3_value_int(values[3]);
        m_entries.push_back({ Arguments(values).bytes(0), sqlite3_value_dup(values[2]) });
    }
    [[nodiscard]] QByteArray joined()
    {
        std::ranges::stable_sort(m_entries, [this](const Entry &a, const Entry &b) { return comesBefore(a.key, b.key); });
        if (m_how & Distinct)
            removeRepeated();
        QByteArray out;
        for (size_t i = 0; i < m_entries.size(); ++i)
            out += (i > 0 ? m_separator : QByteArray()) + m_entries[i].text;
        return out;
    }

private:
    struct Entry
    {
        QByteArray text;
        sqlite3_value *key;
    };

    void removeRepeated()
    {
        std::vector<Entry> once;
        for (Entry &entry : m_entries) {
            if (!once.empty() && once.back().text == entry.text)
                sqlite3_value_free(entry.key);
            else
                once.push_back(entry);
        }
        m_entries = std::move(once);
    }
    [[nodiscard]] bool comesBefore(sqlite3_value *a, sqlite3_value *b) const
    {
        const bool isNullA = sqlite3_value_type(a) == SQLITE_NULL;
        const bool isNullB = sqlite3_value_type(b) == SQLITE_NULL;
        if (isNullA || isNullB)
            return isNullA != isNullB && isNullA == bool(m_how & NullsFirst);
        return (m_how & Descending) ? compare(b, a) < 0 : compare(a, b) < 0;
    }
    static int compare(sqlite3_value *a, sqlite3_value *b)
    {
        const auto order = [](auto x, auto y) { return x < y ? -1 : x > y ? 1 : 0; };
        if (sqlite3_value_type(a) == SQLITE_INTEGER && sqlite3_value_type(b) == SQLITE_INTEGER)
            return order(sqlite3_value_int64(a), sqlite3_value_int64(b));
        if (sqlite3_value_type(a) != SQLITE_TEXT && sqlite3_value_type(a) != SQLITE_BLOB)
            return order(sqlite3_value_double(a), sqlite3_value_double(b));
        sqlite3_value *values[] { a, b };
        return order(Arguments(values).bytes(0), Arguments(values).bytes(1)); // UTF-8: by characters
    }

    std::vector<Entry> m_entries;
    QByteArray m_separator;
    int m_how = 0;
};

/// Arguments: a text, the separator, what the order is by, how, and what must not be NULL.
void addToCollection(sqlite3_context *context, int, sqlite3_value **values)
{
    if (sqlite3_value_type(values[0]) == SQLITE_NULL || sqlite3_value_type(values[4]) == SQLITE_NULL)
        return;
    auto *collection = static_cast<Collection **>(sqlite3_aggregate_context(context, sizeof(Collection *)));
    if (!collection)
        return sqlite3_result_error_nomem(context);
    if (!*collection)
        *collection = new Collection;
    (*collection)->add(values);
}

void giveCollection(sqlite3_context *context)
{
    auto *collection = static_cast<Collection **>(sqlite3_aggregate_context(context, 0));
    if (!collection || !*collection)
        return sqlite3_result_null(context);
    give(context, (*collection)->joined());
    delete std::exchange(*collection, nullptr);
}

} // namespace

bool registerSqliteFunctions(const QSqlDatabase &database)
{
    const QVariant given = database.driver()->handle();
    if (qstrcmp(given.typeName(), "sqlite3*") != 0
            || !sharesClientLibrary(database, "sqlite3_open_v2", reinterpret_cast<const void *>(&sqlite3_open_v2)))
        return false;
    auto *handle = *static_cast<sqlite3 *const *>(given.constData());
    if (!handle)
        return false;
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    bool all = true;
    for (const Row &row : rows) {
        auto *data = const_cast<Row *>(&row);
        all = all
                && sqlite3_create_function_v2(handle, row.name, row.arguments, flags, data, &call, nullptr, nullptr, nullptr)
                        == SQLITE_OK;
    }
    constexpr int collectArguments = 5;
    all = all
            && sqlite3_create_function_v2(handle, "quoin_collect", collectArguments, flags, nullptr, nullptr, &addToCollection,
                       &giveCollection, nullptr)
                    == SQLITE_OK;
    for (const SpreadKind &kind : spreads) {
        auto *data = const_cast<SpreadKind *>(&kind);
        all = all
                && sqlite3_create_window_function(handle, kind.name, 1, flags, data, &changeSpread<&Spread::add>, &giveSpread,
                           &giveSpread, &changeSpread<&Spread::remove>, nullptr)
                        == SQLITE_OK;
    }
    return all;
}

} // namespace quoin
