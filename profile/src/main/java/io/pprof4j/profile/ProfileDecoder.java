// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import io.pprof4j.profile.proto.ProfileProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns one parsed message into a {@link Profile}, resolving and checking every index and id in it. */
final class ProfileDecoder {

    private final ProfileProto.Profile proto;
    private final Map<Long, Mapping> mappings = new HashMap<>();
    private final Map<Long, ProfileProto.Function> functions = new HashMap<>();
    private final Map<Long, Location> locations = new HashMap<>();

    ProfileDecoder(ProfileProto.Profile proto) {
        this.proto = proto;
    }

    Profile decode() throws MalformedProfileException {
        if (!proto.getStringTable(0).isEmpty()) {
            throw malformed("string_table[0] must be \"\"");
        }
        if (proto.getSampleTypeCount() == 0 && proto.getSampleCount() > 0) {
            throw malformed("missing sample type information");
        }
        List<Mapping> orderedMappings = decodeMappings();
        for (ProfileProto.Function function : proto.getFunctionList()) {
            define(functions, "function", function.getId(), function);
        }
        for (ProfileProto.Location location : proto.getLocationList()) {
            define(locations, "location", location.getId(), decode(location));
        }
        return new Profile(
                decodeSampleTypes(),
                decodeSamples(),
                orderedMappings,
                proto.hasPeriodType() ? decode(proto.getPeriodType(), "period_type") : ValueType.NONE,
                proto.getPeriod(),
                proto.getTimeNanos(),
                proto.getDurationNanos(),
                decodeComments(),
                string(proto.getDefaultSampleType(), "default_sample_type"),
                string(proto.getDropFrames(), "drop_frames"),
                string(proto.getKeepFrames(), "keep_frames"),
                string(proto.getDocUrl(), "doc_url"));
    }

    private List<Mapping> decodeMappings() throws MalformedProfileException {
        List<Mapping> ordered = new ArrayList<>();
        for (ProfileProto.Mapping mapping : proto.getMappingList()) {
            Mapping decoded = new Mapping(
                    mapping.getMemoryStart(),
                    mapping.getMemoryLimit(),
                    mapping.getFileOffset(),
                    string(mapping.getFilename(), "Mapping.filename"),
                    string(mapping.getBuildId(), "Mapping.build_id"),
                    mapping.getHasFunctions(),
                    mapping.getHasFilenames(),
                    mapping.getHasLineNumbers(),
                    mapping.getHasInlineFrames());
            define(mappings, "mapping", mapping.getId(), decoded);
            ordered.add(decoded);
        }
        return ordered;
    }

    private Location decode(ProfileProto.Location location) throws MalformedProfileException {
        String owner = "location id " + Long.toUnsignedString(location.getId());
        Mapping mapping = Mapping.NONE;
        if (location.getMappingId() != 0) {
            mapping = resolve(mappings, owner, "mapping", location.getMappingId());
        }
        List<Frame> frames = new ArrayList<>();
        for (ProfileProto.Line line : location.getLineList()) {
            if (line.getFunctionId() == 0) {
                throw malformed(owner + " has a line without a function");
            }
            frames.add(frame(line, resolve(functions, owner, "function", line.getFunctionId())));
        }
        return new Location(frames, mapping, location.getAddress(), location.getIsFolded());
    }

    private Frame frame(ProfileProto.Line line, ProfileProto.Function function) throws MalformedProfileException {
        return new Frame(
                string(function.getName(), "Function.name"),
                string(function.getSystemName(), "Function.system_name"),
                string(function.getFilename(), "Function.filename"),
                function.getStartLine(),
                line.getLine(),
                line.getColumn());
    }

    private List<ValueType> decodeSampleTypes() throws MalformedProfileException {
        List<ValueType> types = new ArrayList<>();
        for (ProfileProto.ValueType type : proto.getSampleTypeList()) {
            types.add(decode(type, "sample_type"));
        }
        return types;
    }

    private ValueType decode(ProfileProto.ValueType type, String field) throws MalformedProfileException {
        return new ValueType(string(type.getType(), field + ".type"), string(type.getUnit(), field + ".unit"));
    }

    private List<Sample> decodeSamples() throws MalformedProfileException {
        List<Sample> samples = new ArrayList<>(proto.getSampleCount());
        for (ProfileProto.Sample sample : proto.getSampleList()) {
            if (sample.getValueCount() != proto.getSampleTypeCount()) {
                throw malformed("mismatch: sample has " + sample.getValueCount() + " values vs. "
                        + proto.getSampleTypeCount() + " types");
            }
            List<Location> stack = new ArrayList<>(sample.getLocationIdCount());
            for (long id : sample.getLocationIdList()) {
                stack.add(resolve(locations, "a sample", "location", id));
            }
            samples.add(new Sample(stack, sample.getValueList(), decodeLabels(sample)));
        }
        return samples;
    }

    private List<Label> decodeLabels(ProfileProto.Sample sample) throws MalformedProfileException {
        List<Label> labels = new ArrayList<>(sample.getLabelCount());
        for (ProfileProto.Label label : sample.getLabelList()) {
            labels.add(new Label(
                    string(label.getKey(), "Label.key"),
                    string(label.getStr(), "Label.str"),
                    label.getNum(),
                    string(label.getNumUnit(), "Label.num_unit")));
        }
        return labels;
    }

    private List<String> decodeComments() throws MalformedProfileException {
        List<String> comments = new ArrayList<>();
        for (long index : proto.getCommentList()) {
            comments.add(string(index, "comment"));
        }
        return comments;
    }

    private String string(long index, String field) throws MalformedProfileException {
        if (index < 0 || index >= proto.getStringTableCount()) {
            throw malformed(field + " has string index " + index + ", outside the table of "
                    + proto.getStringTableCount() + " strings");
        }
        return proto.getStringTable((int) index);
    }

    private static <T> void define(Map<Long, T> known, String kind, long id, T value) throws MalformedProfileException {
        if (id == 0) {
            throw malformed("found " + kind + " with reserved id 0");
        }
        if (known.putIfAbsent(id, value) != null) {
            throw malformed("multiple " + kind + "s with same id: " + Long.toUnsignedString(id));
        }
    }

    private static <T> T resolve(Map<Long, T> known, String owner, String kind, long id)
            throws MalformedProfileException {
        T value = known.get(id);
        if (value == null) {
            throw malformed(owner + " refers to unknown " + kind + " id " + Long.toUnsignedString(id));
        }
        return value;
    }

    private static MalformedProfileException malformed(String what) {
        return new MalformedProfileException("malformed profile: " + what);
    }
}
