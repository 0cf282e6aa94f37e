// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/system/house_rules.h"

#include "tests/system/layers.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace tests::system {
namespace {

using Report = std::function<void(qsizetype line, const QString& sentence)>;

const QStringList topFolders{u".ci"_s,       u"app"_s,          u"core"_s,  u"ui"_s,
                             u"resources"_s, u"translations"_s, u"tests"_s, u"installer"_s};

bool isCpp(const QString& path)
{
    return path.endsWith(u".cpp"_s) || path.endsWith(u".h"_s);
}

bool isBelow(const QString& path, const QString& folder)
{
    return path.startsWith(folder + u'/');
}

/// "core/session" for "core/session/sqlite/statement.h": the first two names are the layer.
QString layerOf(const QString& path)
{
    return path.section(u'/', 0, 1);
}

/// The text without comments, line for line, so that a sentence about a rule is no violation of it.
QString withoutComments(QString text)
{
    static const QRegularExpression block(u"/\\*.*?\\*/"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression line(u"(?<!:)//[^\n]*"_s);
    for (auto match = block.match(text); match.hasMatch(); match = block.match(text)) {
        const QString lines(match.captured().count(u'\n'), u'\n');
        text.replace(match.capturedStart(), match.capturedLength(), lines);
    }
    return text.remove(line);
}

void checkTop(const SourceFile& file, const Report& report)
{
    const QString top = file.path.section(u'/', 0, 0);
    if (top != file.path && !topFolders.contains(top))
        report(1, u"the folder '%1' is none of: %2"_s.arg(top, topFolders.join(u' ')));
}

void checkLicence(const SourceFile& file, const Report& report)
{
    const QString name = file.path.section(u'/', -1);
    const bool isSource = isCpp(name) || name.endsWith(u".cmake"_s) || name == u"CMakeLists.txt"_s ||
                          name.endsWith(u".sh"_s) || name.endsWith(u".awk"_s) ||
                          file.text.startsWith(u"#!"_s);
    if (isSource && !file.text.section(u'\n', 0, 2).contains(u"SPDX-License-Identifier: GPL-3.0-or-later"_s))
        report(1, u"no SPDX line at the top"_s);
}

void checkNamespace(const SourceFile& file, const Report& report)
{
    const QString layer = layerOf(file.path);
    if (!file.path.endsWith(u".h"_s) || !layers().contains(layer))
        return;
    // `export` is a keyword, so that one folder's namespace is longer than its name.
    const QString name = u"namespace "_s + QString(layer).replace(u'/', u"::"_s);
    if (!file.text.contains(name))
        report(1, u"does not declare '%1'"_s.arg(name));
}

bool isQtHeader(const QString& header)
{
    static const QRegularExpression qt(u"^(Q[A-Z].*|Qt[A-Z]\\w*/.*|q[a-z]+\\.h)$"_s);
    return qt.match(header).hasMatch();
}

bool isSocketOrSqlHeader(const QString& header)
{
    static const QRegularExpression pattern(
        u"^(sys/socket\\.h|sys/un\\.h|netinet/.*|arpa/inet\\.h|netdb\\.h|poll\\.h|"
        "sys/epoll\\.h|Q(Tcp|Udp|Ssl|Local|Abstract)(Socket|Server)|QtNetwork.*|"
        "QNetwork.*|QSql.*|QtSql.*)$"_s);
    return pattern.match(header).hasMatch();
}

/// A library's header stays behind the few files that wrap the library.
void checkLibrary(const QString& path, const QString& header, const Report& fail, qsizetype line)
{
    struct Library {
        QString header;
        QStringList wrappers;
    };

    const QList<Library> libraries{{u"sqlite3.h"_s, {u"core/session/sqlite"_s}},
                                   {u"pcap.h"_s, {u"core/capture"_s, u"app/sniff"_s}},
                                   {u"pcap/"_s, {u"core/capture"_s, u"app/sniff"_s}},
                                   {u"asio"_s, {u"core/capture"_s, u"core/forward"_s}},
                                   {u"qcustomplot.h"_s, {u"ui/charts"_s}}};
    for (const auto& [name, wrappers] : libraries) {
        const bool isWrapper =
            std::ranges::any_of(wrappers, [&path](const QString& wrapper) { return isBelow(path, wrapper); });
        if (header.startsWith(name) && !(isWrapper && path.endsWith(u".cpp"_s)))
            fail(line, u"<%1> belongs in %2/*.cpp only"_s.arg(header, wrappers.join(u" or "_s)));
    }
}

/// An include of one of our own headers against the table.
void checkLayer(const QString& path, const QString& header, const Report& fail, qsizetype line)
{
    const QString from = layerOf(path);
    const QString to = layerOf(header);
    if (isBelow(path, u"tests"_s)) {
        if (isBelow(path, u"tests/core"_s) && isBelow(header, u"ui"_s))
            fail(line, u"a test of core includes %1"_s.arg(header));
        return;
    }
    if (isBelow(header, u"tests"_s) || isBelow(header, u"app"_s)) {
        if (!(isBelow(path, u"app"_s) && isBelow(header, u"app"_s)))
            fail(line, u"%1 may not include %2"_s.arg(from, header));
        return;
    }
    if (!isBelow(path, u"app"_s) && from != to && !layers().value(from).contains(to))
        fail(line, u"%1 may not include %2"_s.arg(from, to));
}

void checkIncludes(const SourceFile& file, const QSet<QString>& all, const Report& report)
{
    static const QRegularExpression include(u"^[ \\t]*#[ \\t]*include[ \\t]*([<\"])([^>\"]+)[>\"]"_s,
                                            QRegularExpression::MultilineOption);
    const bool isTest = isBelow(file.path, u"tests"_s);
    for (auto matches = include.globalMatch(file.text); matches.hasNext();) {
        const auto match = matches.next();
        const QString header = match.captured(2);
        const qsizetype line = 1 + QStringView(file.text).first(match.capturedStart(2)).count(u'\n');
        if (isBelow(file.path, u"core"_s) && isQtHeader(header))
            report(line, u"core knows no Qt, and this is <%1>"_s.arg(header));
        if (isBelow(file.path, u"ui"_s) && isSocketOrSqlHeader(header))
            report(line, u"ui knows no sockets and no SQL, and this is <%1>"_s.arg(header));
        if (!isTest)
            checkLibrary(file.path, header, report, line);
        static const QRegularExpression generated(u"\\.moc$|^moc_|^ui_|^qcustomplot\\.h$"_s);
        if (match.captured(1) != u"\""_s || generated.match(header).hasMatch())
            continue;
        if (all.contains(header))
            checkLayer(file.path, header, report, line);
        else
            report(line, u"\"%1\" is no header of ours; our includes start at the top folder"_s.arg(header));
    }
}

void checkColours(const SourceFile& file, const Report& report)
{
    static const QRegularExpression literal(u"QColor(\\s+\\w+)?(::from\\w+)?\\s*[({]\\s*([0-9]|u?\"|Qt::|"
                                            u"QStringLiteral|QLatin1)|\\bqRgba?\\s*\\(\\s*[0-9]|"
                                            "#[0-9a-fA-F]{6}\\b|\\bQt::(white|black|(dark|light)?(Red|Green|"
                                            "Blue|Cyan|Magenta|Yellow|Gray)|red|green|blue|"
                                            "cyan|magenta|yellow|gray)\\b"_s);
    const bool isOurs =
        (isBelow(file.path, u"ui"_s) && layerOf(file.path) != u"ui/theme"_s) || isBelow(file.path, u"app"_s);
    if (!isOurs || !isCpp(file.path))
        return;
    const QString text = withoutComments(file.text);
    for (auto matches = literal.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const qsizetype line = 1 + QStringView(text).first(match.capturedStart()).count(u'\n');
        report(line, u"a colour ('%1') outside ui/theme"_s.arg(match.captured().simplified()));
    }
}

void checkMachinePaths(const SourceFile& file, const QStringList& machineFolders, const Report& report)
{
    for (const QString& folder : machineFolders) {
        const QRegularExpression path(
            uR"((^|[\s"'`(<=:,;])/%1(/|$|[\s"'`)>,;]))"_s.arg(QRegularExpression::escape(folder)),
            QRegularExpression::MultilineOption);
        const auto match = path.match(file.text);
        if (match.hasMatch())
            report(1 + QStringView(file.text).first(match.capturedEnd(1)).count(u'\n'),
                   u"a path into /%1, which only this machine has"_s.arg(folder));
    }
}

QStringList pathsFromGit(const QString& top)
{
    QProcess git;
    git.setWorkingDirectory(top);
    git.start(u"git"_s, {u"ls-files"_s, u"-z"_s, u"--cached"_s, u"--others"_s, u"--exclude-standard"_s});
    if (!git.waitForFinished() || git.exitStatus() != QProcess::NormalExit || git.exitCode() != 0)
        return {};
    return QString::fromUtf8(git.readAllStandardOutput()).split(u'\0', Qt::SkipEmptyParts);
}

QStringList pathsFromDisk(const QString& top)
{
    QStringList paths;
    for (QDirIterator files(top, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         files.hasNext();) {
        const QString path = QDir(top).relativeFilePath(files.next());
        if (!isBelow(path, u"build"_s) && !isBelow(path, u".git"_s))
            paths.append(path);
    }
    return paths;
}

} // namespace

std::vector<SourceFile> readRepository(const QString& top)
{
    QStringList paths = pathsFromGit(top);
    if (paths.isEmpty())
        paths = pathsFromDisk(top);
    std::vector<SourceFile> files;
    for (const QString& path : paths) {
        QFile file(QDir(top).filePath(path));
        if (!file.open(QIODevice::ReadOnly))
            continue; // deleted, and not yet committed
        const QByteArray bytes = file.readAll();
        files.push_back({path, bytes.contains('\0') ? QString() : QString::fromUtf8(bytes)});
    }
    return files;
}

QStringList foldersOfThisMachine()
{
    // The Filesystem Hierarchy Standard's, and what Debian and its live systems add.
    const QStringList usual{u"bin"_s,   u"boot"_s,  u"dev"_s,    u"etc"_s,       u"home"_s, u"lib"_s,
                            u"lib32"_s, u"lib64"_s, u"libx32"_s, u"media"_s,     u"mnt"_s,  u"opt"_s,
                            u"proc"_s,  u"root"_s,  u"run"_s,    u"sbin"_s,      u"srv"_s,  u"sys"_s,
                            u"tmp"_s,   u"usr"_s,   u"var"_s,    u"lost+found"_s};
    QStringList folders = QDir(u"/"_s).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
    folders.removeIf([&](const QString& name) { return usual.contains(name); });
    return folders;
}

QStringList violations(const std::vector<SourceFile>& files, const QStringList& machineFolders)
{
    QStringList found;
    QSet<QString> all;
    for (const auto& file : files)
        all.insert(file.path);
    for (const auto& file : files) {
        const Report report = [&](qsizetype line, const QString& sentence) {
            found.append(u"%1:%2: %3"_s.arg(file.path).arg(line).arg(sentence));
        };
        checkTop(file, report);
        checkLicence(file, report);
        checkNamespace(file, report);
        checkMachinePaths(file, machineFolders, report);
        if (!isCpp(file.path))
            continue;
        const QString layer = layerOf(file.path);
        if ((isBelow(file.path, u"core"_s) || isBelow(file.path, u"ui"_s)) && !layers().contains(layer))
            report(1, u"the folder '%1' has no place in the table of layers"_s.arg(layer));
        checkIncludes(file, all, report);
        checkColours(file, report);
    }
    return found;
}

} // namespace tests::system
