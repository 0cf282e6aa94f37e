// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/rows.h"
#include "ui/session/session_loader.h"

#include <QTextBrowser>

#include <optional>
#include <string>

namespace ui::windows {

/// What links the legs of a flow, and what was rejected: each with its evidence, the messages that say so,
/// and what can be decided about it. GUI thread.
class LegsPane : public QTextBrowser {
    Q_OBJECT

public:
    /// What is shown; of more the rest is counted.
    static constexpr std::size_t mostShown = 50;

    explicit LegsPane(QWidget* parent = nullptr);

    void setLegs(session::LoadedLegs legs);

    [[nodiscard]] bool isEmpty() const
    {
        return m_loaded.legs.links.empty() && m_loaded.legs.rejected.empty();
    }

signals:
    void messageChosen(core::base::MessageId message);
    /// About the link between two Call-IDs; without a verdict: what was decided is taken back.
    void decided(const std::string& first, const std::string& second,
                 std::optional<core::session::LinkVerdict> verdict);

protected:
    void changeEvent(QEvent* event) override;

    /// Nothing is ever read from a file or the network: the text quotes strangers.
    QVariant loadResource(int, const QUrl&) override { return {}; }

private:
    void showText();
    void follow(const QUrl& link);
    /// Those that hold, then the rejected ones.
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] const core::leg::LegLink& at(std::size_t index) const;
    [[nodiscard]] std::string callIdOf(core::base::CallKey call) const;
    [[nodiscard]] QString textOf(std::size_t index) const;

    session::LoadedLegs m_loaded;
};

} // namespace ui::windows
