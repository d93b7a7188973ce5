// SPDX-License-Identifier: MIT
#pragma once

#include "case.h"
#include "data.h"
#include "evaluator.h"

#include <functional>

namespace differential {

using Answer = quoin::Result<QList<QList<quoin::Value>>>;

/// What is compared with the evaluator.
struct Examinee
{
    QString name;    ///< "mysql-qsqlquery"
    QString product; ///< "mysql"
    std::function<quoin::Result<void>(const Data &)> store;
    std::function<Answer(const Case &)> ask; ///< Of the rows that were stored last.
};

/// An engine behind a database, whose tables are made here.
quoin::Result<Examinee> databaseExaminee(const QString &name, const QString &product, const QString &url);

/// The query as a tree, and what its columns are.
struct Question
{
    quoin::expr::Select select {};
    QList<const quoin::FieldInfo *> fields {}; ///< Null: computed.
};
quoin::Result<Question> questionOf(const Case &asked);

/// How an engine's answer and the evaluator's are not the same.
struct Difference
{
    enum class Kind : quint8 {
        None,
        Refused,  ///< None by itself, but all engines have to refuse it: the query is wrong.
        Failed,   ///< An error where there is an answer.
        Answered, ///< An answer where there is none but an error.
        Rows
    };
    Kind kind = Kind::None;
    bool skipped = false; ///< The evaluator cannot tell.
    QString text {};      ///< For people.
};

Difference compare(const Examinee &engine, const Question &question, const Expected &expected, const Answer &answer);

} // namespace differential
