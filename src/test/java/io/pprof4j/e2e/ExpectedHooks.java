// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the tracer has to do to a class: one call of a counting hook for each allocation instruction of each method, or
 * one of the reasons listed here. The one place in the tests of the zoo that names hooks and reasons.
 */
final class ExpectedHooks {
    static final String HOOK = "java/lang/PprofAllocationHook";

    /** Whatever the form: how all hooks begin. */
    static final String ANY_HOOK = "java/lang/Pprof";

    static final String TOO_LARGE = "allocations in a method too large";
    static final String HUGE = "allocations in a method that would no longer be compiled";
    static final String BODY = "allocations counted at the call";
    static final String CARRIER = "allocations between carriers";
    static final String UNREADABLE = "unreadable class files";

    private static final int LARGEST_CODE = 65535;
    private static final int LARGEST_COMPILED = 8000;
    private static final int MOST_BYTES_PER_SITE = 16;

    private static final String[] NEW = {"made", "constructing", "objectAhead", "concatenated"};
    private static final String[] ARRAY = {
        "bytes", "booleans", "shorts", "chars", "ints", "floats", "longs", "doubles", "references"
    };
    private static final String[] MULTI_ARRAY = {"arrays"};
    private static final String[] COUNTING =
            Stream.of(NEW, ARRAY, MULTI_ARRAY).flatMap(Stream::of).toArray(String[]::new);

    /** Methods whose calls are counted: the JIT has code of its own for them, and their body is left alone. */
    private static final Set<String> BODIES = Set.of(
            "jdk/internal/misc/Unsafe.allocateUninitializedArray0(Ljava/lang/Class;I)Ljava/lang/Object;",
            "java/util/Arrays.copyOf([Ljava/lang/Object;ILjava/lang/Class;)[Ljava/lang/Object;",
            "java/util/Arrays.copyOfRange([Ljava/lang/Object;IILjava/lang/Class;)[Ljava/lang/Object;",
            "java/math/BigInteger.implMultiplyToLen([II[II[I)[I");

    /** Array.newInstance has a native for several dimensions. */
    private static final String NATIVE_MULTI_ARRAY = "java/lang/reflect/Array.newInstance(Ljava/lang/Class;[I)";

    private static final String[] CARRIERS = {
        "java/lang/VirtualThread", "java/lang/ThreadBuilders$BoundVirtualThread", "jdk/internal/vm/"
    };

    private ExpectedHooks() {}

    /**
     * What became of one class.
     *
     * @param sites allocation instructions
     * @param skipped sites that no hook counts, by reason
     * @param defect what should not be; empty if all is well
     */
    record Judgement(int sites, Map<String, Integer> skipped, String defect) {}

    static Judgement judge(String className, byte[] original, byte[] instrumented) {
        Map<String, AllocationSites.Code> before;
        try {
            before = AllocationSites.of(original, ANY_HOOK);
        } catch (RuntimeException unreadable) {
            return new Judgement(0, Map.of(UNREADABLE, 1), "");
        }
        boolean changed = !Arrays.equals(original, instrumented);
        return judge(className, before, changed ? AllocationSites.of(instrumented, ANY_HOOK) : before);
    }

    private static Judgement judge(
            String className, Map<String, AllocationSites.Code> before, Map<String, AllocationSites.Code> after) {
        Map<String, Integer> skipped = new TreeMap<>();
        Map<String, String> defects = new LinkedHashMap<>();
        int sites = 0;
        if (!before.keySet().equals(after.keySet())) {
            defects.put("", "other methods than before");
        }
        for (Map.Entry<String, AllocationSites.Code> method : before.entrySet()) {
            AllocationSites.Code was = method.getValue();
            AllocationSites.Code is = after.get(method.getKey());
            sites += was.sites();
            if (is == null || isCounted(className + "." + method.getKey(), was, is)) {
                continue;
            }
            String reason = is.hooks(COUNTING) == 0 ? reason(className, method.getKey(), was) : null;
            if (reason == null) {
                defects.put(method.getKey(), difference(was, is));
            } else {
                skipped.merge(reason, was.sites(), Integer::sum);
            }
        }
        return new Judgement(sites, skipped, defects.isEmpty() ? "" : defects.toString());
    }

    private static boolean isCounted(String method, AllocationSites.Code was, AllocationSites.Code is) {
        int natives = method.startsWith(NATIVE_MULTI_ARRAY) ? 1 : 0;
        return is.news() == was.news()
                && is.arrays() == was.arrays()
                && is.multiArrays() == was.multiArrays()
                && is.hooks(NEW) == was.news()
                && is.hooks(ARRAY) == was.arrays() + was.arrayCalls()
                && is.hooks(MULTI_ARRAY) == was.multiArrays() + natives;
    }

    private static String reason(String className, String method, AllocationSites.Code was) {
        for (String carrier : CARRIERS) {
            if (className.startsWith(carrier)) {
                return CARRIER;
            }
        }
        if (BODIES.contains(className + "." + method)) {
            return BODY;
        }
        int most = was.largestSize() + MOST_BYTES_PER_SITE * (was.sites() + was.arrayCalls());
        if (most > LARGEST_CODE) {
            return TOO_LARGE;
        }
        return was.smallestSize() <= LARGEST_COMPILED && most > LARGEST_COMPILED ? HUGE : null;
    }

    private static String difference(AllocationSites.Code was, AllocationSites.Code is) {
        return was.news() + " new, " + was.arrays() + " arrays, " + was.multiArrays() + " arrays of arrays, "
                + was.arrayCalls() + " arrays by calls, but " + is;
    }
}
