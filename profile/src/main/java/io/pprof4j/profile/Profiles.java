// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The named profiles of this process: the built-in ones of the pprof4j modules on the class path, and those that the
 * application creates. Safe for use by several threads.
 */
public final class Profiles {

    private static final ProfileRegistry REGISTRY = new ProfileRegistry(Profiles.class.getClassLoader());

    private Profiles() {}

    /** The profile with this name, or null if there is none. */
    public static NamedProfile lookup(String name) {
        return REGISTRY.lookup(name);
    }

    /** All profiles, sorted by name; immutable, as of now. */
    public static List<NamedProfile> all() {
        return REGISTRY.all();
    }

    /**
     * Creates a profile. By convention its name starts with the name of what it belongs to and a slash, has no spaces,
     * and is created once, in a static field.
     *
     * @throws IllegalArgumentException if the name is empty or in use, in Go's words
     */
    public static CustomProfile create(String name) {
        return REGISTRY.create(name);
    }

    /**
     * Writes the {@code heap} profile in protocol buffer form: {@code lookup("heap").writeTo(out, 0)}. It forces no
     * garbage collection; the profile is as of the last completed one.
     *
     * @throws IllegalStateException if the module pprof4j-heap is not on the class path
     * @throws IOException what the stream throws
     */
    public static void writeHeapProfile(OutputStream out) throws IOException {
        NamedProfile heap = lookup("heap");
        if (heap == null) {
            throw new IllegalStateException("no heap profile: add the module pprof4j-heap to the class path");
        }
        heap.writeTo(out, 0);
    }
}
