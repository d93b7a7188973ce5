// SPDX-License-Identifier: MIT
#pragma once

#include "../shop/generator.h"
#include "../tour/tour.h"

// The tour, chapter by chapter; each needs what those before it made.

/// Opens the database; false when that failed.
bool connectChapter(Tour &tour, const QString &url);
/// Makes the tables and fills them; false when that failed.
bool schemaChapter(Tour &tour, ShopSize size);
void writingChapter(Tour &tour);
void queryChapter(Tour &tour);
void transactionChapter(Tour &tour);
void typesChapter(Tour &tour);
void errorsChapter(Tour &tour);
void speedChapter(Tour &tour);
/// The Chinook database in \a folder (with its file sqlite.sqlite).
void chinookChapter(Tour &tour, const QString &folder);
