// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core::base {

/// For std::unique_ptr over objects of C libraries: `std::unique_ptr<X509, Release<X509_free>>`.
template <auto release>
struct Release {
    template <typename T>
    void operator()(T* object) const
    {
        release(object);
    }
};

} // namespace core::base
