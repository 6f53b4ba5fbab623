// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.profile.ProfileDelta;
import io.pprof4j.profile.Profiles;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A profile that grows: what was added since the interval before. */
final class CumulativeInterval implements PushInterval {
    private final String name;
    private final Set<String> kept;
    private Profile earlier;

    /** @param kept sample types that are as of the end */
    CumulativeInterval(String name, Set<String> kept) {
        this.name = name;
        this.kept = kept;
    }

    @Override
    public void begin() throws IOException {
        earlier = read();
    }

    @Override
    public Optional<byte[]> next() throws IOException {
        Profile later = read();
        Profile delta = ProfileDelta.between(earlier, later, kept);
        earlier = later;
        return delta.samples().isEmpty() ? Optional.empty() : Optional.of(ProfileBytes.encode(delta));
    }

    private Profile read() throws IOException {
        return ProfileBytes.read(Profiles.lookup(name));
    }
}
