// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qstringlist.h>

/// What follows "quoin": each verb reads its own arguments and returns the exit code.
namespace verbs {

/// The work was done; it was done and found mistakes; it could not be done.
enum ExitCode { Success = 0, MistakesFound = 1, Failure = 2 };

/// quoin check FILE.json…
int check(const QStringList &arguments);

} // namespace verbs
