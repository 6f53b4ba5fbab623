// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.heap.MemProfile;
import io.pprof4j.profile.Profiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over samples are unbiased for every size and order, and the rate is what it says (RP-16, RP-17). */
class SamplingEndToEndTest {
    private static final long DEFAULT_RATE = 512 << 10;
    private static final long SITE_BYTES = 1L << 30;

    @TempDir
    private Path directory;

    /** 2,048 samples at the small sites (sigma 2.2 %), 1,612 at the large one (1.9 %). */
    @ParameterizedTest
    @ValueSource(strings = {"fixed", "random"})
    void everySiteOfTheThreeSiteProgramIsWithinThreeSigma(String order) throws Exception {
        SamplingError.assertUnbiased(seed -> {
            RecordedHeap heap = run(seed, "", ThreeSites.class, order, Long.toString(SITE_BYTES));

            assertThreeSites(heap, order, "small", ThreeSites.SMALL);
            assertThreeSites(heap, order, "middle", ThreeSites.MIDDLE);
            assertThreeSites(heap, order, "large", ThreeSites.LARGE);
        });
    }

    private static void assertThreeSites(RecordedHeap heap, String order, String site, int size) {
        long objects = SITE_BYTES / size;
        long space = heap.at("alloc_space", ThreeSites.class, site);
        long count = heap.at("alloc_objects", ThreeSites.class, site);
        String what = "three sites, " + order + " order, " + site;
        SamplingError.assertWithinThreeSigma(what + " space", space, objects, size, size, DEFAULT_RATE);
        SamplingError.assertWithinThreeSigma(what + " objects", count, objects, size, 1, DEFAULT_RATE);
    }

    /** RP-16 asks for 5 %: chance alone gives small objects 7 % at the default rate, but 0.9 % at this one. */
    @ParameterizedTest
    @CsvSource({"524288,0", "8192,5"})
    void aHundredMegabytesOfAnySizeReadTrue(long rate, int percent) throws Exception {
        SamplingError.assertUnbiased(seed -> {
            RecordedHeap heap = run(seed, "memprofilerate=" + rate, FiveSizes.class);
            assertFiveSizes(heap, rate, percent);
        });
    }

    private static void assertFiveSizes(RecordedHeap heap, long rate, int percent) {
        for (int i = 0; i < FiveSizes.SIZES.length; i++) {
            int size = FiveSizes.SIZES[i];
            long objects = FiveSizes.SITE_BYTES / size;
            long space = heap.at("alloc_space", FiveSizes.class, "site" + i);
            SamplingError.assertWithinThreeSigma(size + " B objects at rate " + rate, space, objects, size, size, rate);
            if (percent > 0) {
                assertThat(100.0 * Math.abs(space - objects * size) / (objects * size))
                        .isLessThan(percent);
            }
        }
    }

    /** Allocates 100 MB at each of five sites. */
    static final class FiveSizes {
        static final int[] SIZES = {16, 1 << 10, 64 << 10, 512 << 10, 8 << 20};
        static final long SITE_BYTES = 96L << 20;
        static volatile Object sink;

        private FiveSizes() {}

        public static void main(String[] arguments) {
            site0(SITE_BYTES / SIZES[0]);
            site1(SITE_BYTES / SIZES[1]);
            site2(SITE_BYTES / SIZES[2]);
            site3(SITE_BYTES / SIZES[3]);
            site4(SITE_BYTES / SIZES[4]);
        }

        static void site0(long count) {
            for (long i = 0; i < count; i++) {
                sink = new byte[0];
            }
        }

        static void site1(long count) {
            for (long i = 0; i < count; i++) {
                sink = new byte[SIZES[1] - 16];
            }
        }

        static void site2(long count) {
            for (long i = 0; i < count; i++) {
                sink = new long[(SIZES[2] - 16) / 8];
            }
        }

        static void site3(long count) {
            for (long i = 0; i < count; i++) {
                sink = new byte[SIZES[3] - 16];
            }
        }

        static void site4(long count) {
            for (long i = 0; i < count; i++) {
                sink = new int[(SIZES[4] - 16) / 4];
            }
        }
    }

    /** The thread that started the agent ran the hooks before anything was recorded. 1,024 samples: sigma 3.1 %. */
    @Test
    void theFirstBytesOfMainAreSampledLikeAnyOther() throws Exception {
        SamplingError.assertUnbiased(seed -> {
            RecordedHeap heap = run(seed, "memprofilerate=512", ThreeSites.class, "fixed", Long.toString(1 << 19));

            SamplingError.assertWithinThreeSigma(
                    "the first bytes",
                    heap.at("alloc_space", ThreeSites.class, "small"),
                    (1 << 19) / ThreeSites.SMALL,
                    ThreeSites.SMALL,
                    ThreeSites.SMALL,
                    512);
        });
    }

    @Test
    void rateOneRecordsEveryAllocation() throws Exception {
        RecordedHeap heap = run("memprofilerate=1", ThreeSites.class, "fixed", Long.toString(1 << 22));

        assertThat(heap.profile().period()).isEqualTo(1);
        assertThat(heap.at("alloc_space", ThreeSites.class, "small")).isEqualTo(1 << 22);
        assertThat(heap.at("alloc_space", ThreeSites.class, "middle")).isEqualTo(1 << 22);
        assertThat(heap.at("alloc_objects", ThreeSites.class, "large")).isEqualTo(16);
    }

    @Test
    void rateZeroRecordsNothing() throws Exception {
        RecordedHeap heap = run("memprofilerate=0", ThreeSites.class, "fixed", Long.toString(1 << 22));

        assertThat(heap.profile().samples()).isEmpty();
    }

    @Test
    void aNewRateHoldsAtOnceAndIsReportedAsPeriod() throws Exception {
        Path during = directory.resolve("during.pb.gz");

        RecordedHeap atExit = run("memprofilerate=1099511627776", ChangingRate.class, during.toString());

        RecordedHeap heap = RecordedHeap.read(during);
        assertThat(heap.profile().period()).isEqualTo(1);
        assertThat(heap.at("alloc_objects", ChangingRate.class, "before")).isZero();
        assertThat(heap.at("alloc_objects", ChangingRate.class, "during")).isEqualTo(1000);
        assertThat(atExit.profile().period()).isEqualTo(ChangingRate.LAST_RATE);
        assertThat(atExit.at("alloc_objects", ChangingRate.class, "during")).isEqualTo(1000);
        assertThat(atExit.at("alloc_objects", ChangingRate.class, "after")).isZero();
    }

    /** Nearly no samples, then all, then none, and at last nearly none again. */
    static final class ChangingRate {
        static final long LAST_RATE = 1L << 39;
        static volatile Object sink;

        private ChangingRate() {}

        public static void main(String[] arguments) throws IOException {
            before();
            MemProfile.setRate(1);
            during();
            try (OutputStream out = Files.newOutputStream(Path.of(arguments[0]))) {
                Profiles.writeHeapProfile(out);
            }
            MemProfile.setRate(0);
            after();
            MemProfile.setRate(LAST_RATE);
        }

        static void before() {
            for (int i = 0; i < 1000; i++) {
                sink = new byte[100];
            }
        }

        static void during() {
            for (int i = 0; i < 1000; i++) {
                sink = new byte[100];
            }
        }

        static void after() {
            for (int i = 0; i < 1000; i++) {
                sink = new byte[100];
            }
        }
    }

    private RecordedHeap run(String options, Class<?> main, String... arguments) throws Exception {
        return run(1, options, main, arguments);
    }

    private RecordedHeap run(int seed, String options, Class<?> main, String... arguments) throws Exception {
        Path file = directory.resolve("heap.pb.gz");
        String all = "memprofile=" + file + (options.isEmpty() ? "" : "," + options);
        ForkedJvm.Result result = ForkedJvm.withAgent(all)
                .jvm("-Dpprof4j.seed=" + seed, "-Xmx256m")
                .run(main, arguments);
        assertThat(result.err()).doesNotContain("pprof4j");
        assertThat(result.exitCode()).isZero();
        return RecordedHeap.read(file);
    }
}
