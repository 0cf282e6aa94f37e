// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/input_stream.h"
#include "tests/support/capture_file_builder.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <thread>

using namespace core;
using namespace core::capture;
using namespace tests::support;

Q_DECLARE_METATYPE(Bytes)

namespace {

struct Content {
    Bytes bytes;
    std::optional<base::Error> error;
};

Content contentOf(const std::string& path)
{
    Content content;
    auto stream = InputStream::open(path);
    if (!stream)
        return {{}, stream.error()};
    Bytes room(10'000);
    for (;;) {
        const auto got = stream->read(room, {});
        if (!got)
            content.error = got.error();
        if (!got || *got == 0)
            return content;
        content.bytes.insert(content.bytes.end(), room.begin(),
                             room.begin() + static_cast<std::ptrdiff_t>(*got));
    }
}

} // namespace

class InputStreamTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static void columns()
    {
        QTest::addColumn<Bytes>("packed");
        const Bytes plain = pattern(600'000);
        QTest::newRow("gzip") << gzip(plain);
        QTest::newRow("zstd") << zstd(plain);
        QTest::newRow("lz4") << lz4(plain);
        QTest::newRow("xz") << xz(plain);
    }

private slots:

    void compressedFile_data() { columns(); }

    void compressedFile()
    {
        QFETCH(Bytes, packed);
        const std::string path = m_folder.filePath("file").toStdString();
        QVERIFY(writeFile(path, packed));
        const Content content = contentOf(path);
        QVERIFY(!content.error);
        QVERIFY(content.bytes == pattern(600'000));
    }

    void compressedPipe_data() { columns(); }

    void compressedPipe()
    {
        QFETCH(Bytes, packed);
        const std::string path = m_folder.filePath("pipe").toStdString();
        static_cast<void>(::remove(path.c_str()));
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
        std::jthread writer{[&] { static_cast<void>(writeFile(path, packed)); }};
        const Content content = contentOf(path);
        QVERIFY(!content.error);
        QVERIFY(content.bytes == pattern(600'000));
    }

    void cutOff_data() { columns(); }

    void cutOff()
    {
        QFETCH(Bytes, packed);
        const std::string path = m_folder.filePath("cut").toStdString();
        packed.resize(packed.size() - 3);
        QVERIFY(writeFile(path, packed));
        const Content content = contentOf(path);
        QCOMPARE(content.error.value().code, base::ErrorCode::CaptureTruncated);
        QCOMPARE(content.error->subject, path);
        QCOMPARE(content.error->detail, "compressed offset " + std::to_string(packed.size()));
        QVERIFY(content.bytes.size() > 300'000);
    }

    void windowTooLarge()
    {
        const std::string path = m_folder.filePath("window").toStdString();
        QVERIFY(writeFile(path, zstd(pattern(1'000), 30)));
        QCOMPARE(contentOf(path).error.value().code, base::ErrorCode::CompressionUnsupported);
    }

    void stopWithinMuchOutputOfLittleInput()
    {
        const std::string path = m_folder.filePath("bomb").toStdString();
        QVERIFY(writeFile(path, zstd(Bytes(std::size_t{32} << 20U))));
        auto stream = InputStream::open(path);
        QVERIFY(bool{stream});
        std::stop_source stop;
        Bytes room(1'000);
        QVERIFY(bool{stream->read(room, stop.get_token())});
        stop.request_stop();
        QCOMPARE(stream->read(room, stop.get_token()).error().code, base::ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(InputStreamTest)
#include "tst_input_stream.moc"
