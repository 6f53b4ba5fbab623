// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * A class as profiles show it.
 *
 * @param name in source form: {@code byte[]}, {@code java.util.HashMap$Node}; without the address of a hidden class
 * @param instanceBytes size of one instance with header and padding; 0 for arrays, whose size depends on the length
 */
record AllocatedType(String name, int instanceBytes) {
    static AllocatedType of(Class<?> type, int instanceBytes) {
        return new AllocatedType(sourceName(type.getTypeName()), instanceBytes);
    }

    /** Hidden classes are named after their address, lambdas also by a counter: all lambdas of a class are one type. */
    static String sourceName(String typeName) {
        int lambda = typeName.indexOf("$$Lambda");
        if (lambda >= 0) {
            return typeName.substring(0, lambda + "$$Lambda".length());
        }
        int address = typeName.indexOf("/0x");
        return address < 0 ? typeName : typeName.substring(0, address);
    }
}
