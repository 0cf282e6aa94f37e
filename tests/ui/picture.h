// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QDir>
#include <QImage>
#include <QWidget>
#include <QtTest>

/// Pictures of widgets for people to look at; what can be checked by a machine is that something is there.
namespace tests::ui {

struct Look {
    const char* name;
    ::ui::theme::Choice choice;
    double points;
};

inline constexpr Look looks[] = {{"light", ::ui::theme::Choice::Light, 10},
                                 {"dark", ::ui::theme::Choice::Dark, 10},
                                 {"large", ::ui::theme::Choice::Light, 15}};

/// The looks as data rows: "light", "dark" and "large" (150 %).
inline void addLooks()
{
    QTest::addColumn<int>("look");
    for (int i = 0; i < static_cast<int>(std::size(looks)); ++i)
        QTest::newRow(looks[i].name) << i;
}

inline void applyLook(int look)
{
    ::ui::theme::Theme::instance().apply(looks[look].choice, looks[look].points);
}

inline int differentColors(const QImage& image)
{
    QSet<QRgb> seen;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            seen.insert(image.pixel(x, y));
    }
    return static_cast<int>(seen.size());
}

/// Shows `widget` as large as given and saves it as FOLDER/widgets-NAME-LOOK.png.
inline QImage takePicture(QWidget& widget, QSize size, const QString& folder, const QString& name)
{
    widget.resize(size);
    widget.show();
    QCoreApplication::processEvents();
    const QImage image = widget.grab().toImage();
    QDir{}.mkpath(folder);
    image.save(QStringLiteral("%1/widgets-%2-%3.png")
                   .arg(folder, name, QString::fromLatin1(QTest::currentDataTag())));
    return image;
}

} // namespace tests::ui
