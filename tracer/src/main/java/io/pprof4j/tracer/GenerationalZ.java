// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** Tells whether this JVM's collector is the generational ZGC, the one that has minor and major collections of its own. */
final class GenerationalZ {
    private GenerationalZ() {}

    /** There is none before JDK 21. */
    static boolean isCollector() {
        if (Runtime.version().feature() < 21) {
            return false;
        }
        try {
            for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
                if (bean.getName().startsWith("ZGC Major")) {
                    return true;
                }
            }
            return false;
        } catch (LinkageError noManagementModule) {
            return false;
        }
    }
}
