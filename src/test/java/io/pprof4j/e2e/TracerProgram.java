// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.heap.MemProfile;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import io.pprof4j.tracer.Tracer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;

/** Turns recording on and off, and watches the field that the hook counts down in. */
public final class TracerProgram {
    static volatile Object sink;

    private TracerProgram() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Tracer.install();
        System.out.println("installed: " + (MemProfile.rate() == 524288));
        System.out.println("hook called: " + isHookCalled());
        MemProfile.setRate(1);
        allocate(100);
        Tracer.uninstall();
        System.out.println("uninstalled: " + (MemProfile.rate() == 0));
        System.out.println("hook called: " + isHookCalled());
        long before = recorded();
        System.out.println("recorded: " + before);
        allocate(1000);
        System.out.println("recorded while uninstalled: " + (recorded() - before));
        Tracer.install(1);
        System.out.println("installed again: " + (MemProfile.rate() == 1));
        allocate(50);
        System.out.println("recorded: " + recorded());
    }

    private static void allocate(int arrays) {
        for (int i = 0; i < arrays; i++) {
            sink = new byte[1000];
        }
    }

    private static void spin() {
        for (int i = 0; i < 100_000; i++) {
            sink = new Object();
        }
    }

    /** Whether the countdown moves, in a loop that is hot. */
    private static boolean isHookCalled() throws ReflectiveOperationException {
        Field countdown = Thread.class.getDeclaredField("threadLocalRandomSecondarySeed");
        countdown.setAccessible(true);
        spin();
        countdown.setInt(Thread.currentThread(), 123_456_789);
        spin();
        return countdown.getInt(Thread.currentThread()) != 123_456_789;
    }

    private static long recorded() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Profiles.writeHeapProfile(out);
        Profile profile = ProfileReader.read(new ByteArrayInputStream(out.toByteArray()));
        return new Measured(profile).flat("TracerProgram.allocate", "alloc_objects");
    }
}
