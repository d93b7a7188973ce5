// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qstring.h>

namespace quoin::dialect::postgresql {

// The inspector's queries. In each, %1 is a condition on pg_namespace n, and the first two columns are the namespace (empty for
// the connection's default one) and the table. Lists come as JSON, as names may hold any character.

inline const QString nameSpaceColumn = QStringLiteral("CASE WHEN n.nspname = current_schema() THEN '' ELSE n.nspname END");

inline const QString columnQuery = QStringLiteral(R"(
SELECT %2, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
       pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, a.attgenerated::text,
       CASE WHEN a.attcollation <> t.typcollation THEN l.collname END,
       col_description(c.oid, a.attnum), obj_description(c.oid, 'pg_class'),
       CASE WHEN t.typtype = 'e' THEN t.typname END,
       CASE WHEN c.relkind = 'p' THEN 'PARTITION BY ' || pg_get_partkeydef(c.oid) END,
       (SELECT string_agg(i.inhparent::regclass::text, ', ') FROM pg_inherits i WHERE i.inhrelid = c.oid)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN pg_collation l ON l.oid = a.attcollation
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND %1
  AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, a.attnum)");

inline const QString constraintQuery = QStringLiteral(R"(
SELECT %2, c.relname, o.conname, o.contype::text,
       (SELECT json_agg(a.attname ORDER BY k.position)::text FROM unnest(o.conkey) WITH ORDINALITY k(number, position)
        JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.number),
       (SELECT json_agg(a.attname ORDER BY k.position)::text FROM unnest(o.confkey) WITH ORDINALITY k(number, position)
        JOIN pg_attribute a ON a.attrelid = o.confrelid AND a.attnum = k.number),
       CASE WHEN p.nspname = current_schema() THEN '' ELSE p.nspname END, r.relname,
       o.confupdtype::text, o.confdeltype::text, o.condeferrable AND o.condeferred,
       pg_get_expr(o.conbin, o.conrelid), pg_get_constraintdef(o.oid)
FROM pg_constraint o
JOIN pg_class c ON c.oid = o.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class r ON r.oid = o.confrelid
LEFT JOIN pg_namespace p ON p.oid = r.relnamespace
WHERE o.contype IN ('p', 'u', 'c', 'f', 'x') AND o.conparentid = 0 AND %1
ORDER BY n.nspname, c.relname, o.conname)");

inline const QString indexQuery = QStringLiteral(R"(
SELECT %2, c.relname, x.relname, i.indisunique, m.amname, pg_get_expr(i.indpred, i.indrelid),
       k <= i.indnkeyatts, CASE WHEN i.indkey[k - 1] <> 0 THEN a.attname END, pg_get_indexdef(i.indexrelid, k, true),
       k <= i.indnkeyatts AND i.indoption[k - 1] & 1 = 1,
       CASE WHEN k <= i.indnkeyatts AND NOT p.opcdefault THEN p.opcname END, obj_description(x.oid, 'pg_class')
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_am m ON m.oid = x.relam
CROSS JOIN LATERAL generate_series(1, i.indnatts::int) k
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1]
LEFT JOIN pg_opclass p ON p.oid = i.indclass[k - 1]
WHERE i.indisvalid AND c.relkind IN ('r', 'p') AND %1
  AND NOT EXISTS (SELECT 1 FROM pg_constraint o WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'))
ORDER BY n.nspname, c.relname, x.relname, k)");

inline const QString viewQuery = QStringLiteral(R"(
SELECT %2, c.relname, c.relkind = 'm', pg_get_viewdef(c.oid), obj_description(c.oid, 'pg_class')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND %1
  AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY c.oid)");

inline const QString enumQuery = QStringLiteral(R"(
SELECT %2, t.typname, (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)::text FROM pg_enum e WHERE e.enumtypid = t.oid)
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'e' AND %1 ORDER BY n.nspname, t.typname)");

inline const QString triggerQuery = QStringLiteral(R"(
SELECT %2, c.relname, g.tgname, pg_get_triggerdef(g.oid)
FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND %1 ORDER BY n.nspname, c.relname, g.tgname)");

inline const QString sequenceQuery = QStringLiteral(R"(
SELECT %2, c.relname, s.seqstart, s.seqincrement
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE %1 AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid
                         AND e.deptype IN ('a', 'i', 'e'))
ORDER BY n.nspname, c.relname)");

} // namespace quoin::dialect::postgresql
