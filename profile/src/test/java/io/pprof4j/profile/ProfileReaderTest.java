// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.profile.proto.ProfileProto;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProfileReaderTest {

    @Test
    void garbageIsNotAProfile() {
        assertRejected("not a profile at all".getBytes(StandardCharsets.UTF_8), "unrecognized profile format");
        assertRejected(new byte[] {0, 1, 2, 3}, "unrecognized profile format");
        assertRejected(
                "heap profile: 1: 2 [3: 4] @ heap/8\n".getBytes(StandardCharsets.UTF_8), "unrecognized profile format");
        assertRejected("{\"json\": true}".getBytes(StandardCharsets.UTF_8), "unrecognized profile format");
    }

    @Test
    void emptyFileIsNotAProfile() {
        assertRejected(new byte[0], "empty input file");
    }

    @Test
    void truncatedCompressionIsReported() throws IOException {
        byte[] bytes = Fixtures.encoded(Fixtures.heap());
        assertRejected(
                Arrays.copyOf(bytes, bytes.length / 2), "decompressing profile: Unexpected end of ZLIB input stream");
    }

    @Test
    void truncatedMessageIsNotAProfile() {
        byte[] bytes = valid().build().toByteArray();
        assertRejected(Arrays.copyOf(bytes, bytes.length - 1), "unrecognized profile format");
    }

    @Test
    void twoProfilesInOneFileAreRejected() {
        byte[] one = valid().setTimeNanos(1).build().toByteArray();
        byte[] two = Arrays.copyOf(one, one.length * 2);
        System.arraycopy(one, 0, two, one.length, one.length);
        assertRejected(two, "concatenated profiles detected");
    }

    @Test
    void firstStringMustBeEmpty() {
        assertBroken(p -> p.setStringTable(0, "x"), "malformed profile: string_table[0] must be \"\"");
    }

    @Test
    void valuesNeedSampleTypes() {
        assertBroken(
                ProfileProto.Profile.Builder::clearSampleType, "malformed profile: missing sample type information");
    }

    @Test
    void everySampleNeedsOneValuePerType() {
        assertBroken(
                p -> p.getSampleBuilder(0).addValue(2), "malformed profile: mismatch: sample has 2 values vs. 1 types");
    }

    @Test
    void stringIndexMustBeInTheTable() {
        assertBroken(
                p -> p.getFunctionBuilder(0).setName(9),
                "malformed profile: Function.name has string index 9, outside the table of 3 strings");
        assertBroken(
                p -> p.addComment(-1),
                "malformed profile: comment has string index -1, outside the table of 3 strings");
        assertBroken(
                p -> p.getSampleBuilder(0).addLabelBuilder().setKey(1L << 32),
                "malformed profile: Label.key has string index 4294967296, outside the table of 3 strings");
    }

    @Test
    void idsMustNotBeZero() {
        assertBroken(p -> p.getLocationBuilder(0).setId(0), "malformed profile: found location with reserved id 0");
        assertBroken(p -> p.getFunctionBuilder(0).setId(0), "malformed profile: found function with reserved id 0");
        assertBroken(p -> p.getMappingBuilder(0).setId(0), "malformed profile: found mapping with reserved id 0");
    }

    @Test
    void idsMustBeUnique() {
        assertBroken(p -> p.addLocation(p.getLocation(0)), "malformed profile: multiple locations with same id: 7");
        assertBroken(p -> p.addFunction(p.getFunction(0)), "malformed profile: multiple functions with same id: 8");
        assertBroken(p -> p.addMapping(p.getMapping(0)), "malformed profile: multiple mappings with same id: 9");
    }

    @Test
    void lineNeedsAFunction() {
        assertBroken(
                p -> p.getLocationBuilder(0).getLineBuilder(0).setFunctionId(0),
                "malformed profile: location id 7 has a line without a function");
        assertBroken(
                p -> p.getLocationBuilder(0).getLineBuilder(0).setFunctionId(-1),
                "malformed profile: location id 7 refers to unknown function id 18446744073709551615");
    }

    @Test
    void referencesMustResolve() {
        assertBroken(
                p -> p.getSampleBuilder(0).setLocationId(0, 70),
                "malformed profile: a sample refers to unknown location id 70");
        assertBroken(
                p -> p.getLocationBuilder(0).setMappingId(90),
                "malformed profile: location id 7 refers to unknown mapping id 90");
    }

    private static ProfileProto.Profile.Builder valid() {
        ProfileProto.Profile.Builder profile =
                ProfileProto.Profile.newBuilder().addAllStringTable(List.of("", "space", "bytes"));
        profile.addSampleTypeBuilder().setType(1).setUnit(2);
        profile.addSampleBuilder().addLocationId(7).addValue(1);
        profile.addLocationBuilder().setId(7).setMappingId(9).addLineBuilder().setFunctionId(8);
        profile.addFunctionBuilder().setId(8);
        profile.addMappingBuilder().setId(9);
        return profile;
    }

    private static void assertBroken(Consumer<ProfileProto.Profile.Builder> breakage, String message) {
        ProfileProto.Profile.Builder profile = valid();
        breakage.accept(profile);
        assertRejected(profile.build().toByteArray(), message);
    }

    private static void assertRejected(byte[] bytes, String message) {
        assertThatThrownBy(() -> ProfileReader.read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessage(message);
    }
}
