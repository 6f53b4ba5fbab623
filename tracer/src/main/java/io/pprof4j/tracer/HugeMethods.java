// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** HotSpot never compiles a method of more than 8,000 bytes of code (hotspot: globals.hpp, HugeMethodLimit). */
final class HugeMethods {
    static final int LIMIT = 8000;

    private HugeMethods() {}

    /** Name and descriptor of the methods that were compiled and, having grown, no longer would be. */
    static Set<String> grown(byte[] before, byte[] after) {
        Set<String> grown = new HashSet<>();
        Map<String, Integer> lengths = new HashMap<>();
        ClassFile original = new ClassFile(before);
        for (ClassFile.Method method : original.methods()) {
            lengths.put(name(original, method), method.codeLength());
        }
        ClassFile changed = new ClassFile(after);
        for (ClassFile.Method method : changed.methods()) {
            String name = name(changed, method);
            if (method.codeLength() > LIMIT && lengths.getOrDefault(name, LIMIT + 1) <= LIMIT) {
                grown.add(name);
            }
        }
        return grown;
    }

    private static String name(ClassFile file, ClassFile.Method method) {
        return file.utf8(method.name()) + file.utf8(method.descriptor());
    }
}
