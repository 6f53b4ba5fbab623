// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.LabelledStack;
import io.pprof4j.recorder.RecorderLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where threads parked, platform and virtual ones alike, as the agent sees it. A virtual thread that waits for the network
 * parks as well; that is no contention, and left out.
 */
final class Parks {
    private static final String NETWORK = "sun.nio.ch.Poller";

    private Parks() {}

    static List<Contentions.Row> all() {
        List<Contentions.Row> rows = new ArrayList<>();
        for (Object[] row : RecorderLink.parks()) {
            List<StackTraceElement> stack = Arrays.asList((StackTraceElement[]) row[0]);
            if (stack.stream().noneMatch(frame -> frame.getClassName().equals(NETWORK))) {
                LabelledStack labelled = new LabelledStack(stack, Labels.inProfile((String[]) row[3]));
                rows.add(new Contentions.Row(labelled, (long) row[1], (long) row[2]));
            }
        }
        return rows;
    }
}
