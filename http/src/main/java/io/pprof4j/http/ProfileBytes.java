// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.ProfileWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Profiles in memory, as they go over the network. */
final class ProfileBytes {
    private ProfileBytes() {}

    /** The profile as of now; see {@link NamedProfile#writeTo}. */
    static byte[] of(NamedProfile profile, int debug) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        profile.writeTo(content, debug);
        return content.toByteArray();
    }

    static byte[] encode(Profile profile) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ProfileWriter.write(profile, content);
        return content.toByteArray();
    }

    static Profile decode(byte[] content) throws IOException {
        return ProfileReader.read(new ByteArrayInputStream(content));
    }
}
