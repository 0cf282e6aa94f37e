# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed where, and the Debian package made of it: cmake --install, or cpack in the build folder.
include(GNUInstallDirs)

foreach(program rhapsode rhapsode-cli)
    if(TARGET ${program})
        install(TARGETS ${program} RUNTIME)
        install(FILES ${CMAKE_CURRENT_LIST_DIR}/man/${program}.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    endif()
endforeach()
# Without its capability, which belongs to the file on the machine: installer/run and the package's postinst give it.
install(TARGETS rhapsode-sniff RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/rhapsode
    PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/man/rhapsode-sniff.8 DESTINATION ${CMAKE_INSTALL_MANDIR}/man8)
if(TARGET rhapsode)
    set(desktop ${PROJECT_SOURCE_DIR}/resources/desktop)
    install(FILES ${desktop}/rhapsode.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES ${desktop}/rhapsode.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES ${desktop}/rhapsode-mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME rhapsode.xml)
    install(FILES ${desktop}/rhapsode.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
foreach(rows messages calls findings registrations subscriptions health streams sources agents link clocks statistics)
    install(FILES ${PROJECT_SOURCE_DIR}/resources/schema/${rows}.schema.json
        DESTINATION ${CMAKE_INSTALL_DATADIR}/rhapsode/schema)
endforeach()
install(FILES ${CMAKE_CURRENT_LIST_DIR}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME rhapsode)
set(CPACK_PACKAGE_VENDOR "The Rhapsode authors")
set(CPACK_PACKAGE_CONTACT "The Rhapsode authors <rhapsode@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGE_DESCRIPTION
    "Receives SIP from HEP agents, network interfaces and capture files, keeps it losslessly in one session file
and shows calls, registrations and messages while they arrive. rhapsode-cli does the same without a window.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# A plugin that nothing links: dpkg-shlibdeps cannot see it, and icons are SVG.
set(CPACK_DEBIAN_PACKAGE_DEPENDS libqt6svg6 libcap2-bin passwd)
list(JOIN CPACK_DEBIAN_PACKAGE_DEPENDS ", " CPACK_DEBIAN_PACKAGE_DEPENDS)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/debian/postinst)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-dejavu-core | fonts-noto-core")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS fonts-jetbrains-mono)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
