// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.LabelledStack;
import io.pprof4j.recorder.RecorderLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where locks were released that threads waited for, platform and virtual ones alike, as the agent sees it. */
final class Releases {
    private Releases() {}

    static List<Contentions.Row> all() {
        List<Contentions.Row> rows = new ArrayList<>();
        for (Object[] row : RecorderLink.releases()) {
            List<StackTraceElement> stack = Arrays.asList((StackTraceElement[]) row[0]);
            LabelledStack labelled = new LabelledStack(stack, Labels.inProfile((String[]) row[3]));
            rows.add(new Contentions.Row(labelled, (long) row[1], (long) row[2]));
        }
        return rows;
    }
}
