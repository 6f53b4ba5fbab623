// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.pprof4j.profile.proto.ProfileProto;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Reads {@code profile.proto}, gzip-compressed or not, and checks it: what it returns obeys every rule of the format.
 * Locations and functions that no sample refers to are dropped. Reads the input whole into memory.
 */
public final class ProfileReader {

    private static final int TIME_NANOS_FIELD = ProfileProto.Profile.TIME_NANOS_FIELD_NUMBER << 3;

    private ProfileReader() {}

    /**
     * Reads a profile from a file.
     *
     * @throws MalformedProfileException if the file is not a valid profile
     * @throws IOException if the file cannot be read
     */
    public static Profile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /**
     * Reads a profile from a stream up to its end; the stream stays open.
     *
     * @throws MalformedProfileException if the content is not a valid profile
     * @throws IOException what the stream throws
     */
    public static Profile read(InputStream in) throws IOException {
        byte[] content = uncompressed(in.readAllBytes());
        if (content.length == 0) {
            throw new MalformedProfileException("empty input file");
        }
        ProfileProto.Profile proto = parse(content);
        if (proto.getStringTableCount() == 0) {
            throw new MalformedProfileException("unrecognized profile format");
        }
        return new ProfileDecoder(proto).decode();
    }

    private static byte[] uncompressed(byte[] content) throws MalformedProfileException {
        if (content.length < 2 || (content[0] & 0xff) != 0x1f || (content[1] & 0xff) != 0x8b) {
            return content;
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new MalformedProfileException("decompressing profile: " + e.getMessage(), e);
        }
    }

    private static ProfileProto.Profile parse(byte[] content) throws IOException {
        try {
            rejectConcatenation(content);
            return ProfileProto.Profile.parseFrom(content);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedProfileException("unrecognized profile format", e);
        }
    }

    /** Two profiles in one file parse as one message, with one's indices into the other's tables; Go's test is ours. */
    private static void rejectConcatenation(byte[] content) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(content);
        int times = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == TIME_NANOS_FIELD && ++times > 1) {
                throw new MalformedProfileException("concatenated profiles detected");
            }
            in.skipField(tag);
        }
    }
}
