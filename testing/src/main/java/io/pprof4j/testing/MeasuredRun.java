// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

/**
 * Calls the code that is measured. The recorder knows this class by name: what the JDK allocates beneath it is the
 * code's, where otherwise it would be pprof4j's, which calls it.
 */
final class MeasuredRun {
    private MeasuredRun() {}

    static <X extends Throwable> void call(MeasuredCode<X> code) throws X {
        code.run();
    }
}
