// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.OwnFrames;
import java.util.List;

/** Which classes are instrumented. Immutable. */
final class ClassSelection {
    /**
     * Code that runs while a virtual thread is between two carriers: there the current thread is not what it seems,
     * and a stack cannot be walked.
     */
    private static final String[] BETWEEN_CARRIERS = {
        "java.lang.VirtualThread", "java.lang.ThreadBuilders$BoundVirtualThread", "jdk.internal.vm."
    };

    private final List<String> include;
    private final List<String> exclude;

    ClassSelection(AgentOptions options) {
        include = options.include();
        exclude = options.exclude();
    }

    /** @param className binary name with dots */
    boolean contains(String className) {
        return className.equals(SecondarySeed.CLASS)
                || (!OwnFrames.isOwn(className)
                        && !HookClass.isHook(className)
                        && !isBetweenCarriers(className)
                        && (include.isEmpty() || matchesAny(className, include))
                        && !matchesAny(className, exclude));
    }

    private static boolean isBetweenCarriers(String name) {
        for (String prefix : BETWEEN_CARRIERS) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesAny(String name, List<String> globs) {
        for (int i = 0; i < globs.size(); i++) {
            if (matches(name, globs.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@code *} matches any characters, dots too; {@code ?} one. Not a regular expression, whose classes would have to be
     * loaded before {@code main}.
     */
    private static boolean matches(String name, String glob) {
        int n = 0;
        int g = 0;
        int star = -1;
        int retry = 0;
        while (n < name.length()) {
            char c = g < glob.length() ? glob.charAt(g) : 0;
            if (c == '*') {
                star = g++;
                retry = n;
            } else if (c == '?' || (c != 0 && c == name.charAt(n))) {
                g++;
                n++;
            } else if (star >= 0) {
                g = star + 1;
                n = ++retry;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
