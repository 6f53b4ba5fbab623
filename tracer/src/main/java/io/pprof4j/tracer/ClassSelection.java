// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.OwnFrames;
import java.util.List;
import java.util.regex.Pattern;

/** Which classes are instrumented. Immutable. */
final class ClassSelection {
    /**
     * Code that runs while a virtual thread is between two carriers: there the current thread is not what it seems,
     * and a stack cannot be walked.
     */
    private static final String[] BETWEEN_CARRIERS = {
        "java.lang.VirtualThread", "java.lang.ThreadBuilders$BoundVirtualThread", "jdk.internal.vm."
    };

    private final List<Pattern> include;
    private final List<Pattern> exclude;

    ClassSelection(AgentOptions options) {
        include = options.include().stream().map(ClassSelection::pattern).toList();
        exclude = options.exclude().stream().map(ClassSelection::pattern).toList();
    }

    /** @param className binary name with dots */
    boolean contains(String className) {
        return !OwnFrames.isOwn(className)
                && !HookClass.isHook(className)
                && !isBetweenCarriers(className)
                && (include.isEmpty() || matchesAny(className, include) || className.equals(SecondarySeed.CLASS))
                && !matchesAny(className, exclude);
    }

    private static boolean isBetweenCarriers(String name) {
        for (String prefix : BETWEEN_CARRIERS) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesAny(String name, List<Pattern> patterns) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(name).matches()) {
                return true;
            }
        }
        return false;
    }

    /** {@code *} matches any characters, dots too; {@code ?} one. */
    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
