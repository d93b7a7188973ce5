// SPDX-License-Identifier: MIT
#include "hostiletexts.h"

using namespace Qt::StringLiterals;

namespace quoin::test {

const QStringList &hostileTexts()
{
    static const QStringList texts { // quotes and escapes
        u"'"_s, u"''"_s, u"'''"_s, u"\""_s, u"\"\""_s, u"`"_s, u"``"_s, u"\\"_s, u"\\\\"_s, u"\\'"_s, u"\\\""_s, u"\\''"_s,
        u"'\\"_s, u"it's"_s, u"E'\\x41'"_s, u"\\x41"_s, u"\\u0041"_s, u"U&'\\0041'"_s, u"N'a'"_s, u"_utf8mb4'a'"_s, u"x'41'"_s,
        u"$$"_s, u"$a$b$a$"_s, u"q'[a]'"_s, u"[a]"_s, u"‘a’"_s, u"ʼ"_s, u"＇"_s,
        // ends of values and statements
        u"' OR '1'='1"_s, u"' OR 1=1 --"_s, u"\" OR \"\"=\""_s, u"') OR ('1'='1"_s, u"1 OR 1=1"_s, u"1; SELECT 1"_s,
        u"'; DROP TABLE texts; --"_s, u"\"; DROP TABLE texts; --"_s, u"`; DROP TABLE texts; #"_s, u"');DELETE FROM texts;--"_s,
        u"' UNION SELECT NULL,NULL,NULL --"_s, u"' AND sleep(5) AND '"_s, u"'||pg_sleep(5)||'"_s, u"' INTO OUTFILE '/tmp/x"_s,
        u"'; COPY texts TO PROGRAM 'id'; --"_s, u"'; ATTACH DATABASE 'x' AS y; --"_s, u"a' COLLATE nocase --"_s, u"' LIKE '%"_s,
        u"' ESCAPE '"_s, u";"_s, u";;"_s, u"DELIMITER //"_s, u"COMMIT"_s, u"ROLLBACK; --"_s,
        // comments
        u"--"_s, u"-- a"_s, u"#"_s, u"# a"_s, u"/*"_s, u"*/"_s, u"/**/"_s, u"/* /* */"_s, u"/*!50000 a */"_s, u"/*+ a */"_s,
        // placeholders and what takes part in formatting
        u"?"_s, u"??"_s, u"?1"_s, u":id"_s, u"::text"_s, u"@id"_s, u"@@version"_s, u"$1"_s, u"$2"_s, u"$id"_s, u"%1"_s, u"%L1"_s,
        u"%s"_s, u"%n"_s, u"{}"_s, u"{0}"_s, u"{d}{f}"_s, u"${a}"_s, u"{{a}}"_s, u"&a"_s, u"<%= a %>"_s,
        // wildcards of LIKE and GLOB, and their escapes
        u"%"_s, u"%%"_s, u"_"_s, u"__"_s, u"\\%"_s, u"\\_"_s, u"!"_s, u"!_"_s, u"!%"_s, u"!!"_s, u"*"_s, u"**"_s, u"a*b"_s,
        u"["_s, u"]"_s, u"[]"_s, u"[^a]"_s, u"[a-z]"_s, u"[[]"_s, u"[]]"_s, u"[*]"_s, u"^"_s, u"~"_s, u"a%b_c*d?e"_s,
        // regular expressions, full-text search, JSON and its paths, arrays
        u"."_s, u".*"_s, u"^$"_s, u"(a"_s, u"a)"_s, u"(?i)a"_s, u"\\d+"_s, u"[[:alpha:]]"_s, u"a|b"_s, u"a{1,2}"_s, u"a & b"_s,
        u"a <-> b"_s, u"+a -b"_s, u"$.a"_s, u"$[0]"_s, u"$.\"a\""_s, u"a.b"_s, u"a,b"_s, u"{a,b}"_s, u"{\"a\":1}"_s, u"[1,2]"_s,
        u"\"a\""_s, u"null"_s, u"a->b"_s, u"a->>'b'"_s, u"a#>b"_s, u"author__name"_s, u"__icontains"_s, u"id__gt"_s,
        // words and numbers
        u"NULL"_s, u"DEFAULT"_s, u"TRUE"_s, u"false"_s, u"CURRENT_TIMESTAMP"_s, u"SELECT"_s, u"0"_s, u"00"_s, u"-0"_s, u"1e5"_s,
        u"0x41"_s, u"1_000"_s, u"Infinity"_s, u"NaN"_s, u"2024-02-30"_s, u"0000-00-00"_s,
        // blanks and control characters; not a byte order mark at the beginning, which Qt's drivers drop, and not U+FFFF, which
        // SQLite's changes: by QSqlQuery they are refused
        u""_s, u" "_s, u"  "_s, u" a"_s, u"a "_s, u"a  "_s, u"a"_s, u"\t"_s, u"\n"_s, u"\r\n"_s, u"\r"_s, u"a\nb"_s, u"\b"_s,
        u"\u001A"_s, u"\u0001"_s, u"\u007F"_s, u"\u0085"_s, u"\u00A0"_s, u"\u3000"_s, u"\u2028"_s, u"\u200B"_s, u"a\uFEFF"_s,
        // what is easily folded, joined, cut or turned round
        u"A"_s, u"é"_s, u"e\u0301"_s, u"É"_s, u"ß"_s, u"SS"_s, u"ẞ"_s, u"İ"_s, u"ı"_s, u"ﬁ"_s, u"Å"_s, u"\u212B"_s, u"Ω"_s,
        u"\u2126"_s, u"ΟΔΟΣ"_s, u"오"_s, u"\u110B\u1169"_s, u"日本語"_s, u"שלום"_s, u"مرحبا"_s, u"\u202E"_s, u"\u202Eabc"_s,
        u"\u2066a\u2069"_s, u"🙂"_s, u"👨‍👩‍👧"_s, u"🇩🇪"_s, u"\U0010FFFF"_s, u"\uFFFD"_s,
        u"a\u0301\u0302\u0303\u0304"_s,
        // long
        u"'"_s.repeated(150), u"\\"_s.repeated(149), u"x"_s.repeated(150), u"🙂"_s.repeated(80)
    };
    return texts;
}

const QStringList &unstorableTexts()
{
    static const QStringList texts { QString(QChar(0)), QStringView(u"a\0b", 3).toString(), QStringView(u"a\0", 2).toString(),
        QString(QChar(0xD800)), QString(QChar(0xDC00)), u"a"_s + QChar(0xD83D), QChar(0xDE42) + u"a"_s,
        QString(QChar(0xDE42)) + QChar(0xD83D) };
    return texts;
}

const QStringList &hostileNames()
{
    static const QStringList names { u"select"_s, u"table"_s, u"order"_s, u"group"_s, u"user"_s, u"from"_s, u"where"_s, u"null"_s,
        u"default"_s, u"key"_s, u"index"_s, u"check"_s, u"primary"_s, u"values"_s, u"limit"_s, u"with"_s, u"end"_s, u"rank"_s,
        u"t0"_s, u"t1"_s, u"_1"_s, u"a b"_s, u" a"_s, u"a.b"_s, u"a,b"_s, u"a;b"_s, u"a'b"_s, u"'"_s, u"a\"b"_s, u"\""_s,
        u"\"\""_s, u"a`b"_s, u"`"_s, u"a\\b"_s, u"\\"_s, u"[a]"_s, u"a]b"_s, u"(a)"_s, u"a--b"_s, u"--"_s, u"/*a*/"_s, u"a#b"_s,
        u"a?b"_s, u"?"_s, u":id"_s, u"$1"_s, u"@a"_s, u"%1"_s, u"%s"_s, u"{0}"_s, u"a*b"_s, u"a=b"_s, u"a/b"_s, u"a|b"_s, u"1"_s,
        u"1a"_s, u"1e5"_s, u"-1"_s, u"a\tb"_s, u"a\nb"_s, u"ä"_s, u"naïve"_s, u"日本語"_s, u"שלום"_s, u"e\u0301"_s, u"\u202Ea"_s,
        u"x"_s.repeated(60), u"é"_s.repeated(30), u"x\"; DROP TABLE t; --"_s, u"x`; DROP TABLE t; #"_s,
        u"x'; DROP TABLE t; --"_s };
    return names;
}

} // namespace quoin::test
