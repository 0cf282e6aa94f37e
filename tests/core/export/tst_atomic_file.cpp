// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/atomic_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace core;
using core::exporting::AtomicFile;

class AtomicFileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    QByteArray content(const char* name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
    }

    QStringList names() const
    {
        return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

private slots:

    void cleanup()
    {
        for (const QString& name : names())
            QFile::remove(m_folder.filePath(name));
    }

    void appearsWhole()
    {
        auto file = AtomicFile::create(path("a.txt"), false);
        QVERIFY(file.has_value());
        const std::string large(600'000, 'x');
        file->write(large);
        file->write("end");
        QVERIFY(!names().contains("a.txt"));
        QVERIFY(file->commit().has_value());
        QCOMPARE(names(), QStringList{"a.txt"});
        QCOMPARE(content("a.txt"), QByteArray::fromStdString(large) + "end");
        QCOMPARE(file->size(), std::uint64_t{600'003});
    }

    void leavesNothingWithoutCommit()
    {
        {
            auto file = AtomicFile::create(path("a.txt"), false);
            QVERIFY(file.has_value());
            file->write("half");
        }
        QCOMPARE(names(), QStringList{});
    }

    void existingFileIsKeptUnlessAsked()
    {
        QFile old(m_folder.filePath("a.txt"));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        const auto refused = AtomicFile::create(path("a.txt"), false);
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, base::ErrorCode::FileExists);
        QCOMPARE(content("a.txt"), QByteArray("old"));

        auto file = AtomicFile::create(path("a.txt"), true);
        QVERIFY(file.has_value());
        file->write("new");
        QCOMPARE(content("a.txt"), QByteArray("old")); // until the end
        QVERIFY(file->commit().has_value());
        QCOMPARE(content("a.txt"), QByteArray("new"));
    }

    void fileThatAppearsMeanwhileIsKept()
    {
        auto file = AtomicFile::create(path("a.txt"), false);
        QVERIFY(file.has_value());
        file->write("ours");
        QFile theirs(m_folder.filePath("a.txt"));
        QVERIFY(theirs.open(QIODevice::WriteOnly));
        theirs.write("theirs");
        theirs.close();
        const base::Status status = file->commit();
        QVERIFY(!status.has_value());
        QCOMPARE(status.error().code, base::ErrorCode::FileExists);
        QCOMPARE(content("a.txt"), QByteArray("theirs"));
    }

    void folderThatCannotBeWritten_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("missing") << m_folder.filePath("no/such/a.txt");
        QTest::newRow("a file in the way") << "/etc/passwd/a.txt";
        QTest::newRow("not ours") << "/proc/a.txt";
    }

    void folderThatCannotBeWritten()
    {
        QFETCH(QString, file);
        const auto refused = AtomicFile::create(file.toStdString(), false);
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, base::ErrorCode::FolderNotWritable);
        QCOMPARE(refused.error().subject, file.toStdString());
    }
};

QTEST_GUILESS_MAIN(AtomicFileTest)
#include "tst_atomic_file.moc"
