// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/palette.h"

namespace ui::theme {
namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Palette makeLight()
{
    Palette p;
    p.window = rgb(0xF2F3F5);
    p.base = rgb(0xFFFFFF);
    p.alternate = rgb(0xF8F9FA);
    p.header = rgb(0xECEEF1);
    p.line = rgb(0xDADDE2);
    p.lineStrong = rgb(0xB9BFC8);
    p.input = rgb(0x808894);
    p.selection = rgb(0xD9E6FA);
    p.selectionLinked = rgb(0xEBEEF3);
    p.hover = rgb(0xEEF3FB);
    p.bar = rgb(0x7893BC);
    p.grid = rgb(0xE6E9ED);
    p.text = rgb(0x1A1E24);
    p.textSecondary = rgb(0x48505B);
    p.textTertiary = rgb(0x5D6672);
    p.accent = rgb(0x1F5FBF);
    p.onAccent = rgb(0xFFFFFF);
    p.request = rgb(0x1A1E24);
    p.provisional = rgb(0x566070);
    p.success = rgb(0x00694F);
    p.redirection = rgb(0x6B3FA8);
    p.clientError = rgb(0x8A4B00);
    p.serverError = rgb(0xB3261E);
    p.globalError = rgb(0x9B1B6B);
    p.resent = rgb(0x566070);
    p.media = rgb(0x006784);
    p.mediaFill = rgb(0xE1F0F4);
    p.error = rgb(0xB3261E);
    p.warning = rgb(0x8A5A00);
    p.note = rgb(0x1F5FBF);
    p.legs = {rgb(0x0825A3), rgb(0x7B3702), rgb(0x116C63), rgb(0xC13B9F),
              rgb(0x897311), rgb(0x7D5BE6), rgb(0x0E2C3F), rgb(0x520304)};
    p.onLeg = rgb(0xFFFFFF);
    p.valid = {rgb(0xE9F6EE), rgb(0x1F7A4A)};
    p.invalid = {rgb(0xFCEAE8), rgb(0xB3261E)};
    p.ambiguous = {rgb(0xFFF4DA), rgb(0x8A5A00)};
    p.headerName = rgb(0x0F4C92);
    p.uri = rgb(0x6B3FA8);
    p.number = rgb(0x00694F);
    p.quoted = rgb(0x8A4B00);
    p.tagFill = rgb(0xFBF0D2);
    p.callIdFill = rgb(0xE1F0F4);
    p.changedFill = rgb(0xFFF6DF);
    p.addedFill = rgb(0xE4F4EA);
    p.removedFill = rgb(0xFCE9E7);
    p.oldText = rgb(0xF4C2BC);
    p.newText = rgb(0xB5E0C6);
    return p;
}

Palette makeDark()
{
    Palette p;
    p.window = rgb(0x202328);
    p.base = rgb(0x17191D);
    p.alternate = rgb(0x1B1E22);
    p.header = rgb(0x262A30);
    p.line = rgb(0x33383F);
    p.lineStrong = rgb(0x4E555F);
    p.input = rgb(0x737C88);
    p.selection = rgb(0x233B5E);
    p.selectionLinked = rgb(0x2B313A);
    p.hover = rgb(0x20272F);
    p.bar = rgb(0x56729E);
    p.grid = rgb(0x282C32);
    p.text = rgb(0xE3E6EA);
    p.textSecondary = rgb(0xB6BDC7);
    p.textTertiary = rgb(0xA0A9B5);
    p.accent = rgb(0x7FB0FF);
    p.onAccent = rgb(0x0E1420);
    p.request = rgb(0xE3E6EA);
    p.provisional = rgb(0xA6B0BC);
    p.success = rgb(0x4CC79B);
    p.redirection = rgb(0xBFA0F5);
    p.clientError = rgb(0xF0B05A);
    p.serverError = rgb(0xFF8A80);
    p.globalError = rgb(0xF08CC8);
    p.resent = rgb(0xA6B0BC);
    p.media = rgb(0x4FC3DC);
    p.mediaFill = rgb(0x16323A);
    p.error = rgb(0xFF8A80);
    p.warning = rgb(0xF0C060);
    p.note = rgb(0x7FB0FF);
    p.legs = {rgb(0x5F7DFE), rgb(0xF8A052), rgb(0x4BC1AD), rgb(0x9D7A8D),
              rgb(0xF4F080), rgb(0xB995F6), rgb(0xB4E0EF), rgb(0xEC4E2F)};
    p.onLeg = rgb(0x0E1115);
    p.valid = {rgb(0x16281F), rgb(0x4CC79B)};
    p.invalid = {rgb(0x331A1A), rgb(0xFF8A80)};
    p.ambiguous = {rgb(0x332A14), rgb(0xF0B05A)};
    p.headerName = rgb(0x8FBEFF);
    p.uri = rgb(0xC9B0FA);
    p.number = rgb(0x4CC79B);
    p.quoted = rgb(0xF0B05A);
    p.tagFill = rgb(0x3D3416);
    p.callIdFill = rgb(0x16323A);
    p.changedFill = rgb(0x2C2615);
    p.addedFill = rgb(0x16281F);
    p.removedFill = rgb(0x331A1A);
    p.oldText = rgb(0x6B2A27);
    p.newText = rgb(0x24553D);
    return p;
}

} // namespace

const Palette& palette(Scheme scheme)
{
    static const Palette light = makeLight();
    static const Palette dark = makeDark();
    return scheme == Scheme::Light ? light : dark;
}

const QColor& Palette::status(unsigned status) const
{
    switch (status / 100) {
    case 0:
        return request;
    case 1:
        return provisional;
    case 2:
        return success;
    case 3:
        return redirection;
    case 4:
        return clientError;
    case 5:
        return serverError;
    default:
        return globalError;
    }
}

QColor Palette::disabledText() const
{
    return withOpacity(text, 0.4);
}

QPalette Palette::toQPalette() const
{
    QPalette q;
    q.setColor(QPalette::Window, window);
    q.setColor(QPalette::WindowText, text);
    q.setColor(QPalette::Base, base);
    q.setColor(QPalette::AlternateBase, alternate);
    q.setColor(QPalette::Text, text);
    q.setColor(QPalette::PlaceholderText, textTertiary);
    q.setColor(QPalette::Button, window);
    q.setColor(QPalette::ButtonText, text);
    q.setColor(QPalette::BrightText, onAccent);
    q.setColor(QPalette::Highlight, selection);
    q.setColor(QPalette::HighlightedText, text);
    q.setColor(QPalette::ToolTipBase, header);
    q.setColor(QPalette::ToolTipText, text);
    q.setColor(QPalette::Link, accent);
    q.setColor(QPalette::LinkVisited, accent);
    q.setColor(QPalette::Light, base);
    q.setColor(QPalette::Midlight, header);
    q.setColor(QPalette::Mid, line);
    q.setColor(QPalette::Dark, lineStrong);
    q.setColor(QPalette::Shadow, lineStrong);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        q.setColor(QPalette::Disabled, role, disabledText());
    q.setColor(QPalette::Inactive, QPalette::Highlight, selection);
    return q;
}

QString legLetter(std::size_t index)
{
    QString letters;
    for (std::size_t rest = index + 1; rest > 0; rest = (rest - 1) / 26)
        letters.prepend(QChar(static_cast<char16_t>(u'A' + (rest - 1) % 26)));
    return letters;
}

QColor withOpacity(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

} // namespace ui::theme
