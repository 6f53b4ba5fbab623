// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static io.pprof4j.heap.Readings.BIG;
import static io.pprof4j.heap.Readings.DEAD;
import static io.pprof4j.heap.Readings.LIVE;
import static io.pprof4j.heap.Readings.PUT;
import static io.pprof4j.heap.Readings.RATE;
import static io.pprof4j.heap.Readings.reading;
import static io.pprof4j.heap.Readings.snapshot;
import static io.pprof4j.heap.Readings.snapshotAtRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Sample;
import io.pprof4j.profile.ValueType;
import io.pprof4j.recorder.RecorderSnapshot;
import io.pprof4j.recorder.SiteCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeapProtoTest {

    private static final long NOW = 1_700_000_000_000_000_000L;

    private static Profile encode(HeapReading reading) {
        return HeapProto.encode(reading, "", NOW, false);
    }

    @Test
    void hasGosTypesPeriodAndTime() {
        Profile heap = encode(reading(LIVE));

        assertThat(heap.sampleTypes())
                .containsExactly(
                        new ValueType("alloc_objects", "count"),
                        new ValueType("alloc_space", "bytes"),
                        new ValueType("inuse_objects", "count"),
                        new ValueType("inuse_space", "bytes"));
        assertThat(heap.periodType()).isEqualTo(new ValueType("space", "bytes"));
        assertThat(heap.period()).isEqualTo(RATE);
        assertThat(heap.defaultSampleType()).isEmpty();
        assertThat(heap.timeNanos()).isEqualTo(NOW);
        assertThat(heap.durationNanos()).isZero();
    }

    @Test
    void allocsDiffersInItsDefaultSampleTypeOnly() {
        Profile heap = encode(reading(LIVE, DEAD));
        Profile allocs = HeapProto.encode(reading(LIVE, DEAD), "alloc_space", NOW, false);

        assertThat(allocs.defaultSampleType()).isEqualTo("alloc_space");
        assertThat(allocs)
                .usingRecursiveComparison()
                .ignoringFields("defaultSampleType")
                .isEqualTo(heap);
    }

    @Test
    void unsamplesByTheSizeAndRateOfEachBucket() {
        SiteCounts exact = new SiteCounts(PUT, "int[]", 1024, 1, 3, 2);

        assertThat(encode(reading(exact, LIVE)).samples())
                .extracting(Sample::values)
                .containsExactly(List.of(1537L, 1_574_400L, 512L, 524_800L), List.of(3L, 3072L, 2L, 2048L));
    }

    @Test
    void labelsTheSizeOfAnObjectAndItsType() {
        Sample sample = encode(reading(LIVE)).samples().get(0);

        assertThat(sample.labels())
                .containsExactly(Label.of("bytes", 1024), Label.of("type", "com.acme.cache.Cache$Entry"));
        assertThat(sample.stack())
                .extracting(location -> location.frames().get(0).function())
                .containsExactly("com.acme.cache.Cache.newEntry", "com.acme.cache.Cache.put", "com.acme.Main.main");
        assertThat(sample.stack().get(0).frames().get(0).fileName()).isEqualTo("com/acme/cache/Cache.java");
    }

    @Test
    void objectsOfManySizesHaveNoLabelForOne() {
        Sample sample = encode(reading(Readings.counted(0, Readings.COUNTED, Readings.COUNTED)))
                .samples()
                .get(0);

        assertThat(sample.labels()).containsExactly(Label.of("type", "byte[]"));
        assertThat(sample.values()).containsExactly(14L, 200_000_032L, 0L, 0L);
    }

    @Test
    void addsUpABucketThatComesTwiceBeforeItTruncates() {
        SiteCounts half = new SiteCounts(PUT, "int[]", 500_000, RATE, 1, 0);
        SiteCounts other = new SiteCounts(List.copyOf(PUT), "int[]", 500_000, RATE, 2, 1);

        List<Sample> samples = encode(reading(half, other)).samples();

        assertThat(samples).hasSize(1);
        assertThat(samples.get(0).value(0))
                .isEqualTo(Unsampling.scale(3, 500_000, RATE).objects());
        assertThat(samples.get(0).value(2))
                .isEqualTo(Unsampling.scale(1, 500_000, RATE).objects());
    }

    @Test
    void keepsBucketsApartByTypeSizeAndRate() {
        SiteCounts base = new SiteCounts(PUT, "int[]", 32, RATE, 1, 1);
        SiteCounts type = new SiteCounts(PUT, "long[]", 32, RATE, 1, 1);
        SiteCounts size = new SiteCounts(PUT, "int[]", 40, RATE, 1, 1);
        SiteCounts rate = new SiteCounts(PUT, "int[]", 32, 1000, 1, 1);

        assertThat(encode(reading(base, type, size, rate)).samples()).hasSize(4);
    }

    @Test
    void ordersByInuseThenAllocThenSite() {
        SiteCounts deadToo = new SiteCounts(DEAD.stack(), "char[]", 4096, RATE, 5, 0);

        assertThat(encode(reading(DEAD, deadToo, LIVE, BIG)).samples())
                .extracting(sample -> sample.labels().get(1).str())
                .containsExactly("java.lang.Thread[]", "com.acme.cache.Cache$Entry", "byte[]", "char[]");
        assertThat(encode(reading(LIVE, BIG, deadToo, DEAD))).isEqualTo(encode(reading(DEAD, deadToo, LIVE, BIG)));
    }

    @Test
    void namesJvmAndEngine() {
        assertThat(encode(reading(LIVE)).comments())
                .containsExactly(
                        "jvm: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                        "engine: bytecode");
    }

    @Test
    void commentsOnCoverageAndCaveats() {
        RecorderSnapshot snapshot =
                new RecorderSnapshot(true, RATE, 4, 1, 12, 100_456_789, 456_789, 0, List.of(LIVE, BIG));

        assertThat(encode(reading(snapshot)).comments())
                .contains(
                        "coverage: 21.6% (recorded 20.57 MB of 95.37 MB that the JVM allocated)",
                        "untracked: 12 recorded objects could not be followed; in-use counts them as dead");
    }

    @Test
    void namesTheApplicationWithoutItsArguments() {
        String before = System.getProperty("sun.java.command");
        try {
            System.setProperty("sun.java.command", "com.acme.Main --password=hunter2");
            assertThat(encode(reading(LIVE)).mappings())
                    .extracting(mapping -> mapping.fileName())
                    .containsExactly("com.acme.Main");
        } finally {
            if (before == null) {
                System.clearProperty("sun.java.command");
            } else {
                System.setProperty("sun.java.command", before);
            }
        }
    }

    @Test
    void reportsTheRateOfNowEvenWhenRecordsHaveAnother() {
        assertThat(encode(reading(snapshotAtRate(1000, LIVE))).period()).isEqualTo(1000);
    }

    @Test
    void isEmptyAndSaysSoWithoutARecorder() {
        Profile profile = encode(HeapReading.of(Optional.empty(), RecorderSnapshot.inactive()));

        assertThat(profile.samples()).isEmpty();
        assertThat(profile.comments())
                .contains(
                        "engine: none",
                        "recorder inactive: start the JVM with -javaagent:pprof4j.jar or call Tracer.install()");
    }

    @Test
    void readsBackTheSame() throws IOException {
        byte[] bytes = HeapProfile.ALLOCS.proto(reading(snapshot(LIVE, DEAD, BIG)), false);

        Profile back = ProfileReader.read(new ByteArrayInputStream(bytes));
        assertThat(back.samples()).isEqualTo(encode(reading(LIVE, DEAD, BIG)).samples());
        assertThat(back.defaultSampleType()).isEqualTo("alloc_space");
        assertThat(back.timeNanos()).isCloseTo(System.currentTimeMillis() * 1_000_000, within(60_000_000_000L));
    }
}
