// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Profiles and stacks that several tests use. */
final class Fixtures {

    static final Mapping APP = Mapping.symbolized("/opt/shop/app.jar");

    private Fixtures() {}

    static StackTraceElement at(String className, String method, int line) {
        String outer = className.substring(className.lastIndexOf('.') + 1).replaceAll("\\$.*", "");
        return new StackTraceElement(className, method, outer + ".java", line);
    }

    /** A heap profile of three sites, written as the heap module writes it. */
    static Profile heap() {
        StackTraceElement main = at("shop.Main", "main", 9);
        return heapTypes()
                .comment("jvm: 17.0.15")
                .comment("# for tools only")
                .sample(
                        List.of(at("shop.Cart", "<init>", 31), main),
                        List.of(10L, 10_485_760L, 8L, 8_388_608L),
                        List.of(Label.of("bytes", 1_048_576), Label.of("type", "byte[]")))
                .sample(
                        List.of(at("shop.Cart$Item", "copy", 77), at("shop.Cart", "add", 40), main),
                        List.of(100L, 102_400L, 50L, 51_200L),
                        List.of(Label.of("bytes", 1024), Label.of("type", "java.lang.String")))
                .sample(List.of(main), List.of(1L, 16L, 1L, 16L), List.of(Label.of("bytes", 16)))
                .build();
    }

    static ProfileBuilder heapTypes() {
        return new ProfileBuilder(APP)
                .sampleType("alloc_objects", "count")
                .sampleType("alloc_space", "bytes")
                .sampleType("inuse_objects", "count")
                .sampleType("inuse_space", "bytes")
                .period("space", "bytes", 524_288);
    }

    /** What Go writes: addresses, two binaries, inlined calls, recursion, locations without symbols, a sample without stack. */
    static Profile nativeCpu() {
        Mapping binary =
                new Mapping(0x400000, 0x8000_0000_0000_0000L, 4096, "/bin/demo", "b1d", true, true, true, true);
        Mapping library = new Mapping(0x7f0000, 0x7fffff, 0, "/lib/libc.so", "", false, false, false, false);
        Frame inlined = new Frame("main.hash", "main.hash", "/src/demo/main.go", 10, 12, 3);
        Frame caller = new Frame("main.work", "main.work", "/src/demo/main.go", 20, 25, 0);
        Location hash = new Location(List.of(inlined, caller), binary, 0x401000, false);
        Location work = new Location(List.of(caller), binary, 0x401010, true);
        Location main = Location.of(new Frame("main.main", "/src/demo/main.go", 5), binary);
        Location bare = new Location(List.of(), library, 0xffff_ffff_ffff_fff0L, false);
        Location lost = new Location(List.of(), Mapping.NONE, 0x10, false);
        return new Profile(
                List.of(new ValueType("samples", "count"), new ValueType("cpu", "nanoseconds")),
                List.of(
                        Sample.of(List.of(hash, work, main), 3, 30_000_000),
                        Sample.of(List.of(bare, hash, main), 2, 20_000_000),
                        new Sample(
                                List.of(lost), List.of(1L, 10_000_000L), List.of(Label.of("wait", 5, "milliseconds"))),
                        Sample.of(List.of(), 1, 10_000_000)),
                List.of(binary, library),
                new ValueType("cpu", "nanoseconds"),
                10_000_000,
                0,
                508_750_000,
                List.of("host: a"),
                "cpu",
                "runtime\\.goexit",
                "keep",
                "https://example.org/doc");
    }

    /** Random recursive stacks over 60 functions, sizes from bytes to megabytes, some values negative. */
    static Profile random(long seed, boolean negative) {
        Random random = new Random(seed);
        ProfileBuilder profile = heapTypes();
        for (int i = 0; i < 300; i++) {
            List<StackTraceElement> stack = new ArrayList<>();
            for (int depth = random.nextInt(12); depth >= 0; depth--) {
                int function = (int) Math.abs(random.nextGaussian() * 20);
                stack.add(at("app.Part" + function % 7, "call" + function, 10 + random.nextInt(3)));
            }
            long count = 1L + random.nextInt(5);
            long bytes = count << random.nextInt(22);
            long sign = negative && random.nextInt(3) == 0 ? -1 : 1;
            profile.sample(
                    stack,
                    List.of(sign * count, sign * bytes, random.nextInt(2) * sign * count, sign * bytes / 3),
                    List.of(Label.of("bytes", bytes / count)));
        }
        return profile.build();
    }

    static byte[] encoded(Profile profile) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProfileWriter.write(profile, out);
        return out.toByteArray();
    }
}
