// SPDX-License-Identifier: MIT
#pragma once

#include "../terminal/table.h"
#include "recorder.h"
#include "tour.h"

#include <QtCore/qdebug.h>
#include <QtCore/qurl.h>

#include <source_location>

/// One step of the tour. The code between its construction and ran() is what is shown as its code, and the statements of that
/// time are its SQL; what comes after that checks and shows the results. All is printed at the end of its life.
/// \code
/// Step step(tour, u"One row by its key"_s, u"get() gives …"_s);
/// auto product = db.get<Product>(1).value();
/// step.ran();
/// step.equal(product.id, 1, u"it is the one"_s);
/// \endcode
class Step
{
public:
    using Location = std::source_location;
    Step(Tour &tour, const QString &title, const QString &text, Location where = Location::current());
    ~Step();
    Q_DISABLE_COPY_MOVE(Step)

    void ran(Location where = Location::current());

    bool check(bool passed, const QString &what);
    template<class A, class B>
    bool equal(const A &actual, const B &expected, const QString &what)
    {
        const bool same = actual == expected;
        return check(same, same ? what : QStringLiteral("%1: expected %2, got %3").arg(what, toText(expected), toText(actual)));
    }
    template<class T>
    bool succeeded(const quoin::Result<T> &result, const QString &what)
    {
        return check(result.has_value(), result ? what : what + QStringLiteral(": ") + result.error().toString());
    }
    template<class T>
    bool failedWith(const quoin::Result<T> &result, quoin::ErrorKind kind)
    {
        const QString name = quoin::errorKindName(kind);
        if (result.has_value())
            return check(false, QStringLiteral("expected an error of kind %1, but it worked").arg(name));
        return equal(quoin::errorKindName(result.error().kind()), name, QStringLiteral("the error: ") + name);
    }

    void show(const Table &table, int rows = 8);
    void show(const quoin::Error &error);
    void note(const QString &text);
    /// Puts a class of a source file above the code.
    void showClass(const QString &file, const QString &name) { m_code = file + u':' + name; }
    /// At most this many statements are shown in full.
    void limitSql(int statements) { m_mostStatements = statements; }

    [[nodiscard]] int statementCount() const { return m_recorder.count(); }
    [[nodiscard]] std::chrono::nanoseconds time() const { return m_time; }

private:
    template<class T>
    static QString toText(const T &value)
    {
        QString text;
        if constexpr (requires { *value, value.has_value(); })
            return value ? toText(*value) : QStringLiteral("nothing");
        else if constexpr (requires(QDebug debug) { debug << value; })
            QDebug(&text).nospace() << value;
        else
            text = QStringLiteral("another value");
        return text;
    }
    [[nodiscard]] QList<StyledText> codeLines() const;
    [[nodiscard]] QList<StyledText> sqlLines(int width) const;
    void printBeside(const QList<StyledText> &code, const QList<StyledText> &sql, int codeWidth);
    void printBelow(const QList<StyledText> &code, const QList<StyledText> &sql);
    void printChecks();

    Tour &m_tour;
    QString m_title;
    QString m_text;
    Location m_begin;
    std::optional<Location> m_end;
    QElapsedTimer m_timer;
    std::chrono::nanoseconds m_time {};
    QString m_code;
    int m_mostStatements = 6;
    QList<StyledText> m_results;
    QList<std::pair<bool, QString>> m_checks;
    Recorder m_recorder;
};
