// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.ProfileProvider;
import java.util.List;

/**
 * Brings the profiles {@code goroutine}, {@code threadcreate}, {@code block} ({@link BlockProfile}) and {@code mutex}
 * ({@link MutexProfile}) to {@link io.pprof4j.profile.Profiles}, which finds this class by itself: there is no need to call it.
 *
 * <p>Of goroutine: each thread counts one at the stack it has now, platform and virtual threads alike; pprof4j's own threads and frames
 * are left out. Stacks have at most 128 frames, from the leaf. {@code debug=2} lists the threads one by one. Reading
 * platform threads stops the JVM for as long as their stacks take; virtual threads are read one after the other while
 * the rest runs. Thread-safe.
 */
public final class RuntimeProfiles implements ProfileProvider {

    /** For the service loader. */
    public RuntimeProfiles() {}

    /** The profiles; immutable. */
    @Override
    public List<NamedProfile> profiles() {
        return List.of(
                BlockProfile.profile(), new GoroutineProfile(), MutexProfile.profile(), new ThreadCreateProfile());
    }
}
