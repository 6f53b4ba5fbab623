// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.CustomProfile;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.profile.Profiles;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CumulativeIntervalTest {
    private static final String NAME = "test/cumulative-interval";
    private static final CustomProfile PROFILE = Profiles.create(NAME);

    @Test
    void eachIntervalHasWhatWasAddedWithin() throws Exception {
        PROFILE.add(new Object(), 0);
        PushInterval interval = new CumulativeInterval(NAME, Set.of());
        interval.begin();
        assertThat(interval.next()).isEmpty();
        add(3);
        Profile delta = ProfileBytes.decode(interval.next().orElseThrow());
        assertThat(delta.samples())
                .singleElement()
                .satisfies(sample -> assertThat(sample.value(0)).isEqualTo(3));
        assertThat(interval.last()).isEmpty();
    }

    @Test
    void whatIsAsOfTheEndIsWhole() throws Exception {
        add(2);
        PushInterval interval = new CumulativeInterval(NAME, Set.of(NAME));
        interval.begin();
        Profile whole = ProfileBytes.decode(interval.next().orElseThrow());
        assertThat(whole.samples()).isNotEmpty();
    }

    private static void add(int count) {
        for (int i = 0; i < count; i++) {
            PROFILE.add(new Object(), 0);
        }
    }
}
