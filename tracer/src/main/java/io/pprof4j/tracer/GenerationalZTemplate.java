// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.function.BooleanSupplier;

/**
 * Whether this JVM's collector is the generational ZGC, by the arguments that it was started with: the JVM's management
 * would tell, too, but loading it takes long, and may fail on a full heap. A template, see {@link GenerationalZ}.
 */
final class GenerationalZTemplate implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
        boolean z = false;
        // An option in JDK 21 and 22, the default in 23, and the only ZGC from 24 on.
        boolean generational = Runtime.version().feature() >= 23;
        boolean single = Runtime.version().feature() >= 24;
        for (String argument : Vm.getRuntimeArguments()) {
            if (argument.equals("-XX:+UseZGC")) {
                z = true;
            } else if (argument.equals("-XX:+ZGenerational")) {
                generational = true;
            } else if (argument.equals("-XX:-ZGenerational") && !single) {
                generational = false;
            }
        }
        return z && generational;
    }

    /** jdk.internal.misc.VM. */
    abstract static class Vm {
        private Vm() {}

        static String[] getRuntimeArguments() {
            return new String[0];
        }
    }
}
