// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The {@link ObjectCounter} that there is, looked up once. */
final class ObjectCounters {

    private static final ObjectCounter FOUND = find();

    private ObjectCounters() {}

    static ObjectCounts count() {
        return FOUND == null ? ObjectCounts.NONE : FOUND.count();
    }

    private static ObjectCounter find() {
        try {
            return ServiceLoader.load(ObjectCounter.class, ObjectCounters.class.getClassLoader())
                    .findFirst()
                    .orElse(null);
        } catch (ServiceConfigurationError | LinkageError incomplete) {
            return null;
        }
    }
}
