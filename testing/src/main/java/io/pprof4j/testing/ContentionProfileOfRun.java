// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.profile.Profiles;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/**
 * Go's {@code -blockprofile} and {@code -mutexprofile}, at the rate of a property that is 1 if it is not set.
 *
 * @param name of the property that names the file
 * @param profile its name in {@link Profiles}
 * @param rateProperty how exact it is to be; below 0 leaves it off
 * @param setRate turns the profile on
 */
record ContentionProfileOfRun(String name, String profile, String rateProperty, LongConsumer setRate)
        implements RunProfile {
    @Override
    public void begin() {
        long rate = Long.getLong(rateProperty, 1);
        if (rate >= 0) {
            setRate.accept(rate);
        }
    }

    @Override
    public void writeTo(OutputStream out, TestLabels labels) throws IOException {
        labels.write(Profiles.lookup(profile), out);
    }
}
