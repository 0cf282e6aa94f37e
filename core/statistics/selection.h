// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/filter/filter.h"
#include "core/statistics/report.h"

#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace core::statistics {

/// What is counted: the calls and messages that a filter leaves. Views of columns live as long as the data
/// is not refreshed and nothing is selected from it. One thread.
class Selection {
public:
    [[nodiscard]] static base::Result<Selection> make(filter::FilterData& data, std::string filter,
                                                      std::stop_token stop);

    [[nodiscard]] const filter::Bitmap& rows(filter::Scope scope) const
    {
        return scope == filter::Scope::Call ? m_calls : m_messages;
    }

    /// No filter leaves anything out.
    [[nodiscard]] bool isEverything() const;

    /// Rows that the filter leaves and that match `condition` too.
    [[nodiscard]] base::Result<filter::Bitmap> matching(filter::Scope scope,
                                                        const std::string& condition) const;
    /// The same, as a row without values yet.
    [[nodiscard]] base::Result<Row> row(std::string name, filter::Scope scope,
                                        const std::string& condition) const;
    /// A row of just these calls; of all that match `condition`, when they are too many and too scattered to
    /// be listed.
    [[nodiscard]] base::Result<Row> rowOfCalls(std::string name, std::vector<std::uint32_t> callRows,
                                               const std::string& condition) const;
    /// The whole filter that gives those rows.
    [[nodiscard]] std::string filterWith(const std::string& condition) const;

    [[nodiscard]] base::Result<filter::Column> column(filter::FieldId id) const
    {
        return m_data->column(filter::field(id));
    }

    [[nodiscard]] filter::FilterData& data() const { return *m_data; }

    /// Cancelled when somebody asked for that.
    [[nodiscard]] base::Status check() const;

private:
    filter::FilterData* m_data = nullptr;
    std::string m_filter;
    std::stop_token m_stop;
    filter::Bitmap m_calls;
    filter::Bitmap m_messages;
    /// Of calls, by condition: many figures are of the same calls.
    mutable std::map<std::string, filter::Bitmap> m_known;
};

/// A text as the filter language takes it, in double quotes; printable, whatever the text.
[[nodiscard]] std::string filterText(std::string_view text);
/// Nanoseconds as a time or a duration of the filter language, in seconds with nine decimals.
[[nodiscard]] std::string secondsText(std::int64_t nanoseconds);
[[nodiscard]] double seconds(std::int64_t nanoseconds);
/// part / whole in percent; nothing of nothing.
[[nodiscard]] std::optional<double> percent(std::uint64_t part, std::uint64_t whole);

} // namespace core::statistics
