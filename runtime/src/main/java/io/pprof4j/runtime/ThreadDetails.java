// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * What the JVM says about platform threads beside their stacks; nothing in a Java runtime without module
 * java.management.
 *
 * @param byId by the threads' numbers
 */
record ThreadDetails(Map<Long, ThreadInfo> byId) {

    static ThreadDetails read() {
        Map<Long, ThreadInfo> byId = new HashMap<>();
        try {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (info != null) {
                    byId.put(info.getThreadId(), info);
                }
            }
        } catch (LinkageError noManagementModule) {
            byId.clear();
        }
        return new ThreadDetails(byId);
    }
}
