// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import com.sun.management.ThreadMXBean;
import io.pprof4j.heap.MemProfile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import io.pprof4j.tracer.AgentOptions;
import io.pprof4j.tracer.Tracer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What allocations are counted in; the argument says which part runs. */
final class CountingProgram {
    static volatile Object sink;
    private static int sum;

    private CountingProgram() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "threads" -> threads(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            case "virtual" -> virtualThreads(Integer.parseInt(args[1]));
            case "temporaries" -> temporaries();
            case "hidden" -> hidden();
            case "rate" -> rate();
            case "switch" -> switchForms();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    static void allocate(int times) {
        for (int i = 0; i < times; i++) {
            sink = new long[i & 7];
            sink = new Whole(new Part(i));
        }
    }

    private static final class Part {
        private final int number;

        Part(int number) {
            this.number = number;
        }
    }

    private static final class Whole {
        private final Part part;

        Whole(Part part) {
            this.part = part;
        }
    }

    /** Many threads, a few at a time. */
    private static void threads(int count, int atOnce) throws InterruptedException {
        for (int i = 0; i < count; i += atOnce) {
            List<Thread> threads = new ArrayList<>();
            for (int k = 0; k < atOnce; k++) {
                Thread thread = new Thread(() -> allocate(16));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** They give way to each other, so that they go on on other carriers. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void virtualThreads(int count) throws Exception {
        List<Thread> threads = new ArrayList<>();
        Runnable task = () -> {
            for (int i = 0; i < 10; i++) {
                allocate(16);
                Thread.yield();
            }
        };
        for (int i = 0; i < count; i++) {
            threads.add((Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Prints bytes per object for temporaries that the optimizing compiler removes. */
    private static void temporaries() {
        for (int i = 0; i < 300; i++) {
            flat(20_000);
            nested(20_000);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadAllocatedBytes();
        flat(5_000_000);
        long between = threads.getCurrentThreadAllocatedBytes();
        nested(5_000_000);
        long end = threads.getCurrentThreadAllocatedBytes();
        System.out.println("flat " + (between - start) / 5e6);
        System.out.println("nested " + (end - between) / 5e6);
        System.out.println("sum " + sum);
    }

    static void flat(int times) {
        for (int i = 0; i < times; i++) {
            sum += new Part(i).number;
        }
    }

    static void nested(int times) {
        for (int i = 0; i < times; i++) {
            sum += new Whole(new Part(i)).part.number;
        }
    }

    /** A class that no loader finds by its name makes instances of itself. */
    static final class SelfMade {
        static Object make() {
            return new SelfMade();
        }
    }

    private static void hidden() throws ReflectiveOperationException, IOException {
        try (InputStream in = CountingProgram.class.getResourceAsStream("CountingProgram$SelfMade.class")) {
            Class<?> hidden = MethodHandles.lookup()
                    .defineHiddenClass(in.readAllBytes(), true)
                    .lookupClass();
            var make = hidden.getDeclaredMethod("make");
            make.setAccessible(true);
            for (int i = 0; i < 70; i++) {
                sink = make.invoke(null);
            }
        }
    }

    private static void rate() {
        System.out.println("rate " + MemProfile.rate());
        try {
            MemProfile.setRate(4096);
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        allocate(8);
    }

    /** This method's own code stays that of the first form while it runs. */
    private static void switchForms() throws IOException {
        Tracer.install();
        spin();
        Tracer.uninstall();
        Tracer.install(AgentOptions.defaults().withCounting());
        for (int i = 0; i < 1000; i++) {
            sink = new Object();
            allocate(1);
        }
        System.out.println("counted " + allocated());
        Tracer.uninstall();
        allocate(100);
        System.out.println("counted " + allocated());
        Tracer.install(1);
        for (int i = 0; i < 50; i++) {
            sink = new Object();
            allocate(1);
        }
        System.out.println("recorded " + allocated());
        Tracer.uninstall();
        Tracer.install(AgentOptions.defaults().withCounting());
        for (int i = 0; i < 20; i++) {
            sink = new Object();
            allocate(1);
        }
        System.out.println("counted " + allocated());
    }

    private static void spin() {
        for (int i = 0; i < 100_000; i++) {
            sink = new Object();
        }
    }

    private static long allocated() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Profiles.writeHeapProfile(out);
        return new Measured(ProfileReader.read(new ByteArrayInputStream(out.toByteArray())))
                .flat("CountingProgram.allocate", "alloc_objects");
    }
}
