// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.heap.MemProfile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What the {@link Soak} does all the time, a bit each call: each checks its own result. */
final class SoakWork {
    private static final long[] RATES = {Soak.RATE, Soak.RATE / 2, Soak.RATE * 4};
    private static final int VIRTUAL_THREADS = 200;

    private static final Object[] KEPT = new Object[50_000];
    static volatile Object sink;

    private SoakWork() {}

    /** One kind of work, and the pause after each call. */
    record Kind(String name, long pauseMillis, Work work) {}

    /** May fail, which ends the soak. */
    interface Work {
        void run(int round) throws Exception;
    }

    static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>(List.of(
                new Kind("types", 5, SoakWork::manyTypes),
                new Kind("survivors", 5, SoakWork::survivors),
                new Kind("exceptions", 5, SoakWork::exceptions),
                new Kind("reflection", 5, SoakWork::reflection),
                new Kind("loaders", 100, SoakWork::loaders),
                new Kind("rates", 1700, SoakWork::rates),
                new Kind("profiles", 3000, SoakWork::profiles)));
        if (Runtime.version().feature() >= 21) {
            kinds.add(new Kind("virtual threads", 20, SoakWork::virtualThreads));
        }
        return kinds;
    }

    private static void manyTypes(int round) {
        Map<String, List<Object>> map = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            map.computeIfAbsent("key " + i % 50, key -> new ArrayList<>())
                    .add(i % 2 == 0 ? (Object) (long) i : i + ".0");
        }
        sink = new Object[][] {map.values().toArray(), new Object[round % 1000], {new long[100], new char[10]}};
        check(map.size() == 50);
    }

    /** Each replaces another that has lived for a while. */
    private static void survivors(int round) {
        for (int i = 0; i < 500; i++) {
            KEPT[(round * 500 + i) % KEPT.length] = new byte[i];
        }
    }

    private static void exceptions(int round) {
        int caught = 0;
        for (int i = 0; i < 100; i++) {
            try {
                throw new IllegalStateException("number " + (round + i));
            } catch (IllegalStateException expected) {
                caught++;
            }
        }
        check(caught == 100);
    }

    private static void reflection(int round) throws ReflectiveOperationException {
        for (int i = 0; i < 200; i++) {
            Object made = ArrayList.class.getConstructor(int.class).newInstance(i);
            Supplier<Object> supplier = () -> made;
            Object same = supplier.get();
            sink = same; // which other threads write, too
            check(same == made);
        }
        check(IntStream.range(0, 100)
                        .mapToObj(i -> round + i)
                        .mapToInt(i -> i - round)
                        .sum()
                == 4950);
    }

    private static void loaders(int round) throws ReflectiveOperationException {
        check(ThrowAwayLoaders.dropLoaders(5).size() == 5);
    }

    private static void virtualThreads(int round) throws Exception {
        int[] results = new int[VIRTUAL_THREADS];
        Thread[] threads = new Thread[VIRTUAL_THREADS];
        for (int i = 0; i < VIRTUAL_THREADS; i++) {
            int number = i;
            threads[i] = VirtualThreads.start(() -> {
                List<Object> list = new ArrayList<>();
                for (int j = 0; j < 10; j++) {
                    list.add(new int[j]);
                    LockSupport.parkNanos(1000);
                }
                results[number] = list.size();
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        check(IntStream.of(results).sum() == 10 * VIRTUAL_THREADS);
    }

    private static void rates(int round) {
        MemProfile.setRate(RATES[round % RATES.length]);
    }

    private static void profiles(int round) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Profiles.writeHeapProfile(out);
        check(!ProfileReader.read(new ByteArrayInputStream(out.toByteArray()))
                .samples()
                .isEmpty());
    }

    private static void check(boolean result) {
        if (!result) {
            throw new AssertionError("wrong result");
        }
    }
}
