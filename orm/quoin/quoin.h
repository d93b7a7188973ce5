// SPDX-License-Identifier: MIT
#pragma once

// Everything a program that reads and writes models needs.
#include <quoin/db/database.h>
#include <quoin/expr/aggregates.h>
#include <quoin/expr/datefunctions.h>
#include <quoin/expr/field.h>
#include <quoin/expr/functions.h>
#include <quoin/expr/row.h>
#include <quoin/expr/subquery.h>
#include <quoin/expr/when.h>
#include <quoin/migrate/sync.h>
#include <quoin/model.h>
#include <quoin/query/bulk.h>
#include <quoin/query/explain.h>
#include <quoin/query/fetch.h>
#include <quoin/query/paging.h>
#include <quoin/query/query.h>
#include <quoin/query/relatedset.h>
#include <quoin/query/selection.h>
#include <quoin/query/stream.h>
#include <quoin/query/write.h>
