// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import java.util.Arrays;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** In a recording: a thread has other labels from here on. */
@Name(LabelEvent.NAME)
@Label("Labels")
@Description("The labels of the thread from now on: keys and values in turn, each ended by a NUL")
@Category("pprof4j")
@Enabled(false)
@StackTrace(false)
final class LabelEvent extends Event {
    static final String NAME = "pprof4j.Labels";
    private static final String END = "\0";

    /** Read by Flight Recorder. */
    @Label("Labels")
    @SuppressWarnings("UnusedVariable")
    private String labels;

    /** @param pairs keys and values in turn; null for none */
    static void commit(String[] pairs) {
        LabelEvent event = new LabelEvent();
        if (event.shouldCommit()) {
            event.labels = pairs == null ? "" : String.join(END, pairs) + END;
            event.commit();
        }
    }

    /** The pairs that a recorded event has. */
    static String[] pairs(String recorded) {
        String[] parts = recorded.split(END, -1);
        return Arrays.copyOf(parts, parts.length - 1);
    }
}
