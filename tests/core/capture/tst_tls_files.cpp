// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/tls_files.h"

#include <QtTest>
#include <memory>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

using namespace core;
using namespace core::capture;

class TestTlsFiles : public QObject {
    Q_OBJECT

private slots:
    void makesACertificateOnce();
    void keepsTheKeyPrivate();
    void saysThatTheFolderIsNotWritable();
    void putsDataWhereTheUserWantsThem();
};

void TestTlsFiles::makesACertificateOnce()
{
    const QTemporaryDir folder;
    const auto files = ownTlsFiles(folder.path().toStdString() + "/new/folder");
    QVERIFY(files.has_value());
    QFile file{QString::fromStdString(files->certificate.string())};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray pem = file.readAll();
    using Memory = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
    const auto memory = [&pem] {
        return Memory{BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())), BIO_free_all};
    };
    const std::unique_ptr<X509, decltype(&X509_free)> certificate{
        PEM_read_bio_X509(memory().get(), nullptr, nullptr, nullptr), X509_free};
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{
        PEM_read_bio_PrivateKey(memory().get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
    QVERIFY(certificate && key);
    QCOMPARE(X509_check_private_key(certificate.get(), key.get()), 1);
    QCOMPARE(X509_verify(certificate.get(), key.get()), 1);
    QCOMPARE(X509_check_host(certificate.get(), "localhost", 0, 0, nullptr), 1);
    QCOMPARE(X509_check_ip_asc(certificate.get(), "::1", 0), 1);
    QCOMPARE(X509_cmp_current_time(X509_get0_notBefore(certificate.get())), -1);

    const auto again = ownTlsFiles(folder.path().toStdString() + "/new/folder");
    QVERIFY(again.has_value());
    QCOMPARE(again->certificate, files->certificate);
    file.seek(0);
    QCOMPARE(file.readAll(), pem);
    QCOMPARE(QDir{folder.path() + QStringLiteral("/new/folder")}.entryList(QDir::Files).size(), 1);
}

void TestTlsFiles::keepsTheKeyPrivate()
{
    const QTemporaryDir folder;
    const mode_t before = ::umask(0);
    const auto files = ownTlsFiles(folder.path().toStdString());
    ::umask(before);
    QVERIFY(files.has_value());

    struct stat status {};

    QCOMPARE(::stat(files->key.c_str(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0600U);
}

void TestTlsFiles::saysThatTheFolderIsNotWritable()
{
    const auto files = ownTlsFiles("/proc/nowhere");
    QVERIFY(!files.has_value());
    QVERIFY(!ownTlsFiles({}).has_value());
    QCOMPARE(ownTlsFiles({}).error().code, base::ErrorCode::FolderNotWritable);
}

void TestTlsFiles::putsDataWhereTheUserWantsThem()
{
    qputenv("XDG_DATA_HOME", "/some/data");
    QCOMPARE(dataFolder().string(), std::string{"/some/data/rhapsode"});
    qunsetenv("XDG_DATA_HOME");
    qputenv("HOME", "/home/user");
    QCOMPARE(dataFolder().string(), std::string{"/home/user/.local/share/rhapsode"});
}

QTEST_GUILESS_MAIN(TestTlsFiles)
#include "tst_tls_files.moc"
