// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/registrations_model.h"

#include "ui/adapt/text.h"
#include "ui/models/cell.h"
#include "ui/models/paged_table_model.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace ui::models {
namespace {

using core::call::RegistrationFailure;
using core::call::RegistrationRecord;
using core::call::RegistrationState;

using R = const RegistrationRecord&;
using Zone = adapt::Zone;
using Number = std::optional<double>;

struct BindingColumn {
    const char* title;
    int width;
    /// What it is sorted by; null: its text.
    Number (*number)(R record);
    /// Null: the number.
    QString (*text)(R record, Zone zone);
    bool isRight = false;
};

QString bindingStateWord(RegistrationState state)
{
    switch (state) {
    case RegistrationState::Trying:
        return RegistrationsModel::tr("trying");
    case RegistrationState::Registered:
        return RegistrationsModel::tr("registered");
    case RegistrationState::Unregistered:
        return RegistrationsModel::tr("unregistered");
    case RegistrationState::Expired:
        return RegistrationsModel::tr("expired");
    case RegistrationState::Failed:
        break;
    }
    return RegistrationsModel::tr("failed");
}

QString failureWord(RegistrationFailure failure)
{
    switch (failure) {
    case RegistrationFailure::WrongUser:
        return RegistrationsModel::tr("wrong user");
    case RegistrationFailure::Forbidden:
        return RegistrationsModel::tr("forbidden");
    case RegistrationFailure::WrongCredentials:
        return RegistrationsModel::tr("wrong credentials");
    case RegistrationFailure::WrongRealm:
        return RegistrationsModel::tr("wrong realm");
    case RegistrationFailure::StaleNonce:
        return RegistrationsModel::tr("stale nonce");
    case RegistrationFailure::IntervalTooBrief:
        return RegistrationsModel::tr("interval too brief");
    case RegistrationFailure::ChallengeUnanswered:
        return RegistrationsModel::tr("challenge unanswered");
    case RegistrationFailure::NoAnswer:
        return RegistrationsModel::tr("no answer");
    case RegistrationFailure::Other:
        break;
    }
    return RegistrationsModel::tr("other");
}

/// "3 × wrong credentials, 1 × stale nonce"
QString failuresOf(R record)
{
    QStringList texts;
    for (std::size_t kind = 0; kind < record.failures.size(); ++kind) {
        if (record.failures[kind] != 0)
            texts.append(QStringLiteral("%1 × %2").arg(adapt::count(record.failures[kind]),
                                                       failureWord(static_cast<RegistrationFailure>(kind))));
    }
    return texts.join(QStringLiteral(", "));
}

Number secondsOf(const std::optional<core::base::Timestamp>& time)
{
    return time ? Number(std::chrono::duration<double>{time->time_since_epoch()}.count()) : std::nullopt;
}

QString timeText(const std::optional<core::base::Timestamp>& time, Zone zone)
{
    return time ? adapt::timeOfDay(*time, zone) : QString();
}

template <auto Member>
Number countOf(R record)
{
    return static_cast<double>(record.*Member);
}

constexpr int bindingStateColumn = 3;

constexpr std::array bindingColumns{
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "No."), 48,
                  [](R r) -> Number { return static_cast<double>(r.id); }, nullptr, true},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Address of record"), 190, nullptr,
                  [](R r, Zone) { return adapt::text(r.aor); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Contact"), 210, nullptr,
                  [](R r, Zone) { return adapt::text(r.contact); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "State"), 90, nullptr,
                  [](R r, Zone) { return bindingStateWord(r.state); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "First seen"), 96,
                  [](R r) { return secondsOf(r.firstTime); },
                  [](R r, Zone zone) { return adapt::timeOfDay(r.firstTime, zone); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Granted"), 96,
                  [](R r) { return secondsOf(r.refreshed); },
                  [](R r, Zone zone) { return timeText(r.refreshed, zone); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Expires"), 96,
                  [](R r) { return secondsOf(r.expires); },
                  [](R r, Zone zone) { return timeText(r.expires, zone); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Interval"), 72,
                  [](R r) {
                      return r.interval ? Number(std::chrono::duration<double>{*r.interval}.count())
                                        : std::nullopt;
                  },
                  [](R r, Zone) { return r.interval ? adapt::longDuration(*r.interval) : QString(); }, true},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Attempts"), 66,
                  countOf<&RegistrationRecord::attempts>, nullptr, true},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Failed"), 52,
                  countOf<&RegistrationRecord::failedAttempts>, nullptr, true},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Why it failed"), 170, nullptr,
                  [](R r, Zone) { return failuresOf(r); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Refreshes"), 70,
                  countOf<&RegistrationRecord::refreshes>, nullptr, true},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Removals"), 68,
                  countOf<&RegistrationRecord::removals>, nullptr, true},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Ran out"), 60,
                  countOf<&RegistrationRecord::expirations>, nullptr, true},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "New contacts"), 88,
                  countOf<&RegistrationRecord::contactChanges>, nullptr, true},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Flapping"), 66, nullptr,
                  [](R r, Zone) { return r.isFlapping ? RegistrationsModel::tr("yes") : QString(); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Client"), 150, nullptr,
                  [](R r, Zone) { return adapt::endpoint(r.path.source); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "Registrar"), 150, nullptr,
                  [](R r, Zone) { return adapt::endpoint(r.path.destination); }},
    BindingColumn{QT_TRANSLATE_NOOP("ui::models::RegistrationsModel", "User agent"), 150, nullptr,
                  [](R r, Zone) { return adapt::text(r.userAgent); }},
};

const BindingColumn& bindingColumnAt(int column)
{
    return bindingColumns[static_cast<std::size_t>(column)];
}

QString bindingText(const BindingColumn& column, R record, Zone zone)
{
    if (column.text != nullptr)
        return column.text(record, zone);
    const Number number = column.number(record);
    return number ? QString::number(*number, 'f', 0) : QString();
}

Qt::Alignment bindingAlignment(const BindingColumn& column)
{
    return Qt::AlignVCenter | (column.isRight ? Qt::AlignRight : Qt::AlignLeft);
}

/// -1, 0 or 1; what has no value comes last whatever the order.
int compareBindings(const BindingColumn& column, R a, R b, bool isDescending)
{
    int order = 0;
    if (column.number != nullptr) {
        const Number left = column.number(a);
        const Number right = column.number(b);
        if (left.has_value() != right.has_value())
            return left ? -1 : 1;
        order = left == right ? 0 : (left < right ? -1 : 1);
    } else {
        const QString left = column.text(a, Zone::Utc);
        const QString right = column.text(b, Zone::Utc);
        if (left.isEmpty() != right.isEmpty())
            return right.isEmpty() ? -1 : 1;
        order = QString::compare(left, right);
    }
    return isDescending ? -order : order;
}

} // namespace

RegistrationsModel::RegistrationsModel(QObject* parent) : QAbstractTableModel(parent) {}

void RegistrationsModel::setRows(std::vector<RegistrationRecord> rows)
{
    const bool isSameSize = rows.size() == m_rows.size();
    if (!isSameSize)
        beginResetModel();
    m_rows = std::move(rows);
    arrange();
    if (!isSameSize)
        endResetModel();
    else if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RegistrationsModel::setZone(Zone zone)
{
    m_zone = zone;
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const RegistrationRecord* RegistrationsModel::at(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_rows[static_cast<std::size_t>(row)];
}

int RegistrationsModel::rowOf(std::int64_t id) const
{
    const auto found = std::ranges::find(m_rows, id, &RegistrationRecord::id);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int RegistrationsModel::widthOf(int column)
{
    return bindingColumnAt(column).width;
}

int RegistrationsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RegistrationsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(bindingColumns.size());
}

QVariant RegistrationsModel::data(const QModelIndex& index, int role) const
{
    const RegistrationRecord* record = index.isValid() ? at(index.row()) : nullptr;
    if (record == nullptr)
        return {};
    const BindingColumn& column = bindingColumnAt(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(bindingAlignment(column));
    if (role == PagedTableModel::ElideRole)
        return static_cast<int>(column.number == nullptr ? Elide::Middle : Elide::Right);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return bindingText(column, *record, m_zone);
    if (role != PagedTableModel::CellRole)
        return {};
    Cell cell;
    cell.text = bindingText(column, *record, m_zone);
    const bool isBad =
        record->state == RegistrationState::Failed || record->state == RegistrationState::Expired;
    if (index.column() == bindingStateColumn && isBad) {
        cell.ink = Ink::Warning;
        cell.isStrong = true;
    }
    return QVariant::fromValue(cell);
}

QVariant RegistrationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const BindingColumn& column = bindingColumnAt(section);
    if (role == Qt::DisplayRole)
        return tr(column.title);
    return role == Qt::TextAlignmentRole ? QVariant::fromValue(bindingAlignment(column)) : QVariant();
}

void RegistrationsModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount())
        return;
    beginResetModel();
    m_sortColumn = column;
    m_order = order;
    arrange();
    endResetModel();
}

void RegistrationsModel::arrange()
{
    const BindingColumn& column = bindingColumnAt(m_sortColumn);
    std::ranges::sort(m_rows, [&](R a, R b) {
        const int order = compareBindings(column, a, b, m_order == Qt::DescendingOrder);
        return order != 0 ? order < 0 : a.id < b.id;
    });
}

} // namespace ui::models
