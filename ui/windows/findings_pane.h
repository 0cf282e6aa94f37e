// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/call_flow.h"
#include "ui/session/findings_reader.h"

#include <QTextBrowser>

#include <memory>

namespace ui::windows {

/// What is wrong with the calls of a flow: severity, sentence, what to check, the clause of the RFC, and the
/// messages that show it as links, which Tab and Return reach as well. GUI thread.
class FindingsPane : public QTextBrowser {
    Q_OBJECT

public:
    /// What is shown; of more the rest is counted.
    static constexpr std::size_t mostShown = 50;

    explicit FindingsPane(QWidget* parent = nullptr);

    /// `flow` names the messages; null: they are called by their numbers.
    void setFindings(session::LoadedFindings loaded, std::shared_ptr<const core::flow::CallFlow> flow);
    void clearFindings();

    [[nodiscard]] bool isEmpty() const { return m_loaded.findings.empty() && m_loaded.unread == 0; }

    [[nodiscard]] const session::LoadedFindings& findings() const { return m_loaded; }

signals:
    void messageChosen(core::base::MessageId message);

protected:
    void changeEvent(QEvent* event) override;
    /// The glyphs.
    QVariant loadResource(int type, const QUrl& name) override;

private:
    void showText();
    [[nodiscard]] QString textOf(const session::CallFinding& found) const;
    [[nodiscard]] QString linksOf(const session::CallFinding& found) const;
    [[nodiscard]] QString nameOf(core::base::MessageId message) const;

    session::LoadedFindings m_loaded;
    std::shared_ptr<const core::flow::CallFlow> m_flow;
};

} // namespace ui::windows
