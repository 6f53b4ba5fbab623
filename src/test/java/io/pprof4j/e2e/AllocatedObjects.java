// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a run of the constructs is seen to have allocated. */
interface AllocatedObjects {
    /**
     * Checks that a construct allocated exactly these objects each time, on its own line.
     *
     * @param construct its class and method
     * @param keys of the objects, see {@link SizesProgram}; names without a dot are nested in the construct's class
     */
    void allocates(String construct, String... keys) throws IOException;

    /** As {@link #allocates}, but only of what this function allocated. */
    void allocatesIn(String leaf, String construct, String... keys) throws IOException;

    /** As {@link #allocates}, but only of what other functions than this one allocated. */
    void allocatesOutside(String leaf, String construct, String... keys) throws IOException;

    static String fullKey(String construct, String key) {
        String outer = "io.pprof4j.e2e." + construct.substring(0, construct.indexOf('.'));
        return Character.isUpperCase(key.charAt(0)) ? outer + "$" + key : key;
    }

    static String type(String fullKey) {
        int length = fullKey.indexOf('#');
        return length < 0 ? fullKey : fullKey.substring(0, length);
    }

    /** Where the method allocates: on its first line, which may be the first one in a try block. */
    static long line(String construct) throws IOException {
        int dot = construct.indexOf('.');
        List<String> lines = source(construct.substring(0, dot));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("static void " + construct.substring(dot + 1) + "() {")) {
                return i + (lines.get(i + 1).strip().equals("try {") ? 3L : 2L);
            }
        }
        throw new AssertionError("no method " + construct);
    }

    static List<String> source(String simpleName) throws IOException {
        Path file = ForkedJvm.ROOT.resolve("src/test/java/io/pprof4j/e2e/" + simpleName + ".java");
        return Files.readAllLines(file);
    }
}
