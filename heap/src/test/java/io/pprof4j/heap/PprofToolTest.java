// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static io.pprof4j.heap.Readings.BIG;
import static io.pprof4j.heap.Readings.DEAD;
import static io.pprof4j.heap.Readings.LIVE;
import static io.pprof4j.heap.Readings.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.pprof4j.recorder.RecorderSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge from outside: Go's own tool reads both forms. Skipped where Go is not installed. */
class PprofToolTest {

    @TempDir
    private Path directory;

    private Path proto;
    private Path text;

    @BeforeEach
    void writeProfiles() throws Exception {
        try {
            Command.run(directory, List.of("go", "version"));
        } catch (IOException noGo) {
            abort("go is not installed, nobody judges the format: " + noGo.getMessage());
        }
        HeapReading reading = reading(LIVE, DEAD, BIG);
        proto = Files.write(directory.resolve("heap.pb.gz"), HeapProfile.HEAP.proto(reading, false));
        text = Files.writeString(directory.resolve("heap.txt"), HeapText.encode(reading));
    }

    private String pprof(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("go", "tool", "pprof"));
        command.addAll(List.of(arguments));
        Command run = Command.run(directory, command);
        assertThat(run.exitCode()).as(run.output()).isZero();
        return run.output();
    }

    @ParameterizedTest
    @CsvSource({
        "alloc_objects, count, 2181",
        "alloc_space, B, 24206093B",
        "inuse_objects, count, 513",
        "inuse_space, B, 10524800B"
    })
    void seesTheSameTotalsInBothForms(String sampleType, String unit, String total) throws Exception {
        String[] top = {"-top", "-unit=" + unit, "-sample_index=" + sampleType};

        assertThat(pprof(top[0], top[1], top[2], proto.toString()))
                .contains(" of " + total + " total", "com.acme.Main.main");
        assertThat(pprof(top[0], top[1], top[2], text.toString())).contains(" of " + total + " total");
    }

    @Test
    void showsInuseSpaceAndCommentsAtFirst() throws Exception {
        assertThat(pprof("-top", proto.toString())).contains("Type: inuse_space", "engine: bytecode");
    }

    @Test
    void readsTheLabels() throws Exception {
        assertThat(pprof("-tags", proto.toString()))
                .contains("com.acme.cache.Cache$Entry", "java.lang.Thread[]", "bytes: Total", "type: Total");
    }

    @Test
    void acceptsTheRawForm() throws Exception {
        assertThat(pprof("-raw", proto.toString()))
                .contains("PeriodType: space bytes\nPeriod: 524288\n", "bytes:[1024]", "type:[byte[]]");
    }

    @Test
    void acceptsEmptyProfiles() throws Exception {
        HeapReading nothing = reading(RecorderSnapshot.inactive());
        Files.write(proto, HeapProfile.HEAP.proto(nothing, false));
        Files.writeString(text, HeapText.encode(nothing));

        assertThat(pprof("-raw", proto.toString())).contains("recorder inactive");
        assertThat(pprof("-raw", text.toString())).contains("alloc_objects/count");
    }
}
