// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/charts/sample_histogram.h"
#include "tests/ui/picture.h"
#include "ui/charts/time_strip.h"

using namespace tests::ui;
using ui::charts::TimeStrip;

class StripPictures : public QObject {
    Q_OBJECT

private slots:

    void strip_data() { addLooks(); }

    void strip();

    void empty_data() { addLooks(); }

    void empty();

private:
    static QImage take(TimeStrip& strip, const char* name)
    {
        strip.setUtc(true);
        return takePicture(strip, {1440, strip.height()}, QStringLiteral(SCREENSHOT_FOLDER),
                           QString::fromLatin1(name));
    }
};

void StripPictures::strip()
{
    QFETCH(int, look);
    applyLook(look);
    TimeStrip strip;
    strip.setHistogram(sampleHistogram());
    QVERIFY(differentColors(take(strip, "strip")) > 20);
    strip.setRange(ui::charts::TimeRange{tests::support::scriptTime(1300), tests::support::scriptTime(1582)});
    QVERIFY(differentColors(take(strip, "strip-brush")) > 20);
}

void StripPictures::empty()
{
    QFETCH(int, look);
    applyLook(look);
    TimeStrip strip;
    QVERIFY(differentColors(take(strip, "strip-empty")) > 3);
}

QTEST_MAIN(StripPictures)
#include "tst_strip_pictures.moc"
