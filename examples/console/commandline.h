// SPDX-License-Identifier: MIT
#pragma once

#include "shop/generator.h"
#include "terminal/terminal.h"

#include <QtCore/qstringlist.h>

/// What the program was asked for.
struct CommandLine
{
    QString url {};  ///< Empty: a new SQLite file.
    QString data {}; ///< The folder with real databases; empty: none.
    ShopSize size = mediumShop;
    bool fresh = false; ///< Drop the tables of an earlier tour.
    Terminal::Colors colors = Terminal::Colors::Auto;
    int width = 0;

    /// Ends the program after --help, --version or a mistake, which it explains.
    static CommandLine fromArguments(const QStringList &arguments);
};
