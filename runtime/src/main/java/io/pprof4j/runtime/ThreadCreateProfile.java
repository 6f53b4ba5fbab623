// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.CountProfile;
import io.pprof4j.profile.LabelledStack;
import io.pprof4j.recorder.RecorderLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

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
        return RecorderLink.threadStarts().stream()
                .mapToInt(ThreadCreateProfile::threads)
                .sum();
    }

    @Override
    byte[] content(int debug) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        List<String> comments = RecorderLink.isWatchingThreads() ? List.of() : List.of(OFF);
        CountProfile profile = new CountProfile(name(), comments);
        for (Object[] start : RecorderLink.threadStarts()) {
            profile.add(LabelledStack.of(Arrays.asList((StackTraceElement[]) start[0])), threads(start));
        }
        profile.writeTo(content, debug);
        return content.toByteArray();
    }

    private static int threads(Object[] start) {
        return Math.toIntExact((long) start[1]);
    }
}
