// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/message.h"

#include "core/base/ascii.h"
#include "tests/core/sip/text.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

using namespace core::sip;

// The messages of RFC 4475 and RFC 5118, and other stand-alone message files, where a folder of them is at
// hand.

namespace {

struct Verdict {
    const char* file;
    bool isValid;
    const char* defects;
};

/// Defects in the order of their numbers. The comment names the section.
constexpr Verdict rfc4475[] = {
    {"wsinv", true, "branch-without-cookie"},          // 3.1.1.1; its last Via value is of RFC 2543
    {"intmeth", true, ""},                             // 3.1.1.2
    {"esc01", true, ""},                               // 3.1.1.3
    {"escnull", true, ""},                             // 3.1.1.4
    {"esc02", true, ""},                               // 3.1.1.5
    {"lwsdisp", true, ""},                             // 3.1.1.6
    {"longreq", true, "branch-without-cookie"},        // 3.1.1.7
    {"dblreq", true, "multiple-messages-in-datagram"}, // 3.1.1.8
    {"semiuri", true, ""},                             // 3.1.1.9
    {"transports", true, ""},                          // 3.1.1.10
    {"mpart01", true, ""},                             // 3.1.1.11
    {"unreason", true, ""},                            // 3.1.1.12
    {"noreason", true, ""},                            // 3.1.1.13
    {"badinv01", false, "via-malformed contact-malformed branch-without-cookie"}, // 3.1.2.1
    {"clerr", false, "content-length-too-large"},                                 // 3.1.2.2
    {"ncl", false, "content-length-malformed"},                                   // 3.1.2.3
    {"scalar02", false,
     "cseq-malformed max-forwards-malformed contact-malformed expires-malformed"}, // 3.1.2.4
    {"scalarlg", false, "header-malformed cseq-malformed"},             // 3.1.2.5: Retry-After and Warning
    {"quotbal", false, "to-malformed"},                                 // 3.1.2.6
    {"ltgtruri", false, "request-uri-malformed branch-without-cookie"}, // 3.1.2.7
    {"lwsruri", false, "request-uri-malformed"},                        // 3.1.2.8
    {"lwsstart", false, "start-line-malformed"},                        // 3.1.2.9
    {"trws", false, "start-line-malformed"},                            // 3.1.2.10
    {"escruri", false, "request-uri-malformed"},                        // 3.1.2.11
    {"baddate", false, "date-malformed"},                               // 3.1.2.12
    {"regbadct", false, "contact-malformed"},                           // 3.1.2.13
    {"badaspec", false, "to-malformed"},                                // 3.1.2.14
    {"baddn", false, "from-malformed to-malformed header-section-unterminated"}, // 3.1.2.15; ends too early
    {"badvers", false, "version-unsupported"},                                   // 3.1.2.16
    {"mismatch01", false, "cseq-method-mismatch"},                               // 3.1.2.17
    {"mismatch02", false, "cseq-method-mismatch"},                               // 3.1.2.18
    {"bigcode", false, "status-code-out-of-range"},                              // 3.1.2.19
    {"badbranch", false, "branch-without-identifier"},                           // 3.2.1
    {"insuf", false, "from-missing to-missing call-id-missing max-forwards-missing"}, // 3.3.1
    // Well-formed messages that an element cannot serve: their trouble is not in their grammar.
    {"unkscm", true, ""},                                                             // 3.3.2
    {"novelsc", true, ""},                                                            // 3.3.3
    {"unksm2", true, ""},                                                             // 3.3.4
    {"bext01", true, ""},                                                             // 3.3.5
    {"invut", true, ""},                                                              // 3.3.6
    {"regaut01", true, ""},                                                           // 3.3.7
    {"multi01", false, "single-header-repeated"},                                     // 3.3.8
    {"mcl01", false, "body-longer-than-content-length single-header-repeated"},       // 3.3.9
    {"bcast", true, ""},                                                              // 3.3.10
    {"zeromf", true, ""},                                                             // 3.3.11
    {"cparam01", true, ""},                                                           // 3.3.12
    {"cparam02", true, ""},                                                           // 3.3.13
    {"regescrt", true, ""},                                                           // 3.3.14
    {"sdp01", true, ""},                                                              // 3.3.15
    {"inv2543", true, "max-forwards-missing branch-without-cookie from-tag-missing"}, // 3.4.1
    // Not of the RFC: lacks the version, which the recogniser has to do without.
    {"test", false,
     "start-line-malformed header-malformed via-missing cseq-missing from-malformed to-malformed "
     "sdp-malformed "
     "from-tag-missing"},
};

/// These files have LF line ends, and some lost their last lines or counted the body with CRLF.
constexpr Verdict rfc5118[] = {
    {"ipv6-good", true, "line-ends-without-carriage-return"},
    {"ipv6-bad", false, "request-uri-malformed line-ends-without-carriage-return"},
    {"port-ambiguous", true, "line-ends-without-carriage-return"},
    {"port-unambiguous", true, "line-ends-without-carriage-return"},
    {"via-received-param-with-delim", true, "line-ends-without-carriage-return"},
    {"via-received-param-no-delim", true, "line-ends-without-carriage-return"},
    {"ipv6-in-sdp", false, "content-length-too-large line-ends-without-carriage-return"},
    {"mult-ip-in-header", true, "line-ends-without-carriage-return"},
    {"mult-ip-in-sdp", false, "content-length-too-large line-ends-without-carriage-return"},
    {"ipv4-mapped-ipv6", true, "line-ends-without-carriage-return"},
    {"ipv6-bug-abnf-3-colons", false, "header-section-unterminated line-ends-without-carriage-return"},
    {"ipv6-correct-abnf-2-colons", false, "header-section-unterminated line-ends-without-carriage-return"},
};

QString corpus()
{
    return qEnvironmentVariable("RHAPSODE_CORPUS");
}

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The file of that base name in a folder whose path contains `folder`.
QByteArray findFile(const QString& folder, const QString& name)
{
    QDirIterator files(corpus(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (path.contains(folder) && QFileInfo(path).completeBaseName() == name)
            return contentsOf(path);
    }
    return {};
}

} // namespace

class TortureTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void verdicts_data();
    void verdicts();
    void secondRequestOfADatagramParsesToo();
    void valuesAgreeWithTheSecondOpinion();
};

void TortureTest::initTestCase()
{
    if (corpus().isEmpty())
        QSKIP("RHAPSODE_CORPUS does not name a folder with message files.");
}

void TortureTest::verdicts_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isValid");
    QTest::addColumn<QString>("defects");
    for (const Verdict& row : rfc4475)
        QTest::newRow(row.file) << "/torture/" << row.file << row.isValid << row.defects;
    for (const Verdict& row : rfc5118)
        QTest::newRow(row.file) << "/rfc5118/" << row.file << row.isValid << row.defects;
}

void TortureTest::verdicts()
{
    QFETCH(QString, folder);
    QFETCH(QString, file);
    QFETCH(bool, isValid);
    QFETCH(QString, defects);
    const QByteArray text = findFile(folder, file);
    if (text.isEmpty())
        QSKIP("The folder does not have this file.");
    Message message;
    QVERIFY(message.parse(core::base::asBytes(viewOf(text))));
    QCOMPARE(namesOf(message.defects()), defects);
    QCOMPARE(!message.defects().isInvalid(), isValid);
}

void TortureTest::secondRequestOfADatagramParsesToo()
{
    const QByteArray text = findFile("/torture/", "dblreq");
    if (text.isEmpty())
        QSKIP("The folder does not have this file.");
    Message first;
    QVERIFY(first.parse(core::base::asBytes(viewOf(text))));
    QCOMPARE(shown(first.method()), QStringLiteral("REGISTER"));
    QVERIFY(first.size() < static_cast<std::size_t>(text.size()));
    Message second;
    QVERIFY(second.parse(core::base::asBytes(viewOf(text)).subspan(first.size())));
    QCOMPARE(shown(second.method()), QStringLiteral("INVITE"));
    QCOMPARE(second.body().size(), std::size_t{150});
}

void TortureTest::valuesAgreeWithTheSecondOpinion()
{
    const QByteArray table = contentsOf(corpus() + "/truth/MESSAGES.tsv");
    if (table.isEmpty())
        QSKIP("The folder has no table of message values.");
    // Where the other reader gives up (unknown version, spaces, large numbers) or shows a value raw, ours is
    // right:
    const QStringList known = {
        "badvers.dat",  "bigcode.dat",  "lwsruri.dat",      "lwsstart.dat",
        "test.dat",     "trws.dat",                                        // not read as SIP
        "bad_via2.sip", "bad_via3.sip", "req-test1.sip",    "req-tm1.sip", // not read as SIP
        "sg.sip",                                           // "CR CR LF" taken for the end of the headers
        "scalar02.dat", "scalarlg.dat",                     // CSeq numbers beyond 32 bits
        "wsinv.dat",    "intmeth.dat",  "invite4-cseq.sip", // the raw value, escaped, without method
    };
    int compared = 0;
    const QList<QByteArray> lines = table.split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QList<QByteArray> columns = lines[i].split('\t');
        const QString path = QString::fromUtf8(columns.value(0));
        const QByteArray text = contentsOf(corpus() + "/files/" + path);
        if (text.isEmpty() || known.contains(QFileInfo(path).fileName()))
            continue;
        Message message;
        QVERIFY2(message.parse(core::base::asBytes(viewOf(text))), qPrintable(path));
        const QString status = message.isRequest() ? QString() : QString::number(message.status());
        const CSeq cseq = message.cseq();
        const QString cseqText = message.hasHeader(HeaderName::CSeq)
                                     ? QString::number(cseq.number) + ' ' + shown(cseq.method)
                                     : QString();
        const QString ours =
            QStringList{shown(message.method()), status, shown(message.callId()), cseqText}.join('|');
        QCOMPARE(path + ": " + ours, path + ": " + QString::fromUtf8(columns.mid(1, 4).join('|')));
        ++compared;
    }
    QVERIFY(compared > 0);
}

QTEST_GUILESS_MAIN(TortureTest)
#include "tst_torture.moc"
