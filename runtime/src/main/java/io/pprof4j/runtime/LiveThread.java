// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.Label;
import java.util.List;

/**
 * A thread and where it was.
 *
 * @param stack leaf first, without frames of pprof4j; may be empty
 * @param labels as far as others can tell
 * @param virtual whether it is a virtual thread
 */
record LiveThread(Thread thread, List<StackTraceElement> stack, List<Label> labels, boolean virtual) {}
