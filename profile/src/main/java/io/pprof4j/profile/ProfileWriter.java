// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import io.pprof4j.profile.proto.ProfileProto;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Encodes a {@link Profile} as {@code profile.proto}, gzip-compressed at the fastest level, as Go does. Ids are
 * assigned here, from 1 in order of first use, so equal profiles give equal bytes. Equal functions, locations and
 * strings are written once.
 */
public final class ProfileWriter {

    private final ProfileProto.Profile.Builder proto = ProfileProto.Profile.newBuilder();
    private final Map<String, Long> strings = new HashMap<>();
    private final Map<Mapping, Long> mappings = new HashMap<>();
    private final Map<Location, Long> locations = new HashMap<>();
    /** Most locations of a profile are shared: this spares the hash of all that is in one. */
    private final IdentityHashMap<Location, Long> sharedLocations = new IdentityHashMap<>();

    private final Map<ProfileProto.Function, Long> functions = new HashMap<>();

    private ProfileWriter() {
        string("");
    }

    /**
     * Writes a profile; safe for use by several threads. The stream is flushed and stays open.
     *
     * @throws IOException what the stream throws
     */
    public static void write(Profile profile, OutputStream out) throws IOException {
        ProfileProto.Profile encoded = new ProfileWriter().encode(profile);
        FastGzip gzip = new FastGzip(out);
        try {
            encoded.writeTo(gzip);
            gzip.finish();
        } finally {
            gzip.release();
        }
        out.flush();
    }

    private ProfileProto.Profile encode(Profile profile) {
        profile.sampleTypes().forEach(type -> proto.addSampleType(encode(type)));
        profile.mappings().forEach(this::id);
        profile.samples().forEach(sample -> proto.addSample(encode(sample)));
        profile.comments().forEach(comment -> proto.addComment(string(comment)));
        if (!profile.periodType().equals(ValueType.NONE)) {
            proto.setPeriodType(encode(profile.periodType()));
        }
        return proto.setPeriod(profile.period())
                .setTimeNanos(profile.timeNanos())
                .setDurationNanos(profile.durationNanos())
                .setDefaultSampleType(string(profile.defaultSampleType()))
                .setDropFrames(string(profile.dropFrames()))
                .setKeepFrames(string(profile.keepFrames()))
                .setDocUrl(string(profile.docUrl()))
                .build();
    }

    private ProfileProto.ValueType encode(ValueType type) {
        return ProfileProto.ValueType.newBuilder()
                .setType(string(type.type()))
                .setUnit(string(type.unit()))
                .build();
    }

    private ProfileProto.Sample encode(Sample sample) {
        ProfileProto.Sample.Builder encoded = ProfileProto.Sample.newBuilder().addAllValue(sample.values());
        for (Location location : sample.stack()) {
            encoded.addLocationId(id(location));
        }
        for (Label label : sample.labels()) {
            encoded.addLabel(ProfileProto.Label.newBuilder()
                    .setKey(string(label.key()))
                    .setStr(string(label.str()))
                    .setNum(label.num())
                    .setNumUnit(string(label.numUnit())));
        }
        return encoded.build();
    }

    private long id(Location location) {
        return sharedLocations.computeIfAbsent(location, this::newId);
    }

    private long newId(Location location) {
        Long known = locations.get(location);
        if (known != null) {
            return known;
        }
        long id = locations.size() + 1L;
        locations.put(location, id);
        ProfileProto.Location.Builder encoded = ProfileProto.Location.newBuilder()
                .setId(id)
                .setMappingId(id(location.mapping()))
                .setAddress(location.address())
                .setIsFolded(location.folded());
        for (Frame frame : location.frames()) {
            encoded.addLine(ProfileProto.Line.newBuilder()
                    .setFunctionId(functionId(frame))
                    .setLine(frame.line())
                    .setColumn(frame.column()));
        }
        proto.addLocation(encoded);
        return id;
    }

    private long functionId(Frame frame) {
        ProfileProto.Function withoutId = ProfileProto.Function.newBuilder()
                .setName(string(frame.function()))
                .setSystemName(string(frame.systemName()))
                .setFilename(string(frame.fileName()))
                .setStartLine(frame.startLine())
                .build();
        Long known = functions.get(withoutId);
        if (known != null) {
            return known;
        }
        long id = functions.size() + 1L;
        functions.put(withoutId, id);
        proto.addFunction(withoutId.toBuilder().setId(id));
        return id;
    }

    private long id(Mapping mapping) {
        if (mapping.equals(Mapping.NONE)) {
            return 0;
        }
        Long known = mappings.get(mapping);
        if (known != null) {
            return known;
        }
        long id = mappings.size() + 1L;
        mappings.put(mapping, id);
        proto.addMapping(ProfileProto.Mapping.newBuilder()
                .setId(id)
                .setMemoryStart(mapping.start())
                .setMemoryLimit(mapping.limit())
                .setFileOffset(mapping.offset())
                .setFilename(string(mapping.fileName()))
                .setBuildId(string(mapping.buildId()))
                .setHasFunctions(mapping.hasFunctions())
                .setHasFilenames(mapping.hasFileNames())
                .setHasLineNumbers(mapping.hasLineNumbers())
                .setHasInlineFrames(mapping.hasInlineFrames()));
        return id;
    }

    private long string(String text) {
        Long known = strings.get(text);
        if (known != null) {
            return known;
        }
        long index = strings.size();
        strings.put(text, index);
        proto.addStringTable(text);
        return index;
    }

    /** A gzip stream at Go's compression level, whose native memory is freed without closing the stream below. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }

        void release() {
            def.end();
        }
    }
}
