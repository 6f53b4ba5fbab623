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
        original.forEachMethod((name, descriptor, start, length) ->
                lengths.put(original.utf8(name) + original.utf8(descriptor), length));
        ClassFile changed = new ClassFile(after);
        changed.forEachMethod((nameIndex, descriptorIndex, start, length) -> {
            String method = changed.utf8(nameIndex) + changed.utf8(descriptorIndex);
            if (length > LIMIT && lengths.getOrDefault(method, LIMIT + 1) <= LIMIT) {
                grown.add(method);
            }
        });
        return grown;
    }
}
