// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.profile.proto.ProfileProto;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileRoundTripTest {

    @Test
    void jvmProfileSurvivesWritingAndReading() throws IOException {
        assertThat(read(Fixtures.encoded(Fixtures.heap()))).isEqualTo(Fixtures.heap());
    }

    @Test
    void nativeProfileSurvivesWritingAndReading() throws IOException {
        assertThat(read(Fixtures.encoded(Fixtures.nativeCpu()))).isEqualTo(Fixtures.nativeCpu());
    }

    @Test
    void emptyProfileSurvivesWritingAndReading() throws IOException {
        Profile empty = new ProfileBuilder(Mapping.NONE).build();
        assertThat(read(Fixtures.encoded(empty))).isEqualTo(empty);
    }

    @Test
    void profileIsReadFromFileAndWithoutCompression(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("raw.pb");
        Files.write(file, proto(Fixtures.heap()).toByteArray());
        assertThat(ProfileReader.read(file)).isEqualTo(Fixtures.heap());
    }

    @Test
    void equalProfilesGiveEqualBytes() throws IOException {
        assertThat(Fixtures.encoded(Fixtures.heap())).isEqualTo(Fixtures.encoded(Fixtures.heap()));
    }

    @Test
    void outputIsCompressed() throws IOException {
        Profile profile = Fixtures.random(1, false);
        assertThat(Fixtures.encoded(profile))
                .startsWith(0x1f, 0x8b)
                .hasSizeLessThan(proto(profile).getSerializedSize());
    }

    @Test
    void stringsFunctionsAndLocationsAreWrittenOnceAndNumberedFromOne() throws IOException {
        ProfileProto.Profile proto = proto(Fixtures.heap());
        assertThat(proto.getStringTable(0)).isEmpty();
        assertThat(proto.getStringTableList()).doesNotHaveDuplicates();
        assertThat(proto.getLocationList())
                .extracting(ProfileProto.Location::getId)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(proto.getFunctionList())
                .extracting(ProfileProto.Function::getId)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(proto.getMappingList())
                .extracting(ProfileProto.Mapping::getId)
                .containsExactly(1L);
    }

    @Test
    void twoLinesOfOneFunctionShareIt() throws IOException {
        Profile profile = new ProfileBuilder(Mapping.NONE)
                .sampleType("n", "count")
                .sample(List.of(Fixtures.at("A", "f", 1), Fixtures.at("A", "f", 2)), List.of(1L), List.of())
                .build();
        ProfileProto.Profile proto = proto(profile);
        assertThat(proto.getLocationCount()).isEqualTo(2);
        assertThat(proto.getFunctionCount()).isEqualTo(1);
    }

    @Test
    void numberedLambdaClassesBecomeOneLocation() {
        StackTraceElement first = new StackTraceElement("A$$Lambda$1/0x01", "run", null, -1);
        StackTraceElement second = new StackTraceElement("A$$Lambda$2/0x02", "run", null, -1);
        Profile profile = new ProfileBuilder(Mapping.NONE)
                .sampleType("n", "count")
                .sample(List.of(first, second), List.of(1L), List.of())
                .build();
        List<Location> stack = profile.samples().get(0).stack();
        assertThat(stack.get(0)).isSameAs(stack.get(1));
    }

    @Test
    void streamStaysOpenAndIsFlushed() throws IOException {
        StringBuilder calls = new StringBuilder();
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                calls.append("flush ");
            }

            @Override
            public void close() {
                calls.append("close ");
            }
        };
        ProfileWriter.write(Fixtures.heap(), out);
        assertThat(calls.toString()).isEqualTo("flush ");
    }

    @Test
    void sampleMustHaveOneValuePerType() {
        ProfileBuilder profile = Fixtures.heapTypes().sample(Sample.of(List.of(), 1, 2));
        assertThatThrownBy(profile::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mismatch: sample has 2 values vs. 4 types");
    }

    private static Profile read(byte[] bytes) throws IOException {
        return ProfileReader.read(new ByteArrayInputStream(bytes));
    }

    private static ProfileProto.Profile proto(Profile profile) throws IOException {
        byte[] bytes = Fixtures.encoded(profile);
        return ProfileProto.Profile.parseFrom(new GZIPInputStream(new ByteArrayInputStream(bytes)));
    }
}
