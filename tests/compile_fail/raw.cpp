// SPDX-License-Identifier: MIT
// SQL of the program's own: its text stands in the program, so that nothing from outside can be pasted into it.
#include "sentences.h"

#include <quoin/expr/raw.h>
#include <quoin/query/raw.h>

namespace sqltexts {

using namespace quoin;

// moc does not run here: nothing is linked or called.
void sentences(quoin::Database &db, const QString &typed, const char *text, const std::string &standard)
{
    const auto posts = db.query<Post>();

#ifdef CASE_textMadeAtRunTime // SQL text has to be a literal in the program
    (void)rawQuery<Post>(db, typed);
#elif !defined(ALONE)
    (void)rawQuery<Post>(db, UncheckedSql { typed });
#endif
#ifdef CASE_textPutTogether // SQL text has to be a literal in the program
    (void)rawQuery<Post>(db, u"SELECT * FROM posts WHERE title = '"_s + typed + u"'"_s);
#elif !defined(ALONE)
    (void)rawQuery<Post>(db, "SELECT * FROM posts WHERE title = ?", typed);
#endif
#ifdef CASE_textOfAPointer // SQL text has to be a literal in the program
    (void)rawQuery<Post>(db, text);
#elif !defined(ALONE)
    (void)rawQuery<Post>(db, "SELECT * FROM posts");
#endif
#ifdef CASE_textOfTheStandardLibrary // SQL text has to be a literal in the program
    (void)rawQuery<Post>(db, standard);
#elif !defined(ALONE)
    (void)rawQuery<TitleRow>(db, "SELECT title, count(*) FROM posts GROUP BY title");
#endif
#ifdef CASE_fragmentMadeAtRunTime // SQL text has to be a literal in the program
    (void)posts.orderBy(raw<qint64>(typed));
#elif !defined(ALONE)
    (void)posts.orderBy(raw<qint64>("length(?)", field<&Post::title>));
#endif
#ifdef CASE_conditionMadeAtRunTime // SQL text has to be a literal in the program
    (void)posts.filter(rawCondition(typed));
#elif !defined(ALONE)
    (void)posts.filter(rawCondition("? <> ?", field<&Post::title>, typed));
#endif
#ifdef CASE_tooFewValues // another number of placeholders
    (void)rawQuery<Post>(db, "SELECT * FROM posts WHERE id = ? OR title = ?", 1);
#elif !defined(ALONE)
    (void)rawQuery<Post>(db, "SELECT * FROM posts WHERE id = ? OR title = '?'", 1);
#endif
#ifdef CASE_tooManyValues // another number of placeholders
    (void)rawCondition("? > 1", field<&Post::views>, 2);
#elif !defined(ALONE)
    (void)rawCondition("? > ?", field<&Post::views>, 2);
#endif
#ifdef CASE_someNamesOnly // either all placeholders have names
    (void)rawQuery<Post>(db, "SELECT * FROM posts WHERE id = :id OR title = ?", bind("id", 1), typed);
#elif !defined(ALONE)
    (void)rawQuery<Post>(db, "SELECT * FROM posts WHERE id = :id OR title = :title", bind("id", 1), bind("title", typed));
#endif
#ifdef CASE_namesInAFragment // the placeholders of a fragment are ?
    (void)rawCondition("id = :id", bind("id", 1));
#elif !defined(ALONE)
    (void)rawCondition("? = ?", field<&Post::id>, 1);
#endif
#ifdef CASE_fragmentOfAnUnknownType // T is a number, text, date, UUID or binary
    (void)raw<QStringList>("tags");
#elif !defined(ALONE)
    (void)raw<QString>("tags");
#endif
    Q_UNUSED(text)
    Q_UNUSED(standard)
}

} // namespace sqltexts
