// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** Lets the goroutine profile read where the JDK keeps its virtual threads, and change nothing there. */
final class ThreadContainerAccess {
    private static final String PACKAGE = "jdk.internal.vm";

    private ThreadContainerAccess() {}

    /** Opens the package to pprof4j in the agent and on the application's class path. */
    static void open(Instrumentation instrumentation) {
        Module base = Object.class.getModule();
        Set<Module> ours = Set.of(
                ThreadContainerAccess.class.getClassLoader().getUnnamedModule(),
                ClassLoader.getSystemClassLoader().getUnnamedModule());
        instrumentation.redefineModule(base, Set.of(), Map.of(PACKAGE, ours), Map.of(), Set.of(), Map.of());
    }
}
