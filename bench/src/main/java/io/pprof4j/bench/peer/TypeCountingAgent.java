// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.peer;

import com.google.monitoring.runtime.instrumentation.AllocationRecorder;

/**
 * What is usually done with Google's allocation-instrumenter, which calls back for each allocation and counts nothing
 * itself: objects and bytes per class. Its agent must come first on the command line.
 */
public final class TypeCountingAgent {
    private TypeCountingAgent() {}

    public static void premain(String options) {
        AllocationRecorder.addSampler(new TypeCountingSampler());
    }
}
