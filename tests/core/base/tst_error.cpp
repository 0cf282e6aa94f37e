// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <QtTest>
#include <cerrno>
#include <set>

using namespace core::base;

class TestError : public QObject {
    Q_OBJECT

private slots:
    void tableIsComplete();
    void namesAreFitForScripts();
    void sentencesReadWell();
    void describesInOneLine();
    void forewarningsFitTheirBuffer();
    void translatesErrno();
};

void TestError::tableIsComplete()
{
    // Cancelled is the last code: every code before it needs a row of its own.
    std::set<ErrorCode> codes;
    std::set<std::string_view> names;
    std::set<std::string_view> sentences;
    for (const ErrorCode code : allErrorCodes()) {
        codes.insert(code);
        names.insert(name(code));
        sentences.insert(sentence(code));
    }
    const auto expected = static_cast<std::size_t>(ErrorCode::Cancelled) + 1;
    QCOMPARE(allErrorCodes().size(), expected);
    QCOMPARE(codes.size(), expected);
    QCOMPARE(names.size(), expected);
    QCOMPARE(sentences.size(), expected);
    QCOMPARE(*codes.rbegin(), ErrorCode::Cancelled);
}

void TestError::namesAreFitForScripts()
{
    for (const ErrorCode code : allErrorCodes()) {
        QVERIFY(!name(code).empty());
        for (const char c : name(code))
            QVERIFY((c >= 'a' && c <= 'z') || c == '-');
    }
    QCOMPARE(name(ErrorCode::FileNotFound), std::string_view{"file-not-found"});
}

void TestError::sentencesReadWell()
{
    for (const ErrorCode code : allErrorCodes()) {
        const std::string_view text = sentence(code);
        QVERIFY(!text.empty());
        QVERIFY(text.front() >= 'A' && text.front() <= 'Z');
        QVERIFY(text.back() != '.');
        QVERIFY(advice(code).empty() || advice(code).back() == '.');
    }
}

void TestError::describesInOneLine()
{
    QCOMPARE(describe({ErrorCode::FileNotFound, "/tmp/a.pcap", ""}),
             std::string{"The file does not exist: /tmp/a.pcap. Check the path."});
    QCOMPARE(describe({ErrorCode::FilterInvalid, "a ==", "column 5"}),
             std::string{"The filter is not valid: a == (column 5)."});
    QCOMPARE(describe({ErrorCode::Cancelled, "", ""}), std::string{"Cancelled."});
}

/// A sysctl makes room for sockets; the ring of a capture is plain memory.
void TestError::forewarningsFitTheirBuffer()
{
    QVERIFY(isForewarning(ErrorCode::ReceiveBufferSmall));
    QVERIFY(isForewarning(ErrorCode::CaptureBufferSmall));
    QVERIFY(!isForewarning(ErrorCode::DiskFull));
    QVERIFY(advice(ErrorCode::ReceiveBufferSmall).find("sysctl") != std::string_view::npos);
    QVERIFY(advice(ErrorCode::CaptureBufferSmall).find("sysctl") == std::string_view::npos);
}

void TestError::translatesErrno()
{
    QCOMPARE(errnoError(ENOENT, "x").code, ErrorCode::FileNotFound);
    QCOMPARE(errnoError(EACCES, "x").code, ErrorCode::FileNotReadable);
    QCOMPARE(errnoError(ENOSPC, "x").code, ErrorCode::DiskFull);
    QCOMPARE(errnoError(EDQUOT, "x").code, ErrorCode::DiskFull);
    QCOMPARE(errnoError(EEXIST, "x").code, ErrorCode::FileExists);
    QCOMPARE(errnoError(EADDRINUSE, "x").code, ErrorCode::AddressInUse);
    QCOMPARE(errnoError(EADDRNOTAVAIL, "x").code, ErrorCode::AddressUnavailable);
    QCOMPARE(errnoError(EIO, "x").code, ErrorCode::IoFailed);
    QCOMPARE(errnoError(EIO, "x", ErrorCode::WriteFailed).code, ErrorCode::WriteFailed);
    QCOMPARE(errnoError(EIO, "x").subject, std::string{"x"});
    QVERIFY(!errnoError(EIO, "x").detail.empty());
}

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
