// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/key_log_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace core::tls;

namespace {

std::string line(char digit)
{
    return "CLIENT_RANDOM " + std::string(64, digit) + " " + std::string(96, '0') + "\n";
}

} // namespace

class TestKeyLogFile : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath("keys.log").toStdString();
    }

    void growingFile();
    void halfLine();
    void replacedFile();
    void shortenedFile();
    void lastLineWithoutEnd();
    void linesWithoutSense();
    void missingFile();
    void notAFile();

private:
    void append(const std::string& text) const { std::ofstream{m_path, std::ios::app} << text; }

    /// First digits of the randoms of what is new.
    static std::string read(KeyLogFile& file)
    {
        std::string digits;
        const auto status = file.read([&](Secret&& secret) { digits += toHex(secret.random).front(); });
        return status ? digits : "failed";
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_path;
};

void TestKeyLogFile::growingFile()
{
    append(line('1') + line('2'));
    KeyLogFile file{m_path};
    QCOMPARE(read(file), "12");
    QCOMPARE(read(file), "");
    append(line('3'));
    QCOMPARE(read(file), "3");
}

void TestKeyLogFile::halfLine()
{
    const std::string whole = line('1');
    append(whole.substr(0, 100));
    KeyLogFile file{m_path};
    QCOMPARE(read(file), "");
    append(whole.substr(100));
    QCOMPARE(read(file), "1");
}

void TestKeyLogFile::replacedFile()
{
    append(line('1'));
    KeyLogFile file{m_path};
    QCOMPARE(read(file), "1");
    std::filesystem::rename(m_path, m_path.string() + ".old");
    append(line('2') + line('3'));
    QCOMPARE(read(file), "23");
}

void TestKeyLogFile::shortenedFile()
{
    append(line('1') + line('2'));
    KeyLogFile file{m_path};
    QCOMPARE(read(file), "12");
    std::ofstream{m_path, std::ios::trunc} << line('4');
    QCOMPARE(read(file), "4");
}

void TestKeyLogFile::lastLineWithoutEnd()
{
    std::string text = line('1');
    text.pop_back();
    append(text);
    KeyLogFile file{m_path};
    std::size_t found = 0;
    QVERIFY(file.readToEnd([&](Secret&&) { ++found; }));
    QCOMPARE(found, std::size_t{1});
}

void TestKeyLogFile::linesWithoutSense()
{
    append(std::string(1'000'000, 'x') + line('9') + "# comment\n\n" + line('1'));
    KeyLogFile file{m_path};
    QCOMPARE(read(file), "1");
}

void TestKeyLogFile::missingFile()
{
    KeyLogFile file{m_path};
    const auto status = file.read([](Secret&&) {});
    QVERIFY(!status);
    QCOMPARE(status.error().code, core::base::ErrorCode::FileNotFound);
}

void TestKeyLogFile::notAFile()
{
    KeyLogFile file{m_path.parent_path()};
    QVERIFY(!file.read([](Secret&&) {}));
}

QTEST_GUILESS_MAIN(TestKeyLogFile)
#include "tst_key_log_file.moc"
