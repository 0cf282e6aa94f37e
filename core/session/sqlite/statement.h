// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/sqlite/database.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

struct sqlite3_stmt;

namespace core::session::sqlite {

/// A prepared statement. The first failure, also of preparing it, is kept: next() then returns false and
/// status() says why, so that loops are checked once at their end. Must not outlive its Database.
class Statement {
public:
    Statement() = default;
    Statement(Database& database, std::string_view sql);

    /// Starts the statement anew with these values for its parameters. Texts and bytes must live until
    /// the last next().
    template <typename... Values>
    Statement& query(const Values&... values)
    {
        reset();
        int position = 0;
        (bind(++position, values), ...);
        return *this;
    }

    /// Steps to the next row; false at the end and on failure.
    bool next();
    [[nodiscard]] base::Status status() const;

    /// A statement without rows, from start to end.
    template <typename... Values>
    base::Status run(const Values&... values)
    {
        query(values...);
        while (next()) {
        }
        auto result = status();
        reset();
        return result;
    }

    /// Ends a query early, and with it the read transaction that it holds.
    void reset();

    // Columns of the current row, from 0. Views live until the next next() or reset().
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::span<const std::byte> bytes(int column) const;

private:
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const;
    };

    template <std::integral T>
    void bind(int position, T value)
    {
        bindInteger(position, static_cast<std::int64_t>(value));
    }

    template <std::integral T>
    void bind(int position, const std::optional<T>& value)
    {
        if (value)
            bindInteger(position, static_cast<std::int64_t>(*value));
        else
            bindNull(position);
    }

    void bind(int position, std::string_view value);
    void bind(int position, std::span<const std::byte> value);
    void bindInteger(int position, std::int64_t value);
    void bindNull(int position);
    void keep(int resultCode);

    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
    std::optional<base::Error> m_failure;
};

} // namespace core::session::sqlite
