// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/filter/filter.h"
#include "core/session/id_runs.h"
#include "core/session/known_findings.h"
#include "core/session/known_legs.h"
#include "core/session/known_measures.h"
#include "core/session/known_registrations.h"
#include "core/session/session_reader.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace core::session {

enum class SortOrder : std::uint8_t { Ascending, Descending };

/// Which rows, in which order.
struct Query {
    filter::Scope scope = filter::Scope::Call;
    filter::Filter filter;
    /// Null field: in id order. Ties by id; texts bytewise; absent values last.
    filter::FieldReference sortField;
    SortOrder order = SortOrder::Ascending;
    /// Only rows whose time (calls: any message) lies within [from, to).
    std::optional<base::Timestamp> from;
    std::optional<base::Timestamp> to;
};

/// The answer to a Query: row -> id. Dense answers (no filter, id order) cost nothing. A ring may let rows go
/// that an answer has; readers leave those out, and the next refresh() and select() give one without them.
class RowIndex {
public:
    RowIndex() = default;
    /// Ids from 1 to `count`.
    [[nodiscard]] static RowIndex dense(std::int64_t count);
    /// All of these.
    [[nodiscard]] static RowIndex dense(std::shared_ptr<const IdRuns> ids);
    /// Rows of `ids`; null: of ids from 1.
    [[nodiscard]] static RowIndex listed(std::vector<std::uint32_t> rows,
                                         std::shared_ptr<const IdRuns> ids = nullptr);

    [[nodiscard]] std::size_t size() const { return m_isDense ? m_count : m_rows.size(); }

    /// Id at `row` (message id or call key): ids count in the order of arrival, from 1 and without holes but
    /// in a ring.
    [[nodiscard]] std::int64_t idAt(std::size_t row) const
    {
        const std::size_t place = m_isDense ? row : m_rows[row];
        return m_ids ? m_ids->idAt(place) : static_cast<std::int64_t>(place) + 1;
    }

    /// Row of an id; nothing when it is not in the answer. O(1) when dense, O(log n) in id order, else O(n).
    [[nodiscard]] std::optional<std::size_t> rowOf(std::int64_t id) const;

    /// All rows of the session in id order.
    [[nodiscard]] bool isDense() const { return m_isDense; }

    /// Has the same ids at the same rows, as far as `earlier` goes.
    [[nodiscard]] bool beginsWith(const RowIndex& earlier) const;

private:
    bool m_isDense = true;
    bool m_isInIdOrder = true;
    std::size_t m_count = 0;
    std::vector<std::uint32_t> m_rows;
    std::shared_ptr<const IdRuns> m_ids; ///< null: from 1
};

/// Messages per bin, and how many of them are 4xx-6xx responses; calls open at the end of each bin.
struct TimeHistogram {
    base::Timestamp start;
    base::Duration binWidth{};
    std::vector<std::uint32_t> messages;
    std::vector<std::uint32_t> failures;
    std::vector<std::uint32_t> concurrentCalls;
};

/// The session's rows as columns in memory: filters a million rows in milliseconds and sorts them in tens.
/// A column is loaded when first used, within one memory budget; beyond the budget columns are read from
/// the file again each time, slower, never refused. One thread at a time; has its own reader.
class SessionTable : public filter::FilterData {
public:
    /// `budget` in bytes for all columns together.
    [[nodiscard]] static base::Result<std::unique_ptr<SessionTable>> open(const std::filesystem::path& path,
                                                                          std::size_t budget = 1U << 30U);
    ~SessionTable() override;

    /// Takes in what was committed since; loaded columns grow, changed calls are read again, and what a ring
    /// let go leaves the lists. Returns the state it now stands for, and the keys of calls that changed (not
    /// the new ones).
    struct Refresh {
        SessionProgress progress;
        std::vector<base::CallKey> changedCalls;
        /// Somebody marked a call or took a mark away; which ones is known (and in changedCalls) only where
        /// a filter or an order has asked for marks before.
        bool haveMarksChanged = false;
        /// Somebody decided about a link, so that calls may have other legs.
        bool haveLinksChanged = false;
    };

    base::Result<Refresh> refresh();

    [[nodiscard]] base::Result<RowIndex> select(const Query& query, std::stop_token stop = {});

    /// Ids of the registration bindings that match a filter of calls: their call does, and what the filter
    /// asks about registrations it asks each binding for itself. Ascending.
    [[nodiscard]] base::Result<std::vector<std::int64_t>> selectRegistrations(const filter::Filter& filter,
                                                                              std::stop_token stop = {});

    /// At most `bins` bins over the whole session.
    [[nodiscard]] base::Result<TimeHistogram> histogram(std::size_t bins, std::stop_token stop = {});

    /// The reader behind the columns, for use on the same thread.
    [[nodiscard]] SessionReader& reader();

    /// How filters, orders and lists learn how many legs calls have; without it no call has a number.
    void setLegs(CountLegs count) { m_legs.setSource(std::move(count)); }

    /// How filters find out what is wrong with calls; without it no call has findings.
    void setFindings(FindKinds find) { m_findings.setSource(std::move(find)); }

    /// How filters, orders and lists learn what RFC 6076 measures; without it no call has a measure.
    void setMeasures(MeasureCalls measure) { m_measures.setSource(std::move(measure)); }

    // FilterData
    [[nodiscard]] std::size_t rows(filter::Scope scope) const override;
    base::Result<filter::Column> column(const filter::Field& field) override;
    base::Result<filter::Column> findings(const filter::Bitmap& calls, const std::stop_token& stop) override;
    base::Result<std::span<const std::uint32_t>> callRowOfMessage() override;
    base::Status scanMessages(const filter::Bitmap& candidates,
                              const std::function<void(std::size_t, std::span<const std::byte>)>& visit,
                              std::stop_token stop) override;

private:
    class Implementation;
    explicit SessionTable(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> m_implementation;
    KnownFindings m_findings;
    KnownLegs m_legs;
    KnownMeasures m_measures;
    KnownRegistrations m_registrations;
    /// Of the question that is being answered.
    std::stop_token m_stop;
};

} // namespace core::session
