// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** What JaCoCo's agent wrote: for each class a checksum of its class file and which of its probes were hit. */
record JacocoData(long classId, BitSet probes) {
    private static final int HEADER = 0x01;
    private static final int SESSION = 0x10;
    private static final int EXECUTION = 0x11;

    /** By internal class name. */
    static Map<String, JacocoData> read(Path file) throws IOException {
        Map<String, JacocoData> classes = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            for (int block = in.read(); block >= 0; block = in.read()) {
                switch (block) {
                    case HEADER -> in.readInt(); // magic number and version
                    case SESSION -> {
                        in.readUTF();
                        in.readLong();
                        in.readLong();
                    }
                    case EXECUTION -> {
                        long id = in.readLong();
                        classes.put(in.readUTF(), new JacocoData(id, bits(in)));
                    }
                    default -> throw new IOException("block of type " + block);
                }
            }
        }
        return classes;
    }

    /** A length in groups of seven bits, then the bits, each lowest first. */
    private static BitSet bits(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int group;
        do {
            group = in.readUnsignedByte();
            length |= (group & 0x7F) << shift;
            shift += 7;
        } while (group > 0x7F);
        return BitSet.valueOf(in.readNBytes((length + 7) / 8));
    }
}
