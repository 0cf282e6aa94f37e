// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filterbar/filter_bar.h"

#include "core/filter/wireshark_filter.h"
#include "ui/adapt/error_text.h"
#include "ui/adapt/text.h"
#include "ui/filterbar/filter_field.h"
#include "ui/filterbar/filter_highlighter.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <variant>

namespace ui::filterbar {
namespace {

enum class State { Empty, Valid, Invalid };

constexpr int historyLength = 30;

/// The frame round the field: its fill, line and glyph say the state of the text.
class StateFrame : public QWidget {
public:
    using QWidget::QWidget;

    void setState(State state, bool hasFocus)
    {
        m_state = state;
        m_hasFocus = hasFocus;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const theme::Palette& colors = theme::colors();
        const QColor fill = m_state == State::Empty   ? colors.base
                            : m_state == State::Valid ? colors.valid.fill
                                                      : colors.invalid.fill;
        const QColor line = m_state == State::Empty   ? colors.input
                            : m_state == State::Valid ? colors.valid.frame
                                                      : colors.invalid.frame;
        QPainter painter{this};
        painter.setRenderHint(QPainter::Antialiasing);
        const double width = m_hasFocus ? 2 : 1;
        painter.setPen(QPen{m_hasFocus && m_state == State::Empty ? colors.accent : line, width});
        painter.setBrush(fill);
        painter.drawRoundedRect(QRectF{rect()}.adjusted(width / 2, width / 2, -width / 2, -width / 2), 4, 4);
        const int size = theme::metrics().scaled(14);
        const QString icon = m_state == State::Empty   ? QStringLiteral("filter")
                             : m_state == State::Valid ? QStringLiteral("check")
                                                       : QStringLiteral("clear");
        painter.drawPixmap(QPoint{8, (height() - size) / 2},
                           theme::iconPixmap(icon, m_state == State::Empty ? colors.textTertiary : line, size,
                                             devicePixelRatioF()));
    }

private:
    State m_state = State::Empty;
    bool m_hasFocus = false;
};

} // namespace

/// Context of its connections: when it is gone, fields that lose the focus while they are destroyed tell
/// nobody.
class FilterBar::Implementation : public QObject {
public:
    explicit Implementation(FilterBar& bar);

    void judge();
    void apply();
    void stepHistory(int step);
    void remember(const QString& text);
    void fillHistoryMenu();
    void addCopyAction();
    void copyForWireshark();
    void showLine();
    void applyTheme();
    /// Apply is the thing to do next.
    void setPrimary(bool isPrimary) const;

    FilterBar& m_bar;
    core::filter::Scope m_scope = core::filter::Scope::Call;
    std::optional<core::filter::FilterError> m_error;
    core::filter::Filter m_filter;
    QString m_applied;
    QStringList m_history;
    int m_historyPlace = -1;

    StateFrame* m_frame;
    FilterField* m_field;
    QLabel* m_result;
    QToolButton* m_clear;
    QToolButton* m_historyButton;
    QPushButton* m_apply;
    QLabel* m_errorLine;
    QAction* m_copyForWireshark;
    /// What there is to say about the text where it is not wrong.
    QString m_note;
};

FilterBar::Implementation::Implementation(FilterBar& bar)
    : m_bar(bar), m_frame(new StateFrame{&bar}), m_field(new FilterField{m_frame}),
      m_result(new QLabel{m_frame}), m_clear(new QToolButton{m_frame}),
      m_historyButton(new QToolButton{m_frame}), m_apply(new QPushButton{FilterBar::tr("Apply"), &bar}),
      m_errorLine(new QLabel{&bar}), m_copyForWireshark(new QAction{m_field})
{
    auto* inner = new QHBoxLayout{m_frame};
    inner->setSpacing(4);
    inner->addWidget(m_field, 1, Qt::AlignVCenter);
    inner->addWidget(m_result);
    inner->addWidget(m_clear);
    inner->addWidget(m_historyButton);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 6, 4);
    row->setSpacing(6);
    row->addWidget(m_frame, 1);
    row->addWidget(m_apply);
    auto* column = new QVBoxLayout{&bar};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_errorLine);

    m_errorLine->setTextFormat(Qt::PlainText);
    m_errorLine->setContentsMargins(14, 0, 8, 4);
    m_errorLine->hide();
    m_result->setTextFormat(Qt::PlainText);
    m_clear->setAutoRaise(true);
    m_clear->setIcon(theme::icon(QStringLiteral("clear")));
    m_clear->setToolTip(FilterBar::tr("Clear the filter"));
    m_clear->setAccessibleName(m_clear->toolTip());
    m_historyButton->setAutoRaise(true);
    m_historyButton->setIcon(theme::icon(QStringLiteral("time")));
    m_historyButton->setToolTip(FilterBar::tr("Earlier filters"));
    m_historyButton->setAccessibleName(m_historyButton->toolTip());
    m_historyButton->setPopupMode(QToolButton::InstantPopup);
    m_historyButton->setMenu(new QMenu{m_historyButton});

    QObject::connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
        m_note.clear();
        judge();
    });
    QObject::connect(m_field, &FilterField::applyRequested, this, [this] { apply(); });
    QObject::connect(m_field, &FilterField::historyRequested, this, [this](int step) { stepHistory(step); });
    QObject::connect(m_field, &FilterField::focusChanged, this, [this] { judge(); });
    QObject::connect(m_field, &FilterField::escapePressed, this, [this] { m_field->setText(m_applied); });
    QObject::connect(m_apply, &QPushButton::clicked, this, [this] { apply(); });
    QObject::connect(m_clear, &QToolButton::clicked, this, [this] {
        m_field->setText({});
        apply();
    });
    QObject::connect(m_historyButton->menu(), &QMenu::aboutToShow, this, [this] { fillHistoryMenu(); });
    QObject::connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { applyTheme(); });
    addCopyAction();
    applyTheme();
    judge();
}

void FilterBar::Implementation::addCopyAction()
{
    m_copyForWireshark->setText(FilterBar::tr("Copy as Wireshark Filter"));
    m_copyForWireshark->setObjectName(QStringLiteral("copyAsWiresharkFilter"));
    m_copyForWireshark->setShortcut(QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_C});
    m_copyForWireshark->setShortcutContext(Qt::WidgetShortcut);
    m_field->addAction(m_copyForWireshark);
    QObject::connect(m_copyForWireshark, &QAction::triggered, this, [this] { copyForWireshark(); });
}

void FilterBar::Implementation::copyForWireshark()
{
    if (m_error)
        return;
    const auto translated = core::filter::asWireshark(m_filter);
    QStringList leftOut;
    for (const std::string& name : translated.leftOut)
        leftOut.append(adapt::text(name));
    const QString names = leftOut.join(QStringLiteral(", "));
    if (translated.text.empty()) {
        m_note = FilterBar::tr("Nothing was copied: Wireshark cannot express %1.").arg(names);
    } else {
        QGuiApplication::clipboard()->setText(adapt::text(translated.text));
        m_note = names.isEmpty() ? FilterBar::tr("Copied.")
                                 : FilterBar::tr("Copied without what Wireshark cannot express, so that it "
                                                 "shows more messages: %1.")
                                       .arg(names);
        if (translated.isOfMessagesOnly)
            m_note += QLatin1Char(' ') +
                      FilterBar::tr("Wireshark shows the messages that match, not their whole calls.");
    }
    showLine();
}

void FilterBar::Implementation::showLine()
{
    m_errorLine->setVisible(m_error.has_value() || !m_note.isEmpty());
    if (m_error)
        m_errorLine->setText(FilterBar::tr("column %1: %2")
                                 .arg(characterAt(m_field->text(), m_error->offset) + 1)
                                 .arg(adapt::sentenceOf(*m_error)));
    else if (!m_note.isEmpty())
        m_errorLine->setText(m_note);
    QPalette palette = m_errorLine->palette();
    palette.setColor(QPalette::WindowText, m_error ? theme::colors().error : theme::colors().textSecondary);
    m_errorLine->setPalette(palette);
}

void FilterBar::Implementation::judge()
{
    const QString text = m_field->text();
    auto parsed = core::filter::Filter::parse(adapt::bytes(text), m_scope);
    m_error.reset();
    if (auto* error = std::get_if<core::filter::FilterError>(&parsed))
        m_error = *error;
    else
        m_filter = std::get<core::filter::Filter>(parsed);

    const State state = m_error ? State::Invalid : text.trimmed().isEmpty() ? State::Empty : State::Valid;
    m_frame->setState(state, m_field->hasFocus());
    // Rehighlighting ends in another textChanged(); the text itself is then the same.
    const QSignalBlocker quiet{m_field};
    m_field->setError(m_error);
    m_clear->setVisible(!text.isEmpty());
    m_apply->setEnabled(!m_error);
    setPrimary(text != m_applied && !m_error);
    m_copyForWireshark->setEnabled(!m_error);
    showLine();
    m_field->setAccessibleDescription(m_error                 ? m_errorLine->text()
                                      : state == State::Valid ? FilterBar::tr("The filter is valid.")
                                                              : QString{});
}

void FilterBar::Implementation::apply()
{
    judge();
    if (m_error) {
        m_field->setFocus();
        return;
    }
    m_applied = m_field->text();
    m_historyPlace = -1;
    remember(m_applied.trimmed());
    setPrimary(false);
    emit m_bar.filterApplied(m_filter, m_applied);
}

void FilterBar::Implementation::setPrimary(bool isPrimary) const
{
    m_apply->setProperty("primary", isPrimary);
    m_apply->update();
}

void FilterBar::Implementation::remember(const QString& text)
{
    if (text.isEmpty())
        return;
    m_history.removeAll(text);
    m_history.prepend(text);
    while (m_history.size() > historyLength)
        m_history.removeLast();
}

void FilterBar::Implementation::stepHistory(int step)
{
    const int place = std::clamp(m_historyPlace + step, -1, static_cast<int>(m_history.size()) - 1);
    if (place == m_historyPlace)
        return;
    m_historyPlace = place;
    m_field->setText(place < 0 ? QString{} : m_history.at(place));
}

void FilterBar::Implementation::fillHistoryMenu()
{
    QMenu* menu = m_historyButton->menu();
    menu->clear();
    if (m_history.isEmpty())
        menu->addAction(FilterBar::tr("No earlier filters"))->setEnabled(false);
    for (const QString& text : std::as_const(m_history)) {
        QString label = text;
        menu->addAction(label.replace(QLatin1Char('&'), QLatin1String("&&")), this, [this, text] {
            m_field->setText(text);
            apply();
        });
    }
}

void FilterBar::Implementation::applyTheme()
{
    const int height = theme::metrics().control;
    m_frame->setFixedHeight(height);
    m_frame->layout()->setContentsMargins(theme::metrics().scaled(18) + 10, 1, 4,
                                          1); // the glyph stands there
    m_apply->setFixedHeight(height);
    m_result->setFont(theme::fonts().data);
    m_errorLine->setFont(theme::fonts().data);
    const auto tint = [](QLabel* label, const QColor& color) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, color);
        label->setPalette(palette);
    };
    tint(m_result, theme::colors().textSecondary);
    showLine();
}

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent), m_implementation(std::make_unique<Implementation>(*this))
{
}

FilterBar::~FilterBar() = default;

void FilterBar::setScope(core::filter::Scope scope)
{
    m_implementation->m_scope = scope;
    m_implementation->m_field->setScope(scope);
    m_implementation->judge();
}

QString FilterBar::text() const
{
    return m_implementation->m_field->text();
}

void FilterBar::setText(const QString& text)
{
    m_implementation->m_field->setText(text);
}

void FilterBar::apply()
{
    m_implementation->apply();
}

void FilterBar::focusField()
{
    m_implementation->m_field->setFocus(Qt::ShortcutFocusReason);
    m_implementation->m_field->selectAll();
}

void FilterBar::setResult(const QString& result)
{
    m_implementation->m_result->setText(result);
}

void FilterBar::setHistory(const QStringList& newestFirst)
{
    m_implementation->m_history = newestFirst.mid(0, historyLength);
}

QStringList FilterBar::history() const
{
    return m_implementation->m_history;
}

} // namespace ui::filterbar
