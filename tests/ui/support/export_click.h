// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/windows/export_prompt.h"

#include <QPushButton>
#include <QtTest>

namespace tests::ui {

/// The button that ends the prompt with an export.
inline QPushButton* exportButton(const ::ui::windows::ExportPrompt& prompt)
{
    for (auto* button : prompt.findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Export"))
            return button;
    }
    return nullptr;
}

/// As soon as the prompt knows that the file can be written.
inline void clickExport(const ::ui::windows::ExportPrompt& prompt)
{
    QPushButton* button = exportButton(prompt);
    QVERIFY(button != nullptr);
    QTRY_VERIFY(button->isEnabled());
    button->click();
}

} // namespace tests::ui
