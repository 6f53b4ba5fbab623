// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.heap.MemProfile;
import io.pprof4j.memstats.MemStats;
import io.pprof4j.profile.CustomProfile;
import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.Profiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An application that uses pprof4j as a library. */
public final class ApiProgram {
    private static final byte[][] KEPT = new byte[100][];

    private ApiProgram() {}

    /** {@code write DEBUG FILE}: the heap profile after {@link #keep}; or {@code everything}: the whole API. */
    public static void main(String[] args) throws IOException {
        keep();
        System.gc();
        System.out.println(
                "library loaded by " + Profiles.class.getClassLoader().getName());
        if (args[0].equals("everything")) {
            everything();
        } else {
            try (OutputStream out = Files.newOutputStream(Path.of(args[2]))) {
                Profiles.lookup("heap").writeTo(out, Integer.parseInt(args[1]));
            }
        }
    }

    /** 100 arrays of 1,016 bytes, 8 bytes of alignment included. */
    static void keep() {
        for (int i = 0; i < KEPT.length; i++) {
            KEPT[i] = new byte[1000];
        }
    }

    private static void everything() throws IOException {
        System.out.println("rate " + MemProfile.rate());
        try {
            MemProfile.setRate(1);
        } catch (IllegalStateException inactive) {
            System.out.println("setRate: " + inactive.getMessage());
        }
        CustomProfile connections = Profiles.create("app/connections");
        for (int i = 0; i < KEPT.length; i++) {
            connections.add(KEPT[i], 0);
        }
        connections.remove(KEPT[0]);
        for (NamedProfile profile : Profiles.all()) {
            for (int debug = 0; debug <= 2; debug++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                profile.writeTo(out, debug);
                System.out.println(profile.name() + " " + profile.count() + " " + (out.size() > 0));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Profiles.writeHeapProfile(out);
        System.out.println("heapAlloc " + (MemStats.read().heapAlloc() > 0));
    }
}
