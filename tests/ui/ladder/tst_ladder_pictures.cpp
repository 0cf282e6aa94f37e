// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ladder/sample_flow.h"
#include "tests/ui/picture.h"
#include "ui/ladder/ladder_view.h"

using namespace tests::ui;
using ui::ladder::LadderView;

class LadderPictures : public QObject {
    Q_OBJECT

private slots:

    void pbx_data() { addLooks(); }

    void pbx();

    void narrow_data() { addLooks(); }

    void narrow();

    void classes_data() { addLooks(); }

    void classes();

    void zoomed_data() { addLooks(); }

    void zoomed();

    void hostile_data() { addLooks(); }

    void hostile();

    void many_data() { addLooks(); }

    void many();

    void empty_data() { addLooks(); }

    void empty();

private:
    static QImage take(LadderView& view, QSize size, const char* name)
    {
        view.setUtc(true);
        return takePicture(view, size, QStringLiteral(SCREENSHOT_FOLDER), QString::fromLatin1(name));
    }
};

void LadderPictures::pbx()
{
    QFETCH(int, look);
    applyLook(look);
    LadderView view;
    view.setFlow(pbxFlow());
    view.setCurrentMessage({4});
    QVERIFY(differentColors(take(view, {872, 372}, "ladder")) > 30);
}

void LadderPictures::narrow()
{
    QFETCH(int, look);
    applyLook(look);
    LadderView view;
    view.setFlow(pbxFlow());
    view.setCurrentMessage({7});
    QVERIFY(differentColors(take(view, {440, 372}, "ladder-narrow")) > 30);
}

void LadderPictures::classes()
{
    QFETCH(int, look);
    applyLook(look);
    LadderView view;
    view.setFlow(makeFlow("host alice 198.51.100.1:5060\n"
                          "alice -> proxy INVITE 1 sdp=offer\n"
                          "proxy -> bob INVITE 1 sdp=offer\n"
                          "alice -> proxy INVITE 1 resend source=2 +0.0001\n"
                          "bob -> proxy 180 1 INVITE +0.4\n"
                          "bob -> proxy 302 1 INVITE reason=Moved_Temporarily\n"
                          "bob -> proxy 404 1 INVITE reason=Not_Found\n"
                          "bob -> proxy 503 1 INVITE reason=Service_Unavailable\n"
                          "bob -> proxy 603 1 INVITE reason=Decline\n"
                          "proxy -> alice 200 1 INVITE sdp=answer\n"
                          "alice -> bob ACK 1\n"
                          "alice -> bob INVITE 2 sdp=hold\n"
                          "bob -> alice 200 2 INVITE sdp=answer\n"
                          "bob -> bob OPTIONS 1 call-id=self\n"));
    view.setCurrentMessage({10});
    QVERIFY(differentColors(take(view, {872, 372}, "ladder-classes")) > 30);
}

void LadderPictures::zoomed()
{
    QFETCH(int, look);
    applyLook(look);
    LadderView view;
    view.setFlow(pbxFlow());
    view.zoomIn();
    view.setCurrentMessage({9});
    QVERIFY(differentColors(take(view, {872, 520}, "ladder-zoomed")) > 30);
}

void LadderPictures::hostile()
{
    QFETCH(int, look);
    applyLook(look);
    const std::string longReason(5000, 'x');
    LadderView view;
    view.setFlow(
        makeFlow("alice -> bob INVITE 1 sdp=offer\n"
                 "bob -> alice 404 1 INVITE reason=" +
                 longReason +
                 "\n"
                 "bob -> alice 486 1 INVITE reason=\u05de\u05e9\u05ea\u05de\u05e9_\u05ea\u05e4\u05d5\u05e1\n"
                 "bob -> alice 500 1 INVITE reason=evil\u202etxt\n"
                 "alice -> bob AVERYLONGMETHODTHATNOBODYHASEVERHEARDOFBUTMAYBESENTANYWAY 2 sdp=offer\n"));
    QVERIFY(differentColors(take(view, {520, 200}, "ladder-hostile")) > 30);
}

void LadderPictures::many()
{
    QFETCH(int, look);
    applyLook(look);
    LadderView view;
    view.setFlow(std::make_shared<core::flow::CallFlow>(core::flow::layOut(manyMessages(400, 12))));
    view.setCurrentMessage({200});
    QVERIFY(differentColors(take(view, {872, 372}, "ladder-many")) > 30);
}

void LadderPictures::empty()
{
    QFETCH(int, look);
    applyLook(look);
    LadderView view;
    QVERIFY(differentColors(take(view, {440, 200}, "ladder-empty")) > 5);
}

QTEST_MAIN(LadderPictures)
#include "tst_ladder_pictures.moc"
