// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/message_view.h"

#include "core/base/ascii.h"
#include "core/sip/defect.h"
#include "ui/adapt/error_text.h"
#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/message/header_table.h"
#include "ui/message/hex_dump.h"
#include "ui/message/message_text.h"
#include "ui/message/pane_notice.h"
#include "ui/message/sdp_table.h"
#include "ui/message/segment_button.h"
#include "ui/message/sightings_line.h"
#include "ui/message/sip_highlighter.h"
#include "ui/message/sip_text_edit.h"
#include "ui/theme/elided_label.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::message {
namespace {

constexpr int shownDefects = 2; // the tool tip has them all

enum Page { TextPage, HeadersPage, SdpPage, HexPage, NoticePage };

QString title(const core::call::MessageRecord& record)
{
    if (record.kind == core::sip::Kind::Request)
        return adapt::text(record.method);
    return QStringLiteral("%1 %2").arg(record.status).arg(adapt::text(record.reason));
}

/// "eth › vlan 100 › ip › gre › ip"
QString tunnelText(std::string_view tunnel)
{
    return adapt::text(tunnel).replace(QLatin1Char('/'), QStringLiteral(" › "));
}

} // namespace

class MessageView::Implementation {
public:
    explicit Implementation(MessageView& view);

    void show(std::shared_ptr<const ShownMessage> message);
    void showFrame(std::shared_ptr<const ShownFrame> frame);
    void showNotice(const QString& sentence, const QString& advice);
    void setOtherPagesEnabled(bool areEnabled) const;
    void showPage(int page);
    void fillPage();
    void fillHead();
    void fillFrameHead();
    void applyTheme();

    MessageView& m_view;
    std::shared_ptr<const ShownMessage> m_message;
    std::shared_ptr<const ShownFrame> m_frame; ///< instead of a message
    core::sip::Message m_parsed;
    bool m_isParsed = false;
    bool m_utc = false;
    int m_page = TextPage;
    bool m_isFilled[HexPage + 1] = {}; // pages made from the present message

    QWidget* m_bar;
    QButtonGroup* m_tabs;
    QToolButton* m_sdpTab;
    QWidget* m_head;
    QLabel* m_title;
    theme::ElidedLabel* m_details;
    SightingsLine* m_sightings;
    QLabel* m_defects;
    QStackedWidget* m_stack;
    SipTextEdit* m_text;
    HeaderTable* m_headers;
    SdpTable* m_sdp;
    SipTextEdit* m_hex;
    PaneNotice* m_notice;

private:
    QToolButton* addTab(QHBoxLayout* layout, const QString& text, int page) const;
    QToolButton* addTool(QHBoxLayout* layout, const QString& icon, const QString& tip) const;
};

MessageView::Implementation::Implementation(MessageView& view)
    : m_view(view), m_bar(new QWidget{&view}), m_tabs(new QButtonGroup{&view}), m_head(new QWidget{&view}),
      m_title(new QLabel{m_head}), m_details(new theme::ElidedLabel{{}, m_head}),
      m_sightings(new SightingsLine{m_head}), m_defects(new QLabel{m_head}),
      m_stack(new QStackedWidget{&view}), m_text(new SipTextEdit), m_headers(new HeaderTable),
      m_sdp(new SdpTable), m_hex(new SipTextEdit), m_notice(new PaneNotice)
{
    auto* bar = new QHBoxLayout{m_bar};
    bar->setContentsMargins(6, 0, 4, 0);
    bar->setSpacing(0);
    addTab(bar, MessageView::tr("Text"), TextPage)->setChecked(true);
    addTab(bar, MessageView::tr("Headers"), HeadersPage);
    m_sdpTab = addTab(bar, MessageView::tr("SDP"), SdpPage);
    addTab(bar, MessageView::tr("Hex"), HexPage);
    bar->addStretch();
    QObject::connect(addTool(bar, QStringLiteral("previous"), MessageView::tr("Previous message")),
                     &QToolButton::clicked, &view, &MessageView::previousRequested);
    QObject::connect(addTool(bar, QStringLiteral("next"), MessageView::tr("Next message")),
                     &QToolButton::clicked, &view, &MessageView::nextRequested);
    QToolButton* wrap = addTool(bar, QStringLiteral("wrap"), MessageView::tr("Wrap long lines"));
    wrap->setCheckable(true);
    QObject::connect(wrap, &QToolButton::toggled, m_text, &SipTextEdit::setWrapping);
    QObject::connect(addTool(bar, QStringLiteral("copy"), MessageView::tr("Copy the message")),
                     &QToolButton::clicked, &view, [this] {
                         if (m_message)
                             QApplication::clipboard()->setText(messageText(m_message->bytes));
                     });

    auto* head = new QVBoxLayout{m_head};
    head->setContentsMargins(10, 2, 10, 3);
    head->setSpacing(0);
    m_head->setAutoFillBackground(true);
    for (QLabel* label : {m_title, static_cast<QLabel*>(m_details), m_defects}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        head->addWidget(label);
    }
    head->insertWidget(2, m_sightings);
    QObject::connect(m_sightings, &SightingsLine::messageRequested, &view, &MessageView::messageRequested);
    m_title->setTextFormat(Qt::RichText);
    m_defects->setTextFormat(Qt::PlainText);
    m_defects->setWordWrap(true);

    new SipHighlighter{m_text->document()};
    m_text->setAccessibleName(MessageView::tr("Message text"));
    m_hex->setAccessibleName(MessageView::tr("Message bytes"));
    m_hex->setLineNumbersVisible(false);
    for (QWidget* page :
         {static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_headers), static_cast<QWidget*>(m_sdp),
          static_cast<QWidget*>(m_hex), static_cast<QWidget*>(m_notice)})
        m_stack->addWidget(page);
    QObject::connect(m_headers, &HeaderTable::filterRequested, &view, &MessageView::filterRequested);
    QObject::connect(m_tabs, &QButtonGroup::idClicked, &view, [this](int page) { showPage(page); });

    auto* layout = new QVBoxLayout{&view};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_head);
    layout->addWidget(m_stack, 1);
    QObject::connect(&theme::Theme::instance(), &theme::Theme::changed, &view, [this] { applyTheme(); });
    applyTheme();
}

QToolButton* MessageView::Implementation::addTab(QHBoxLayout* layout, const QString& text, int page) const
{
    const auto place = page == TextPage  ? SegmentButton::Place::First
                       : page == HexPage ? SegmentButton::Place::Last
                                         : SegmentButton::Place::Middle;
    auto* button = new SegmentButton{text, place, m_bar};
    m_tabs->addButton(button, page);
    layout->addWidget(button);
    return button;
}

QToolButton* MessageView::Implementation::addTool(QHBoxLayout* layout, const QString& icon,
                                                  const QString& tip) const
{
    auto* button = new QToolButton{m_bar};
    button->setIcon(theme::icon(icon));
    button->setAutoRaise(true);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    layout->addWidget(button);
    return button;
}

void MessageView::Implementation::applyTheme()
{
    m_bar->setFixedHeight(theme::metrics().paneBar);
    m_title->setFont(theme::fonts().data);
    m_details->setFont(theme::fonts().data);
    m_defects->setFont(theme::fonts().data);
    QPalette headPalette = m_head->palette();
    headPalette.setColor(QPalette::Window, theme::colors().header);
    m_head->setPalette(headPalette);
    m_head->setMinimumHeight(theme::metrics().scaled(38));
    const auto tint = [](QLabel* label, const QColor& color) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, color);
        label->setPalette(palette);
    };
    tint(m_details, theme::colors().textSecondary);
    tint(m_defects, theme::colors().warning);
    m_isFilled[HeadersPage] = false;
    m_isFilled[SdpPage] = false;
    if (m_message) {
        fillHead();
        fillPage();
    }
}

void MessageView::Implementation::show(std::shared_ptr<const ShownMessage> message)
{
    m_message = std::move(message);
    m_frame.reset();
    setOtherPagesEnabled(true);
    m_isParsed = m_parsed.parse(m_message->bytes);
    m_sightings->setSightings({}, {});
    for (bool& filled : m_isFilled)
        filled = false;
    m_head->show();
    m_sdpTab->setEnabled(m_isParsed && m_parsed.hasSdp());
    fillHead();
    showPage(m_page == SdpPage && !m_sdpTab->isEnabled() ? TextPage : m_page);
}

void MessageView::Implementation::setOtherPagesEnabled(bool areEnabled) const
{
    for (const Page page : {TextPage, HeadersPage, SdpPage})
        m_tabs->button(page)->setEnabled(areEnabled);
}

void MessageView::Implementation::showFrame(std::shared_ptr<const ShownFrame> frame)
{
    m_message.reset();
    m_frame = std::move(frame);
    m_sightings->setSightings({}, {});
    setOtherPagesEnabled(false);
    m_tabs->button(HexPage)->setChecked(true);
    m_head->show();
    fillFrameHead();
    m_hex->setPlainText(hexDump(m_frame->bytes));
    m_stack->setCurrentIndex(HexPage);
}

void MessageView::Implementation::fillFrameHead()
{
    const auto number = adapt::count(static_cast<std::uint64_t>(m_frame->number.value));
    QString title = QStringLiteral("<b>%1</b>").arg(MessageView::tr("Frame %1").arg(number));
    if (m_frame->from)
        title += QStringLiteral(" · ") + adapt::endpoint(*m_frame->from);
    if (m_frame->to)
        title += QStringLiteral(" → ") + adapt::endpoint(*m_frame->to);
    m_title->setText(title);
    const auto zone = m_utc ? adapt::Zone::Utc : adapt::Zone::Local;
    m_details->setWholeText(
        MessageView::tr("%1 · %2 bytes · no SIP message")
            .arg(adapt::timeOfDay(m_frame->captured, zone, adapt::Precision::Microseconds),
                 adapt::count(m_frame->originalLength)));
    m_defects->hide();
    m_view.setAccessibleDescription(MessageView::tr("Frame %1").arg(number) + QLatin1Char(' ') +
                                    m_details->text());
}

void MessageView::Implementation::showNotice(const QString& sentence, const QString& advice)
{
    m_message.reset();
    m_frame.reset();
    setOtherPagesEnabled(true);
    m_head->hide();
    m_notice->setNotice(sentence, advice);
    m_stack->setCurrentIndex(NoticePage);
}

void MessageView::Implementation::showPage(int page)
{
    m_page = page;
    m_tabs->button(page)->setChecked(true);
    if (!m_message)
        return;
    fillPage();
    m_stack->setCurrentIndex(page);
}

void MessageView::Implementation::fillPage()
{
    if (std::exchange(m_isFilled[m_page], true))
        return;
    switch (m_page) {
    case TextPage:
        m_text->setPlainText(messageText(m_message->bytes));
        break;
    case HeadersPage:
        m_headers->setRowCount(0);
        if (m_isParsed)
            m_headers->setMessage(m_parsed);
        break;
    case SdpPage:
        m_sdp->setSdp(m_isParsed ? m_parsed.sdpBody() : std::string_view{});
        break;
    case HexPage:
        m_hex->setPlainText(hexDump(m_message->bytes));
        break;
    default:
        break;
    }
}

void MessageView::Implementation::fillHead()
{
    const core::call::MessageRecord& record = m_message->record;
    m_title->setText(QStringLiteral("<b>%1</b> · %2 → %3")
                         .arg(title(record).toHtmlEscaped(), adapt::endpoint(record.path.source),
                              adapt::endpoint(record.path.destination)));
    const auto zone = m_utc ? adapt::Zone::Utc : adapt::Zone::Local;
    QString details =
        MessageView::tr("%1 · %2 · %3 bytes · %4, frame %5")
            .arg(adapt::timeOfDay(record.captured, zone, adapt::Precision::Microseconds),
                 adapt::transport(record.path.transport), adapt::count(record.size), m_message->sourceName,
                 adapt::count(static_cast<std::uint64_t>(record.frame.value)));
    if (!record.tunnel.empty())
        details += QStringLiteral(" · ") + MessageView::tr("through %1").arg(tunnelText(record.tunnel));
    m_details->setWholeText(details);
    // What makes the message invalid comes before what is only notable.
    QStringList sentences;
    for (const auto gravity : {core::sip::Gravity::Invalid, core::sip::Gravity::Notable}) {
        record.defects.forEach([&](core::sip::Defect defect) {
            if (core::sip::gravity(defect) == gravity)
                sentences.append(
                    QStringLiteral("%1 (%2)").arg(adapt::sentenceOf(defect), adapt::referenceOf(defect)));
        });
    }
    m_defects->setVisible(!sentences.isEmpty());
    m_defects->setToolTip(sentences.join(QLatin1Char('\n')));
    const auto more = static_cast<int>(sentences.size()) - shownDefects;
    QString defects = sentences.mid(0, shownDefects).join(QLatin1Char(' '));
    if (more > 0)
        defects += QLatin1Char(' ') + MessageView::tr("+%n more", nullptr, more);
    m_defects->setText(defects);
    m_view.setAccessibleDescription(title(record) + QLatin1Char(' ') + m_details->text());
}

MessageView::MessageView(QWidget* parent)
    : QWidget(parent), m_implementation(std::make_unique<Implementation>(*this))
{
    setAccessibleName(tr("Message"));
    clear();
}

MessageView::~MessageView() = default;

void MessageView::setMessage(std::shared_ptr<const ShownMessage> message)
{
    if (message)
        m_implementation->show(std::move(message));
    else
        clear();
}

void MessageView::setSightings(const std::vector<core::flow::Sighting>& sightings)
{
    if (!m_implementation->m_message)
        return;
    const core::base::MessageId shown = m_implementation->m_message->record.id;
    const bool isOfIt =
        std::ranges::find(sightings, shown, &core::flow::Sighting::message) != sightings.end();
    m_implementation->m_sightings->setSightings(isOfIt ? sightings : std::vector<core::flow::Sighting>{},
                                                shown);
}

void MessageView::setUtc(bool utc)
{
    m_implementation->m_utc = utc;
    if (m_implementation->m_message)
        m_implementation->fillHead();
    else if (m_implementation->m_frame)
        m_implementation->fillFrameHead();
}

void MessageView::setFrame(std::shared_ptr<const ShownFrame> frame)
{
    if (frame)
        m_implementation->showFrame(std::move(frame));
    else
        clear();
}

void MessageView::showNotice(const QString& sentence, const QString& advice)
{
    m_implementation->showNotice(sentence, advice);
}

void MessageView::clear()
{
    m_implementation->showNotice(tr("No message is selected."), tr("Select one in the flow or in the list."));
}

} // namespace ui::message
