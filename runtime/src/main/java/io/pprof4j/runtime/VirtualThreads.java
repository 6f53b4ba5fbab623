// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All virtual threads. The JDK keeps them in containers (JDK 21 and later) that only its own thread dump may read; the
 * agent opens their package to pprof4j. Stateless.
 */
final class VirtualThreads {
    /** What the agent opens. */
    static final String PACKAGE = "jdk.internal.vm";

    static final int FIRST_JDK = 21;
    private static final String BLIND = "virtual threads are not listed: the JDK shows them to the agent only;"
            + " start the JVM with -javaagent:pprof4j.jar=http=port, or with --add-exports java.base/jdk.internal.vm=ALL-UNNAMED";

    private VirtualThreads() {}

    /**
     * What was found.
     *
     * @param comments why there may be more of them
     */
    record Found(List<Thread> threads, List<String> comments) {}

    static Found all() {
        if (Runtime.version().feature() < FIRST_JDK) {
            return new Found(List.of(), List.of());
        }
        try {
            List<Thread> threads = new ArrayList<>();
            collect(containers().getMethod("root").invoke(null), threads);
            return new Found(threads, List.of());
        } catch (ReflectiveOperationException | RuntimeException notOpenOrOtherJdk) {
            return new Found(List.of(), List.of(BLIND));
        }
    }

    private static Class<?> containers() throws ClassNotFoundException {
        return Class.forName(PACKAGE + ".ThreadContainers");
    }

    private static void collect(Object container, List<Thread> threads) throws ReflectiveOperationException {
        each(container, "threads", thread -> {
            if (isVirtual((Thread) thread)) {
                threads.add((Thread) thread);
            }
        });
        each(container, "children", child -> collect(child, threads));
    }

    private static void each(Object container, String stream, Visitor visitor) throws ReflectiveOperationException {
        Method method = Class.forName(PACKAGE + ".ThreadContainer").getMethod(stream);
        List<?> elements;
        try (Stream<?> all = (Stream<?>) method.invoke(container)) {
            elements = all.toList();
        }
        for (Object element : elements) {
            visitor.visit(element);
        }
    }

    private interface Visitor {
        void visit(Object element) throws ReflectiveOperationException;
    }

    /** Thread.isVirtual, which JDK 17 has not. */
    private static boolean isVirtual(Thread thread) {
        Class<?> type = thread.getClass();
        return type.getName().equals("java.lang.VirtualThread")
                || type.getName().equals("java.lang.ThreadBuilders$BoundVirtualThread");
    }
}
