// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.function.LongSupplier;

/**
 * Bytes allocated by all threads of this JVM, dead ones too; -1 before JDK 17.0.11. A template, see {@link
 * AllocatedBytes}.
 */
final class JvmBytesTemplate implements LongSupplier {
    @Override
    public long getAsLong() {
        try {
            AllocatedBytes.Bean bean = ThreadBytesTemplate.BEAN;
            return bean == null ? -1 : bean.getTotalThreadAllocatedBytes();
        } catch (LinkageError olderJdk) {
            return -1;
        }
    }
}
