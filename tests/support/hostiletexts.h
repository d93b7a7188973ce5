// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qstringlist.h>

namespace quoin::test {

/// Texts that something between a program and its rows could take for more than text: quotes and escapes of each engine, ends of
/// statements, comments, placeholders, wildcards of LIKE and GLOB, pieces of regular expressions and JSON paths, words that mean
/// something, and characters that are easily lost. All are different, each has at most 160 characters, and each can be stored by
/// every engine: as a value it is data, in every position of every query.
const QStringList &hostileTexts();

/// Texts that no engine keeps the same way as the others (NUL, lone surrogates): as values they are a Conversion error
/// everywhere, before anything is sent.
const QStringList &unstorableTexts();

/// Names that a table, column, index or alias may have on each engine, all of which have to be quoted. All are different for
/// engines that do not care for case, too, have at most 60 bytes of UTF-8 and no character beyond U+FFFF.
const QStringList &hostileNames();

} // namespace quoin::test
