// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/filter/filter.h"
#include "core/finding/rules.h"
#include "core/forward/forward_counters.h"
#include "core/forward/forward_url.h"
#include "core/leg/evidence.h"
#include "core/net/frame_detail.h"
#include "core/sip/defect.h"
#include "core/tls/connection_report.h"
#include "ui/adapt/error_text.h"
#include "ui/adapt/evidence_text.h"
#include "ui/adapt/finding_text.h"
#include "ui/adapt/tls_text.h"

#include <QFile>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>
#include <QtTest>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

class TranslationsTest : public QObject {
    Q_OBJECT

private slots:
    void germanIsComplete();
    void placeholdersSurvive();
    void everySentenceOfCoreIsThere();
    void everyCompletionIsExplained();
    void filterErrorsSpeakGerman();
    void tlsReasonsSpeakGerman();
    void findingsSpeakGerman();
    void evidenceSpeaksGerman();
    void countsAreInflected();
};

namespace {

struct Text {
    QString source;
    QStringList forms;
    bool isFinished = true;
};

QList<Text> textsOf(const QString& file)
{
    QList<Text> texts;
    QFile input(QStringLiteral(TRANSLATIONS_FOLDER "/") + file);
    if (!input.open(QIODevice::ReadOnly))
        return texts;
    QXmlStreamReader xml(&input);
    Text text;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == u"message"_s) {
            text = {};
        } else if (xml.isStartElement() && xml.name() == u"source"_s) {
            text.source = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == u"translation"_s) {
            text.isFinished = !xml.attributes().hasAttribute(u"type"_s);
            while (xml.readNext() != QXmlStreamReader::EndElement) {
                if (xml.isStartElement())
                    text.forms.append(xml.readElementText()); // a plural form
                else if (xml.isCharacters() && !xml.isWhitespace())
                    text.forms.append(xml.text().toString());
            }
            texts.append(text);
        }
    }
    return texts;
}

} // namespace

void TranslationsTest::germanIsComplete()
{
    const QList<Text> texts = textsOf(u"rhapsode_de.ts"_s);
    QVERIFY(texts.size() > 300);
    for (const Text& text : texts) {
        QVERIFY2(text.isFinished, qPrintable(text.source));
        QVERIFY2(!text.forms.isEmpty() && !text.forms.contains(QString()), qPrintable(text.source));
    }
}

void TranslationsTest::placeholdersSurvive()
{
    static const QRegularExpression placeholder(u"%[1-9e]"_s);
    for (const Text& text : textsOf(u"rhapsode_de.ts"_s)) {
        QStringList wanted;
        for (auto matches = placeholder.globalMatch(text.source); matches.hasNext();)
            wanted.append(matches.next().captured());
        // The first plural form may leave the number out: "the last one".
        for (const QString& mark : wanted)
            QVERIFY2(text.forms.last().contains(mark), qPrintable(text.source));
    }
}

void TranslationsTest::everySentenceOfCoreIsThere()
{
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    const auto check = [&](const char* context, std::string_view english) {
        if (!english.empty())
            QVERIFY2(!german.translate(context, std::string{english}.c_str()).isEmpty(),
                     std::string{english}.c_str());
    };
    for (const core::base::ErrorCode code : core::base::allErrorCodes()) {
        check("core::base::Error", core::base::sentence(code));
        check("core::base::Error", core::base::advice(code));
    }
    for (unsigned number = 0; number < core::sip::defectCount; ++number)
        check("core::sip::Defect", core::sip::sentence(static_cast<core::sip::Defect>(number)));
    for (std::size_t number = 0; number < core::forward::notSentCount; ++number)
        check("core::forward::NotSent", core::forward::name(static_cast<core::forward::NotSent>(number)));
    for (const core::finding::Kind* kind : core::finding::allKinds()) {
        check("core::finding::Kind", kind->sentence);
        check("core::finding::Kind", kind->advice);
    }
    for (std::size_t number = 1; number < core::leg::evidenceFormCount; ++number)
        check("core::leg::Evidence", core::leg::sentence(static_cast<core::leg::EvidenceForm>(number)));
    for (const core::net::FrameDetail detail : core::net::allFrameDetails())
        check("core::net::FrameDetail", core::net::sentence(detail));
    for (const char* url : {"udp://a", "hep+udp://a b", "hep+udp://a:port", "ipip://a:1"})
        check("core::forward::ForwardUrl", core::forward::parseForwardUrl(url).error().detail);
    for (const core::filter::FilterErrorCode code : core::filter::allFilterErrorCodes())
        check("core::filter::Error", core::filter::form(code));
    for (const core::filter::Field& field : core::filter::allFields()) {
        check("core::filter::Field", field.description);
        check("core::filter::Error", core::filter::expectation(field.type));
    }
}

void TranslationsTest::everyCompletionIsExplained()
{
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    for (const std::string text : {"", "a and ", "method ", "method == ", "status ", "status == ",
                                   "status in ", "status in {1 ", "call_id ", "sip.", "defects == "}) {
        std::size_t replaceFrom = 0;
        for (const auto& [word, description] :
             core::filter::completions(text, text.size(), core::filter::Scope::Message, replaceFrom)) {
            // Reason phrases and names of headers are the same everywhere.
            const bool isOfTheStandard =
                word.find_first_not_of("0123456789") == std::string::npos || word.starts_with("sip.");
            if (description.empty() || isOfTheStandard)
                continue;
            const bool isThere = std::ranges::any_of(
                std::array{"core::filter::Field", "core::filter::Completion", "core::sip::Defect"},
                [&](const char* context) {
                    return !german.translate(context, description.c_str()).isEmpty();
                });
            QVERIFY2(isThere, description.c_str());
        }
    }
}

void TranslationsTest::filterErrorsSpeakGerman()
{
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    QCoreApplication::installTranslator(&german);
    const auto sentence = [](std::string_view filter) {
        const auto parsed = core::filter::Filter::parse(filter, core::filter::Scope::Message);
        return ui::adapt::sentenceOf(std::get<core::filter::FilterError>(parsed));
    };
    QCOMPARE(sentence("status >="), u"nach '>=' wird eine Zahl erwartet"_s);
    QCOMPARE(sentence("stauts == 200"), u"es gibt kein Feld 'stauts'; war status oder state gemeint?"_s);
    // What the user wrote is no place to put something in.
    QCOMPARE(sentence("kind == %e%2"), u"'%e%2' ist kein Wert von kind; möglich sind request, response"_s);
    const core::base::Error slow{core::base::ErrorCode::FilterTooSlow, "(a+)+b",
                                 std::string{core::filter::form(core::filter::FilterErrorCode::TimeSpent)}};
    QVERIFY(ui::adapt::placeOf(slow).startsWith(
        u"(a+)+b (dieser reguläre Ausdruck braucht für so viele Texte zu lange"_s));
    // Others are told as they came: a column, and what is wrong there.
    QCOMPARE(ui::adapt::placeOf({core::base::ErrorCode::FilterInvalid, "a =", "column 3"}),
             u"a = (column 3)"_s);
    QCoreApplication::removeTranslator(&german);
}

void TranslationsTest::tlsReasonsSpeakGerman()
{
    core::tls::ConnectionReport report;
    report.version = 0x0303;
    report.cipherSuite = 0xc02f;
    const auto reason = [&] { return ui::adapt::tlsReason(core::tls::describe(report)); };
    report.outcome = core::tls::Outcome::NoSecret;
    QCOMPARE(reason(), u"No secret for this client random in the key log or in the capture"_s);
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    QCoreApplication::installTranslator(&german);
    for (int outcome = 0; outcome <= static_cast<int>(core::tls::Outcome::Damaged); ++outcome) {
        report.outcome = static_cast<core::tls::Outcome>(outcome);
        QCoreApplication::removeTranslator(&german);
        const QString english = reason();
        QCoreApplication::installTranslator(&german);
        QVERIFY2(reason() != english, qPrintable(english));
    }
    report.outcome = core::tls::Outcome::Decrypted;
    report.hasGap = true;
    QCOMPARE(reason(), u"Mit dem Schlüsselprotokoll entschlüsselt, bis zu einer Stelle, an der Bytes der "
                       "TCP-Verbindung fehlen"_s);
    report.outcome = core::tls::Outcome::RsaKeyUseless;
    QVERIFY2(reason().contains(u"die Cipher-Suite TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 tauscht"_s),
             qPrintable(reason()));
    QCoreApplication::removeTranslator(&german);
}

void TranslationsTest::findingsSpeakGerman()
{
    const auto finding = [](std::string_view name, std::vector<std::string> arguments) {
        const auto found = std::ranges::find(core::finding::allKinds(), name,
                                             [](const core::finding::Kind* kind) { return kind->name; });
        return core::finding::Finding{*found, std::move(arguments), {}, (*found)->reference};
    };
    const auto refused = finding("loop-detected", {"INVITE", "192.0.2.1:5060", "482 %1 <b>\n"});
    // What strangers write is neither filled in again nor a control character.
    QCOMPARE(ui::adapt::sentenceOf(refused), u"192.0.2.1:5060 refused INVITE with 482 %1 <b>\\x0A."_s);
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    QCoreApplication::installTranslator(&german);
    QCOMPARE(ui::adapt::sentenceOf(refused), u"192.0.2.1:5060 lehnte INVITE mit 482 %1 <b>\\x0A ab."_s);
    QCOMPARE(ui::adapt::severityWord(refused.kind->severity), u"Fehler"_s);
    QCOMPARE(ui::adapt::referenceText(refused.reference), u"RFC 3261 Abschnitt 21.4.20"_s);
    // What is malformed is a sentence in a sentence.
    const std::string_view defect = core::sip::sentence(core::sip::Defect::CSeqMalformed);
    const auto malformed = finding("malformed", {"INVITE", "192.0.2.1:5060", std::string{defect}});
    QVERIFY2(!ui::adapt::sentenceOf(malformed).contains(QString::fromStdString(std::string{defect})),
             qPrintable(ui::adapt::sentenceOf(malformed)));
    QCoreApplication::removeTranslator(&german);
}

void TranslationsTest::evidenceSpeaksGerman()
{
    const core::leg::Evidence named{core::leg::EvidenceForm::HeaderNames, {"X-Call-ID", "2", "a%3<b>\n"}};
    QCOMPARE(ui::adapt::sentenceOf(named), u"X-Call-ID in message 2 names a%3<b>\\x0A"_s);
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    QCoreApplication::installTranslator(&german);
    QCOMPARE(ui::adapt::sentenceOf(named), u"X-Call-ID in Nachricht 2 nennt a%3<b>\\x0A"_s);
    QCoreApplication::removeTranslator(&german);
}

void TranslationsTest::countsAreInflected()
{
    QTranslator english;
    QVERIFY(english.load(u":/i18n/rhapsode_en.qm"_s));
    QCOMPARE(english.translate("ui::windows::StatusLine", "%1 calls", nullptr, 1), u"%1 call"_s);
    QCOMPARE(english.translate("ui::windows::StatusLine", "%1 calls", nullptr, 2), u"%1 calls"_s);
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    QCOMPARE(german.translate("ui::windows::StatusLine", "%1 calls", nullptr, 1), u"%1 Anruf"_s);
    QCOMPARE(german.translate("ui::windows::StatusLine", "%1 calls", nullptr, 0), u"%1 Anrufe"_s);
}

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
