// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/list_page.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/format.h"

#include <utility>

namespace ui::windows {

ListPage::ListPage(std::unique_ptr<models::RecordModel> model, QWidget* parent)
    : QStackedWidget(parent), m_model(std::move(model)), m_feed(*m_model),
      m_view(new lists::ListView(*m_model, m_feed, this)), m_empty(new lists::EmptyState(this))
{
    addWidget(m_view);
    addWidget(m_empty);
    setFocusProxy(m_view);
    connect(&m_feed, &models::ListFeed::resultChanged, this, &ListPage::showResult);
    connect(&m_feed, &models::ListFeed::failed, this, [this](const core::base::Error& error) {
        m_empty->show(QStringLiteral("findings"), adapt::sentenceOf(error.code), adapt::placeOf(error));
        setCurrentWidget(m_empty);
    });
    connect(m_empty, &lists::EmptyState::actionTriggered, this, &ListPage::clearFilterRequested);
}

ListPage::~ListPage()
{
    // The view looks at model and feed, which are members and go before the children of this widget.
    delete m_view;
}

void ListPage::setFilter(core::filter::Filter filter, const QString& text)
{
    m_filterText = text;
    m_feed.setFilter(std::move(filter));
}

void ListPage::setGrowing(bool isGrowing)
{
    m_isGrowing = isGrowing;
    if (m_model->rowCount() == 0)
        showEmptyState(m_feed.total());
}

void ListPage::showResult(std::int64_t shown, std::int64_t total, std::chrono::milliseconds took)
{
    m_resultText = describe(shown, total, took);
    emit resultTextChanged();
    if (shown > 0)
        setCurrentWidget(m_view);
    else
        showEmptyState(total);
}

QString ListPage::describe(std::int64_t shown, std::int64_t total, std::chrono::milliseconds took) const
{
    const QString all = adapt::count(static_cast<std::uint64_t>(total));
    const int plural = static_cast<int>(std::min<std::int64_t>(total, INT_MAX));
    const bool areCalls = scope() == core::filter::Scope::Call;
    if (!m_feed.isFiltered())
        return areCalls ? tr("%1 calls", nullptr, plural).arg(all)
                        : tr("%1 messages", nullptr, plural).arg(all);
    const QString some = adapt::count(static_cast<std::uint64_t>(shown));
    return (areCalls ? tr("%1 of %2 calls", nullptr, plural) : tr("%1 of %2 messages", nullptr, plural))
               .arg(some, all) +
           QStringLiteral(" · ") + tr("%1 ms").arg(took.count());
}

void ListPage::showEmptyState(std::int64_t total)
{
    const bool areCalls = scope() == core::filter::Scope::Call;
    const QString icon = areCalls ? QStringLiteral("calls") : QStringLiteral("messages");
    if (total > 0 && m_feed.isFiltered()) {
        const QString hidden = adapt::count(static_cast<std::uint64_t>(total));
        m_empty->show(icon,
                      areCalls ? tr("No call matches the filter or the range.")
                               : tr("No message matches the filter or the range."),
                      tr("%1 are hidden by it.").arg(hidden), tr("Clear filter"));
    } else if (m_isGrowing) {
        m_empty->show(
            icon, tr("No SIP has arrived yet."),
            tr("The status line counts what comes in; rows appear here as soon as they are stored."));
    } else {
        m_empty->show(icon,
                      areCalls ? tr("There is no call in this session.")
                               : tr("There is no SIP message in this session."),
                      tr("Sources says what the frames were instead."));
    }
    setCurrentWidget(m_empty);
}

} // namespace ui::windows
