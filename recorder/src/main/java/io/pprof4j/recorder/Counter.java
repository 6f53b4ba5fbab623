// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * What one counter counts: objects of a type that one line allocates.
 *
 * @param type if an array's, the next counter counts the bytes
 */
record Counter(StackTraceElement frame, AllocatedType type) {
    boolean hasBytes() {
        return type.instanceBytes() == 0;
    }
}
