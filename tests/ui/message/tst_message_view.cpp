// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/message/sample_messages.h"
#include "ui/message/header_table.h"
#include "ui/message/sdp_table.h"
#include "ui/message/sip_text_edit.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace tests::ui;
using ui::message::MessageView;

class TestMessageView : public QObject {
    Q_OBJECT

private slots:
    void init();

    void cleanup() { m_view.reset(); }

    void headSaysWhatAndWhere();
    void tunnelIsSaid();
    void frameIsShownAsBytes();
    void tabsShowPages();
    void sdpIsOffWithoutSdp();
    void theTabStaysWithTheNextMessage();
    void defectsAreSentences();
    void headersTable();
    void sdpTable();
    void noticeReplacesTheMessage();
    void buttonsAskForNeighbours();
    void copies();
    void whatIsNoSipStillShows();
    void aLongLineScrollsAndWraps();

private:
    QToolButton* button(const QString& name) const
    {
        for (QToolButton* each : m_view->findChildren<QToolButton*>()) {
            if (each->text() == name || each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }

    QString labels() const
    {
        QStringList texts;
        for (const QLabel* label : m_view->findChildren<QLabel*>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(u'\n');
    }

    QString shownText() const
    {
        const auto* page =
            qobject_cast<QPlainTextEdit*>(m_view->findChild<QStackedWidget*>()->currentWidget());
        return page != nullptr ? page->toPlainText() : QString{};
    }

    std::unique_ptr<MessageView> m_view;
};

void TestMessageView::init()
{
    ui::theme::Theme::instance().apply(ui::theme::Choice::Light, 10);
    m_view = std::make_unique<MessageView>();
    m_view->resize(560, 400);
    m_view->setUtc(true);
    m_view->show();
}

void TestMessageView::headSaysWhatAndWhere()
{
    m_view->setMessage(shownMessage(inviteWithSdp));
    QVERIFY(labels().contains(u"INVITE"_s));
    QVERIFY(labels().contains(u"10.20.4.31:5060 → 10.20.0.10:5060"_s));
    QVERIFY(labels().contains(u"22:13:20.141 200 · UDP · "_s));
    QVERIFY(labels().contains(u"eth0, frame 61,207"_s) || labels().contains(u"eth0, frame 61207"_s));
    m_view->setMessage(
        shownMessage("SIP/2.0 404 <b>Not</b> Found\n" + byeWithoutSdp.substr(byeWithoutSdp.find('\n') + 1)));
    QVERIFY2(labels().contains(u"404 &lt;b&gt;Not"_s), "a reason phrase is no markup");
}

void TestMessageView::tunnelIsSaid()
{
    m_view->resize(1200, 400); // narrower, the tool tip has what the line has no room for
    QCoreApplication::processEvents();
    auto shown = shownMessage(inviteWithSdp);
    m_view->setMessage(shown);
    QVERIFY2(!labels().contains(u"through"_s), qPrintable(labels()));
    shown = std::make_shared<ui::message::ShownMessage>(*shown);
    shown->record.tunnel = "eth/vlan 100/ip/gre/ip";
    m_view->setMessage(shown);
    QVERIFY2(labels().contains(u"through eth › vlan 100 › ip › gre › ip"_s), qPrintable(labels()));
}

void TestMessageView::frameIsShownAsBytes()
{
    auto frame = std::make_shared<ui::message::ShownFrame>();
    frame->number = {12};
    frame->originalLength = 3;
    frame->from = core::net::Endpoint{*core::net::IpAddress::parse("192.0.2.1"), 53};
    frame->bytes = {std::byte{0xde}, std::byte{0xad}, std::byte{0x21}};
    m_view->setFrame(frame);
    QVERIFY2(labels().contains(u"Frame 12"_s) && labels().contains(u"192.0.2.1:53"_s), qPrintable(labels()));
    QVERIFY(!button(u"Text"_s)->isEnabled());
    QVERIFY(button(u"Hex"_s)->isChecked());
    m_view->setMessage(shownMessage(inviteWithSdp));
    QVERIFY(button(u"Text"_s)->isEnabled());
    QVERIFY2(labels().contains(u"INVITE"_s), qPrintable(labels()));
}

void TestMessageView::tabsShowPages()
{
    m_view->setMessage(shownMessage(inviteWithSdp));
    QVERIFY(shownText().startsWith(u"INVITE sip:"_s));
    button(u"Hex"_s)->click();
    QVERIFY(shownText().startsWith(u"0000  49 4e 56"_s));
    button(u"Headers"_s)->click();
    QVERIFY(m_view->findChild<ui::message::HeaderTable*>()->isVisible());
    button(u"SDP"_s)->click();
    QVERIFY(m_view->findChild<ui::message::SdpTable*>()->isVisible());
    button(u"Text"_s)->click();
    QVERIFY(shownText().startsWith(u"INVITE sip:"_s));
    QVERIFY(button(u"Text"_s)->isChecked());
    QVERIFY(!button(u"SDP"_s)->isChecked());
}

void TestMessageView::sdpIsOffWithoutSdp()
{
    m_view->setMessage(shownMessage(inviteWithSdp));
    button(u"SDP"_s)->click();
    m_view->setMessage(shownMessage(byeWithoutSdp));
    QVERIFY(!button(u"SDP"_s)->isEnabled());
    QVERIFY(shownText().startsWith(u"BYE sip:"_s));
    m_view->setMessage(shownMessage(inviteWithSdp));
    QVERIFY(button(u"SDP"_s)->isEnabled());
}

void TestMessageView::theTabStaysWithTheNextMessage()
{
    m_view->setMessage(shownMessage(inviteWithSdp));
    button(u"Hex"_s)->click();
    m_view->setMessage(shownMessage(byeWithoutSdp));
    QVERIFY(shownText().startsWith(u"0000  42 59 45"_s));
}

void TestMessageView::defectsAreSentences()
{
    m_view->setMessage(shownMessage(byeWithoutSdp));
    QVERIFY(!labels().contains(u"RFC"_s));
    auto broken = shownMessage(byeWithoutSdp);
    broken->record.defects.add(core::sip::Defect::CSeqMissing);
    m_view->setMessage(broken);
    QVERIFY2(labels().contains(u"CSeq"_s) && labels().contains(u"RFC 3261"_s), qPrintable(labels()));
}

void TestMessageView::headersTable()
{
    m_view->setMessage(
        shownMessage("BYE sip:b SIP/2.0\nf: <sip:a>;tag=1\nSubject: one\n two\nCall-ID: \"x\\y\"\n\n"));
    button(u"Headers"_s)->click();
    const auto* table = m_view->findChild<ui::message::HeaderTable*>();
    QCOMPARE(table->rowCount(), 3);
    QCOMPARE(table->item(0, 0)->text(), u"From"_s);
    QCOMPARE(table->item(1, 1)->text(), u"one two"_s);
    m_view->setMessage(shownMessage(inviteWithSdp));
    QCOMPARE(table->rowCount(), 13);
}

void TestMessageView::sdpTable()
{
    m_view->setMessage(shownMessage(inviteWithSdp));
    button(u"SDP"_s)->click();
    const auto* tree = m_view->findChild<ui::message::SdpTable*>();
    QCOMPARE(tree->topLevelItemCount(), 3); // session, audio, video
    QCOMPARE(tree->topLevelItem(1)->text(0), u"audio"_s);
    QVERIFY(tree->topLevelItem(1)->text(1).startsWith(u"10.20.4.31:11784"_s));
    QVERIFY(tree->topLevelItem(2)->text(1).contains(u"rejected"_s));
}

void TestMessageView::noticeReplacesTheMessage()
{
    m_view->setMessage(shownMessage(inviteWithSdp));
    m_view->showNotice(u"The bytes are gone."_s, u"Open the file again."_s);
    QVERIFY(labels().contains(u"The bytes are gone."_s));
    QVERIFY(labels().contains(u"Open the file again."_s));
    QVERIFY(!labels().contains(u"INVITE"_s));
    button(u"Hex"_s)->click();
    QVERIFY(labels().contains(u"The bytes are gone."_s));
    m_view->setMessage(nullptr);
    QVERIFY(labels().contains(u"No message is selected."_s));
}

void TestMessageView::buttonsAskForNeighbours()
{
    QSignalSpy previous(m_view.get(), &MessageView::previousRequested);
    QSignalSpy next(m_view.get(), &MessageView::nextRequested);
    button(u"Previous message"_s)->click();
    button(u"Next message"_s)->click();
    QCOMPARE(previous.count(), 1);
    QCOMPARE(next.count(), 1);
}

void TestMessageView::copies()
{
    m_view->setMessage(shownMessage(byeWithoutSdp));
    button(u"Copy the message"_s)->click();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"BYE sip:bob@192.0.2.2 SIP/2.0\nVia:"_s));
}

void TestMessageView::whatIsNoSipStillShows()
{
    m_view->setMessage(shownMessage(inviteWithSdp));
    button(u"Headers"_s)->click();
    m_view->setMessage(shownMessage("hello\x01"));
    QVERIFY(!button(u"SDP"_s)->isEnabled());
    QCOMPARE(m_view->findChild<ui::message::HeaderTable*>()->rowCount(), 0);
    button(u"Text"_s)->click();
    QCOMPARE(shownText(), u"hello\\x01"_s);
    m_view->setMessage(shownMessage(""));
    QCOMPARE(shownText(), QString{});
}

void TestMessageView::aLongLineScrollsAndWraps()
{
    m_view->setMessage(shownMessage("INVITE sip:" + std::string(5000, 'u') + "@h SIP/2.0\n\n"));
    const auto* text = qobject_cast<QPlainTextEdit*>(m_view->findChild<QStackedWidget*>()->currentWidget());
    QVERIFY(!m_view->grab().isNull()); // lines are measured when they are painted
    QVERIFY2(text->horizontalScrollBar()->maximum() > 1000,
             qPrintable(QString::number(text->horizontalScrollBar()->maximum())));
    button(u"Wrap long lines"_s)->click();
    QVERIFY(!m_view->grab().isNull());
    QCOMPARE(text->horizontalScrollBar()->maximum(), 0);
    QVERIFY(text->document()->firstBlock().layout()->lineCount() > 10);
}

QTEST_MAIN(TestMessageView)
#include "tst_message_view.moc"
