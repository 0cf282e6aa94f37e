// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/glyphs.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace ui::theme {
namespace {

QPen pen(const QColor& color, double width)
{
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

void ring(QPainter& p, const QColor& color, double width, double radius)
{
    p.setPen(pen(color, width));
    p.setBrush(Qt::NoBrush);
    p.drawEllipse(QPointF(0, 0), radius, radius);
}

void dashedRing(QPainter& p, const QColor& color)
{
    // Eight dots round the circle.
    QPen dashes = pen(color, 1.3);
    dashes.setCapStyle(Qt::FlatCap);
    const double turn = 2 * 3.14159265358979 * 3.5 / 1.3; // the circle in units of the pen's width
    dashes.setDashPattern({turn / 16, turn / 16});
    p.setPen(dashes);
    p.setBrush(Qt::NoBrush);
    p.drawEllipse(QPointF(0, 0), 3.5, 3.5);
}

void disc(QPainter& p, const QColor& color, double radius)
{
    p.setPen(Qt::NoPen);
    p.setBrush(color);
    p.drawEllipse(QPointF(0, 0), radius, radius);
}

void bentArrow(QPainter& p, const QColor& color)
{
    p.setPen(pen(color, 1.4));
    p.setBrush(Qt::NoBrush);
    QPainterPath path(QPointF(-3.8, 3.2));
    path.cubicTo(-3.8, -0.6, -1.5, -1.4, 3.4, -1.4);
    p.drawPath(path);
    p.drawPolyline(QPolygonF{{1.2, -3.8}, {3.8, -1.4}, {1.2, 1.0}});
}

void diamond(QPainter& p, const QColor& color)
{
    p.setPen(Qt::NoPen);
    p.setBrush(color);
    p.drawPolygon(QPolygonF{{0, -4.4}, {4.4, 0}, {0, 4.4}, {-4.4, 0}});
}

void openDiamond(QPainter& p, const QColor& color)
{
    p.setPen(pen(color, 1.3));
    p.setBrush(Qt::NoBrush);
    p.drawPolygon(QPolygonF{{0, -4.8}, {4.8, 0}, {0, 4.8}, {-4.8, 0}});
    p.setPen(pen(color, 1.5));
    p.drawLine(QPointF(-1.8, 0), QPointF(1.8, 0));
}

void crossedSquare(QPainter& p, const QColor& color, const QColor& hole)
{
    p.setPen(Qt::NoPen);
    p.setBrush(color);
    p.drawRoundedRect(QRectF(-4, -4, 8, 8), 0.8, 0.8);
    p.setPen(pen(hole, 1.3));
    p.drawLine(QPointF(-1.8, -1.8), QPointF(1.8, 1.8));
    p.drawLine(QPointF(-1.8, 1.8), QPointF(1.8, -1.8));
}

QPolygonF octagonShape(double radius)
{
    const double c = radius * 0.4142;
    return QPolygonF{{-c, -radius}, {c, -radius}, {radius, -c}, {radius, c},
                     {c, radius},   {-c, radius}, {-radius, c}, {-radius, -c}};
}

void exclamation(QPainter& p, const QColor& color, double top, double bottom)
{
    p.setPen(pen(color, 1.4));
    p.drawLine(QPointF(0, top), QPointF(0, bottom - 2.5));
    p.setPen(Qt::NoPen);
    p.setBrush(color);
    p.drawEllipse(QPointF(0, bottom), 0.85, 0.85);
}

void hourglass(QPainter& p, const QColor& color)
{
    p.setPen(pen(color, 1.2));
    p.setBrush(Qt::NoBrush);
    p.drawLine(QPointF(-3.4, -4.4), QPointF(3.4, -4.4));
    p.drawLine(QPointF(-3.4, 4.4), QPointF(3.4, 4.4));
    p.drawPolyline(QPolygonF{{-2.6, -4.4}, {-2.6, -2.6}, {2.6, 2.6}, {2.6, 4.4}});
    p.drawPolyline(QPolygonF{{2.6, -4.4}, {2.6, -2.6}, {-2.6, 2.6}, {-2.6, 4.4}});
}

void severity(QPainter& p, Glyph glyph, const QColor& color, const QColor& hole)
{
    if (glyph == Glyph::Error) {
        p.setPen(Qt::NoPen);
        p.setBrush(color);
        p.drawPolygon(octagonShape(5));
        exclamation(p, hole, -2.8, 2.7);
    } else if (glyph == Glyph::Warning) {
        p.setPen(pen(color, 1));
        p.setBrush(color);
        p.drawPolygon(QPolygonF{{0, -4.6}, {5, 4.2}, {-5, 4.2}});
        exclamation(p, hole, -1.6, 2.9);
    } else {
        ring(p, color, 1.3, 4.6);
        p.drawLine(QPointF(0, 0.2), QPointF(0, 2.4));
        disc(p, color, 0); // no outline for the dot below
        p.drawEllipse(QPointF(0, -2.1), 0.85, 0.85);
    }
}

void bookmark(QPainter& p, const QColor& color)
{
    p.setPen(pen(color, 1));
    p.setBrush(color);
    p.drawPolygon(QPolygonF{{-2.8, -4.4}, {2.8, -4.4}, {2.8, 4.4}, {0, 2.2}, {-2.8, 4.4}});
}

void state(QPainter& p, Glyph glyph, const QColor& color)
{
    switch (glyph) {
    case Glyph::Calling:
        ring(p, color, 1.3, 4.4);
        disc(p, color, 1.5);
        break;
    case Glyph::InCall:
        ring(p, color, 2.6, 3.4);
        break;
    case Glyph::Completed:
        p.setPen(pen(color, 1.6));
        p.setBrush(Qt::NoBrush);
        p.drawPolyline(QPolygonF{{-4.4, 0.4}, {-1.5, 3.4}, {4.4, -3.4}});
        break;
    case Glyph::Cancelled:
        ring(p, color, 1.3, 4.4);
        p.drawLine(QPointF(-2.8, 2.8), QPointF(2.8, -2.8));
        break;
    case Glyph::Failed:
        p.setPen(pen(color, 1.8));
        p.drawLine(QPointF(-3.4, -3.4), QPointF(3.4, 3.4));
        p.drawLine(QPointF(-3.4, 3.4), QPointF(3.4, -3.4));
        break;
    case Glyph::Joined:
        p.setPen(pen(color, 1.6));
        p.setBrush(Qt::NoBrush);
        p.drawArc(QRectF(-4.4, -4.4, 8.8, 8.8), 90 * 16, 180 * 16);
        break;
    default:
        break;
    }
}

} // namespace

Glyph statusGlyph(unsigned status)
{
    switch (status / 100) {
    case 0:
        return Glyph::None;
    case 1:
        return Glyph::Provisional;
    case 2:
        return Glyph::Success;
    case 3:
        return Glyph::Redirection;
    case 4:
        return Glyph::ClientError;
    case 5:
        return Glyph::ServerError;
    default:
        return Glyph::GlobalError;
    }
}

const QColor& glyphColor(Glyph glyph, const Palette& palette)
{
    switch (glyph) {
    case Glyph::Provisional:
    case Glyph::Calling:
    case Glyph::Ringing:
    case Glyph::Cancelled:
    case Glyph::Joined:
        return palette.provisional;
    case Glyph::Success:
    case Glyph::InCall:
    case Glyph::Completed:
        return palette.success;
    case Glyph::Redirection:
    case Glyph::Diverted:
        return palette.redirection;
    case Glyph::ClientError:
    case Glyph::Rejected:
        return palette.clientError;
    case Glyph::ServerError:
    case Glyph::NoAnswer:
    case Glyph::Failed:
        return palette.serverError;
    case Glyph::GlobalError:
        return palette.globalError;
    case Glyph::Error:
        return palette.error;
    case Glyph::Warning:
        return palette.warning;
    case Glyph::Note:
        return palette.note;
    case Glyph::Marked:
        return palette.accent;
    case Glyph::None:
        break;
    }
    return palette.text;
}

void paintGlyph(QPainter& painter, const QRectF& box, Glyph glyph, const QColor& color)
{
    if (glyph == Glyph::None)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.center());
    const double scale = box.height() / 12.0;
    painter.scale(scale, scale);
    const QColor hole = colors().base;
    switch (glyph) {
    case Glyph::Provisional:
    case Glyph::Ringing:
        dashedRing(painter, color);
        break;
    case Glyph::Success:
        disc(painter, color, 4);
        break;
    case Glyph::Redirection:
    case Glyph::Diverted:
        bentArrow(painter, color);
        break;
    case Glyph::ClientError:
        diamond(painter, color);
        break;
    case Glyph::ServerError:
        crossedSquare(painter, color, hole);
        break;
    case Glyph::GlobalError:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPolygon(octagonShape(4.2));
        break;
    case Glyph::NoAnswer:
        hourglass(painter, color);
        break;
    case Glyph::Rejected:
        openDiamond(painter, color);
        break;
    case Glyph::Marked:
        bookmark(painter, color);
        break;
    case Glyph::Error:
    case Glyph::Warning:
    case Glyph::Note:
        severity(painter, glyph, color, hole);
        break;
    default:
        state(painter, glyph, color);
    }
    painter.restore();
}

void paintGlyph(QPainter& painter, const QRectF& box, Glyph glyph)
{
    paintGlyph(painter, box, glyph, glyphColor(glyph, colors()));
}

void paintLegChip(QPainter& painter, const QRectF& box, std::size_t leg)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors().leg(leg));
    painter.drawRoundedRect(box, 3, 3);
    QFont font = fonts().small;
    font.setWeight(QFont::Bold);
    font.setPixelSize(qRound(box.height() * 0.72));
    painter.setFont(font);
    painter.setPen(colors().onLeg);
    painter.drawText(box, Qt::AlignCenter, legLetter(leg));
    painter.restore();
}

} // namespace ui::theme
