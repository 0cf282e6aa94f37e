// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/capture_file_builder.h"
#include "tests/support/command.h"
#include "tests/support/script_capture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>
#include <string_view>

namespace tests::system {

inline constexpr std::string_view script = R"(
    alice -> proxy  INVITE  1  at=0.000 sdp=offer
    proxy -> alice  100     1  at=0.010
    proxy -> bob    INVITE  1  at=0.020 sdp=offer
    bob -> proxy    180     1  at=0.500
    proxy -> alice  180     1  at=0.510
    bob -> proxy    200     1  at=4.000 sdp=answer
    proxy -> alice  200     1  at=4.010 sdp=answer
    alice -> proxy  ACK     1  at=4.020
    alice -> proxy  BYE     2  at=64.020
    proxy -> alice  200     2  at=64.030
    carol -> proxy  INVITE  1  at=70.000 call-id=busy@example.com
    proxy -> carol  486     1  at=70.100 call-id=busy@example.com reason=Busy_Here
    carol -> proxy  ACK     1  at=70.110 call-id=busy@example.com
    dave -> proxy   OPTIONS 1  at=80.000 call-id=ping@example.com
    dave -> proxy   OPTIONS 1  at=80.500 call-id=ping@example.com resend
    proxy -> dave   200     1  at=80.510 call-id=ping@example.com
)";

inline support::CommandResult cli(const QStringList& arguments, const QByteArray& input = {})
{
    return support::runProgram(QStringLiteral(RHAPSODE_CLI), arguments, input);
}

inline QList<QByteArray> lines(const QByteArray& text)
{
    QList<QByteArray> result = text.split('\n');
    if (!result.isEmpty() && result.last().isEmpty())
        result.removeLast();
    return result;
}

inline QByteArray asArray(const support::Bytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

/// A test of rhapsode-cli with a folder of its own, in which calls.pcap holds the calls of `script`.
class CliTest : public QObject {
protected:
    void makeFolder()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        write("calls.pcap", asArray(support::captureOfScript(script)));
    }

    [[nodiscard]] QString path(const char* name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }

    void write(const char* name, const QByteArray& bytes)
    {
        QFile file{path(name)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace tests::system
