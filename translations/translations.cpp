// SPDX-License-Identifier: GPL-3.0-or-later
// A static library needs one translation unit; its content is what qt_add_translations() generates.
