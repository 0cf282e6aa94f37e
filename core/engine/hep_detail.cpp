// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/hep_detail.h"

namespace core::engine {

using net::FrameDetail;

net::FrameDetail detailOf(hep::HepRefusal refusal)
{
    switch (refusal) {
    case hep::HepRefusal::Empty:
        return FrameDetail::HepEmpty;
    case hep::HepRefusal::HeaderCutShort:
        return FrameDetail::HepHeader;
    case hep::HepRefusal::LengthImpossible:
        return FrameDetail::HepLength;
    case hep::HepRefusal::AddressFamilyUnknown:
        return FrameDetail::HepAddressFamily;
    case hep::HepRefusal::CompressionBroken:
        return FrameDetail::HepCompression;
    case hep::HepRefusal::None:
    case hep::HepRefusal::NotHep:
        break;
    }
    return FrameDetail::HepNot;
}

net::FrameDetail detailOf(media::ReportFault fault)
{
    switch (fault) {
    case media::ReportFault::NotJson:
        return FrameDetail::ReportNotJson;
    case media::ReportFault::CutShort:
        return FrameDetail::ReportCutShort;
    case media::ReportFault::TooLarge:
        return FrameDetail::ReportTooLarge;
    case media::ReportFault::NoFigures:
        return FrameDetail::ReportWithoutFigures;
    case media::ReportFault::None:
        break;
    }
    return FrameDetail::None;
}

bool isMediaReport(hep::PayloadType type)
{
    return type == hep::PayloadType::RtcpJson || type == hep::PayloadType::RtpReportFull ||
           type == hep::PayloadType::RtpReport || type == hep::PayloadType::RtcpExtended;
}

net::FrameDetail detailOf(hep::PayloadType type)
{
    switch (static_cast<unsigned>(type)) {
    case 2:
        return FrameDetail::HepXmpp;
    case 3:
        return FrameDetail::HepSdp;
    case 4:
        return FrameDetail::HepRtp;
    case 5:
    case 58:
        return FrameDetail::HepRtcp;
    case 6:
        return FrameDetail::HepMgcp;
    case 7:
        return FrameDetail::HepMegaco;
    case 8:
    case 9:
    case 13:
        return FrameDetail::HepSigtran;
    case 10:
        return FrameDetail::HepIax;
    case 11:
    case 12:
        return FrameDetail::HepH323;
    case 32:
    case 34:
    case 35:
    case 38:
    case 99:
        return FrameDetail::HepQuality;
    case 50:
    case 53:
    case 54:
    case 55:
    case 56:
    case 57:
    case 60:
    case 61:
    case 81:
    case 101:
        return FrameDetail::HepJson;
    case 100:
        return FrameDetail::HepLog;
    default:
        return FrameDetail::HepOtherType;
    }
}

} // namespace core::engine
