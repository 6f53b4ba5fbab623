// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.CountProfile;
import io.pprof4j.profile.LabelledStack;
import io.pprof4j.recorder.RecorderLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where platform threads were started, by the stack that did: Go's threadcreate, which counts threads of the system too. */
final class ThreadCreateProfile extends QuietProfile {
    private static final String OFF =
            "thread starts are not recorded: start the JVM with -javaagent:pprof4j.jar=http=port";

    ThreadCreateProfile() {
        super("threadcreate");
    }

    /** Threads started, also those that have ended. */
    @Override
    int countNow() {
        return starts().values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    byte[] content(int debug) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        List<String> comments = RecorderLink.isWatchingThreads() ? List.of() : List.of(OFF);
        new CountProfile(name(), starts(), comments).writeTo(content, debug);
        return content.toByteArray();
    }

    private static Map<LabelledStack, Integer> starts() {
        Map<LabelledStack, Integer> starts = new HashMap<>();
        for (Object[] row : RecorderLink.threadStarts()) {
            List<StackTraceElement> stack = Arrays.asList((StackTraceElement[]) row[0]);
            starts.merge(LabelledStack.of(stack), Math.toIntExact((long) row[1]), Integer::sum);
        }
        return starts;
    }
}
