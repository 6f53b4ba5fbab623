// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Profiles in memory: encoded, as files have them, and read again. Thread-safe. */
public final class ProfileBytes {
    private ProfileBytes() {}

    /**
     * A profile as of now.
     *
     * @param debug see {@link NamedProfile#writeTo}
     * @throws IOException if it cannot be had
     */
    public static byte[] of(NamedProfile profile, int debug) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        profile.writeTo(content, debug);
        return content.toByteArray();
    }

    /**
     * A profile as of now, taken apart.
     *
     * @throws IOException if it cannot be had
     */
    public static Profile read(NamedProfile profile) throws IOException {
        return decode(of(profile, 0));
    }

    /** What {@link ProfileWriter} makes of it. */
    public static byte[] encode(Profile profile) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            ProfileWriter.write(profile, content);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return content.toByteArray();
    }

    /**
     * What {@link ProfileReader} makes of it.
     *
     * @throws IOException if this is no profile; the message says why
     */
    public static Profile decode(byte[] content) throws IOException {
        return ProfileReader.read(new ByteArrayInputStream(content));
    }
}
