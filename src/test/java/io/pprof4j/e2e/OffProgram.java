// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.heap.MemProfile;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.tracer.Tracer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;

/** Turns recording off in each of the ways there are, and tells what is left of it. */
public final class OffProgram {
    private static final int TIMEOUT_SECONDS = 120;
    static volatile Object sink;

    private OffProgram() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "dormant" -> dormant();
            case "rate" -> rate();
            case "uninstall" -> uninstall();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Under an agent with rate 0. */
    private static void dormant() throws Exception {
        System.out.println("recorder there: " + isRecorderThere());
        System.out.println("callers: " + HookCallers.find().size());
        MemProfile.setRate(0);
        System.out.println("recorder there: " + isRecorderThere());
        MemProfile.setRate(1);
        allocate(100);
        System.out.println("rate " + MemProfile.rate() + ", recorded " + recorded());
    }

    /** Under an agent that records. */
    private static void rate() throws Exception {
        MemProfile.setRate(1);
        allocate(100);
        System.out.println("instrumented: " + HookCallers.find().contains("java/util/HashMap"));
        MemProfile.setRate(0);
        allocate(1000);
        System.out.println("rate " + MemProfile.rate() + ", recorded " + recorded());
        System.out.println("callers at last: " + awaitNoCallers());
        MemProfile.setRate(1);
        allocate(10);
        System.out.println("instrumented: " + HookCallers.find().contains("java/util/HashMap"));
        System.out.println("rate " + MemProfile.rate() + ", recorded " + recorded());
        for (int i = 0; i < 2; i++) {
            MemProfile.setRate(0);
            MemProfile.setRate(1L << 39);
            MemProfile.setRate(1);
            allocate(1);
        }
        System.out.println("rate " + MemProfile.rate() + ", recorded " + recorded());
    }

    private static void uninstall() throws Exception {
        WeakReference<ClassLoader> agent =
                new WeakReference<>(RecorderLink.uninstaller().getClass().getClassLoader());
        Tracer.uninstall();
        System.out.println("callers: " + HookCallers.find());
        System.out.println("agent's loader is gone: " + awaitCollected(agent));
    }

    private static boolean isRecorderThere() {
        try {
            Class.forName("io.pprof4j.recorder.Recorder", false, null);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private static void allocate(int arrays) {
        for (int i = 0; i < arrays; i++) {
            sink = new byte[1000];
        }
    }

    private static long recorded() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Profiles.writeHeapProfile(out);
        Profile profile = ProfileReader.read(new ByteArrayInputStream(out.toByteArray()));
        return new Measured(profile).flat("OffProgram.allocate", "alloc_objects");
    }

    private static int awaitNoCallers() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        int callers = HookCallers.find().size();
        while (callers > 0 && System.nanoTime() < deadline) {
            Thread.sleep(500);
            callers = HookCallers.find().size();
        }
        return callers;
    }

    private static boolean awaitCollected(WeakReference<?> reference) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!reference.refersTo(null) && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(50);
        }
        return reference.refersTo(null);
    }
}
