// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.ProfileProvider;
import java.util.List;

/**
 * Brings the profiles {@code heap} and {@code allocs} to {@link io.pprof4j.profile.Profiles}, which finds this class by
 * itself: there is no need to call it.
 *
 * <p>Both are the state at the last completed garbage collection, as in Go: what was allocated since counts as alive
 * until the next one at the latest. Before the first collection that is all that was recorded. Sample types are {@code
 * alloc_objects/count}, {@code alloc_space/bytes}, {@code inuse_objects/count}, {@code inuse_space/bytes}; they estimate
 * all objects from the recorded ones, and are exact at rate 1. Each sample has the labels {@code bytes} (size of one
 * object) and {@code type} (its class). {@code count()} is the number of buckets: distinct stack, type, size and rate.
 * Reading takes about 1 ms for 256 k live samples, forces no collection, and stops no thread. Thread-safe.
 *
 * <p>Without an agent, or in a JVM where it was never installed, both are valid and empty, and a comment says so.
 */
public final class HeapProfiles implements ProfileProvider {

    /** For the service loader. */
    public HeapProfiles() {}

    /** Heap and allocs, in this order; immutable. */
    @Override
    public List<NamedProfile> profiles() {
        return List.of(HeapProfile.HEAP, HeapProfile.ALLOCS);
    }
}
