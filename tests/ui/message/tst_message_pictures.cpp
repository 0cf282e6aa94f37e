// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/message/sample_messages.h"
#include "tests/ui/picture.h"
#include "ui/message/message_view.h"

#include <QToolButton>

using namespace tests::ui;
using ui::message::MessageView;

class MessagePictures : public QObject {
    Q_OBJECT

private slots:

    void tabs_data() { addLooks(); }

    void tabs();

    void broken_data() { addLooks(); }

    void broken();

    void wide_data() { addLooks(); }

    void wide();

    void empty_data() { addLooks(); }

    void empty();

private:
    static QImage take(MessageView& view, QSize size, const QString& name)
    {
        view.setUtc(true);
        return takePicture(view, size, QStringLiteral(SCREENSHOT_FOLDER), name);
    }
};

void MessagePictures::tabs()
{
    QFETCH(int, look);
    applyLook(look);
    MessageView view;
    view.setMessage(shownMessage(inviteWithSdp));
    const auto buttons = view.findChildren<QToolButton*>();
    for (const char* tab : {"Text", "Headers", "SDP", "Hex"}) {
        for (QToolButton* button : buttons) {
            if (button->text() == QLatin1String(tab))
                button->click();
        }
        QVERIFY(differentColors(take(view, {568, 400},
                                     QStringLiteral("message-") + QString::fromLatin1(tab).toLower())) > 30);
    }
}

void MessagePictures::broken()
{
    QFETCH(int, look);
    applyLook(look);
    MessageView view;
    view.setMessage(
        shownMessage("INVITE sip:bob@192.0.2.2 SIP/2.0\n"
                     "Via: SIP/2.0/UDP 192.0.2.1\n"
                     "From: \"caf\xe9 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d\" <sip:alice@192.0.2.1>;tag=x\n"
                     "Subject: \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xe2\x80\xaetxt\n"
                     "this is no header\n"
                     "CSeq: one INVITE\n"
                     "Content-Length: 900\n"
                     "\n"
                     "\x01\x02\xff"));
    QVERIFY(differentColors(take(view, {568, 320}, QStringLiteral("message-broken"))) > 30);
}

void MessagePictures::wide()
{
    QFETCH(int, look);
    applyLook(look);
    MessageView view;
    view.setMessage(shownMessage("INVITE sip:" + std::string(5000, 'u') + "@192.0.2.2 SIP/2.0\n" +
                                 byeWithoutSdp.substr(byeWithoutSdp.find('\n') + 1)));
    QVERIFY(differentColors(take(view, {340, 320}, QStringLiteral("message-wide"))) > 30);
}

void MessagePictures::empty()
{
    QFETCH(int, look);
    applyLook(look);
    MessageView view;
    QVERIFY(differentColors(take(view, {424, 240}, QStringLiteral("message-empty"))) > 5);
}

QTEST_MAIN(MessagePictures)
#include "tst_message_pictures.moc"
