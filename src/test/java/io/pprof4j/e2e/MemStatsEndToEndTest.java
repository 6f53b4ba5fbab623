// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of MemStats beside what jcmd, jstat and the kernel say about the same JVM, which stands still. */
class MemStatsEndToEndTest {
    private static final long KIB = 1024;
    private static final long MIB = 1 << 20;

    /** What the answer to a jcmd itself takes: a thread, some classes, its code. */
    private static final long ASKING = 3 * MIB;

    /** The JVM's heap pools leave out the survivor space that is not in use. */
    private static final long EMPTY_SURVIVOR = 4 * MIB;

    @TempDir
    private Path folder;

    @Test
    void fieldsAreWhatOthersMeasure() throws Exception {
        assertFields("G1");
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel", "Z", "Shenandoah"})
    void fieldsAreWhatOthersMeasureWithEveryCollector(String collector) throws Exception {
        assertFields(collector);
    }

    private void assertFields(String collector) throws Exception {
        Path out = folder.resolve("out");
        Process program = ForkedJvm.withoutAgent()
                .jvm(
                        "-XX:+Use" + collector + "GC",
                        "-Xms96m",
                        "-Xmn32m",
                        "-Xmx256m",
                        "-XX:NativeMemoryTracking=summary")
                .start(out, folder.resolve("err"), MemStatsProgram.class.getName());
        try {
            awaitReady(program, out);
            String stats = second(Files.readString(out));
            String pid = Long.toString(program.pid());
            String process = Files.readString(Path.of("/proc", pid, "status")); // before jcmd makes it larger
            String native0 = tool("jcmd", pid, "VM.native_memory", "summary");
            String jstat = tool("jstat", "-gc", pid);

            long tolerated = collector.equals("G1") ? 0 : EMPTY_SURVIVOR;
            assertThat(field(stats, "HeapSys")).isCloseTo(KIB * category(native0, "Java Heap"), offset(tolerated));
            assertThat(field(stats, "HeapAlloc")).isBetween(20 * MIB, 60 * MIB);
            assertThat(field(stats, "GCSys")).isCloseTo(KIB * category(native0, "GC"), offset(ASKING));
            assertThat(second(stats, "Stack"))
                    .isCloseTo(KIB * number(native0, "stack: reserved=(\\d+)KB"), offset(ASKING));
            assertThat(field(stats, "OtherSys")).isBetween(16 * MIB, 16 * MIB + 64 * MIB);
            assertThat(second(stats, "MSpan"))
                    .isCloseTo(KIB * (space(native0, "Metadata") + space(native0, "Class space")), offset(ASKING));
            assertThat(second(stats, "MCache")).isCloseTo(KIB * category(native0, "Code"), offset(2 * ASKING));
            if (!List.of("Z", "Shenandoah").contains(collector)) { // whose pauses jstat counts, not the cycles
                assertThat(field(stats, "NumGC")).isEqualTo(collections(jstat));
            }
            assertThat(field(stats, "MaxRSS")).isCloseTo(KIB * number(process, "VmHWM:\\s+(\\d+) kB"), offset(8 * MIB));
            assertResident(stats, KIB * number(process, "VmRSS:\\s+(\\d+) kB"));
        } finally {
            program.getOutputStream().write('\n');
            program.getOutputStream().close();
            program.waitFor(60, TimeUnit.SECONDS);
            program.destroyForcibly();
        }
    }

    private static void assertResident(String stats, long kernel) {
        long rss = part(stats, "rss");
        long sum = 0;
        for (String name : List.of("heap", "metaspace", "code", "threads", "gc", "direct", "mapped", "other")) {
            sum += part(stats, name);
        }
        assertThat(sum).isEqualTo(rss);
        assertThat(rss).isCloseTo(kernel, offset(kernel / 20));
        assertThat(part(stats, "heap")).isGreaterThanOrEqualTo(20 * MIB);
        assertThat(part(stats, "direct")).isBetween(16 * MIB, 17 * MIB);
        assertThat(part(stats, "code")).isGreaterThan(MIB);
        assertThat(part(stats, "threads")).isGreaterThan(MIB / 8);
    }

    private static void awaitReady(Process program, Path out) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(out).contains("ready\n")) {
            assertThat(program.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static String tool(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        command.addAll(List.of(arguments));
        ForkedJvm.Result result = ForkedJvm.command(command);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }

    /** What the program printed the second time. */
    private static String second(String output) {
        return output.substring(output.indexOf("warm\n"));
    }

    private static long field(String stats, String name) {
        return number(stats, "(?m)^# " + name + " = (\\d+)$");
    }

    private static long second(String stats, String name) {
        return number(stats, "(?m)^# " + name + " = \\d+ / (\\d+)$");
    }

    private static long part(String stats, String name) {
        return number(stats, "[\\[ ]" + name + "=(\\d+)");
    }

    /** Committed KiB. */
    private static long category(String native0, String name) {
        return number(native0, "-\\s+" + name + " \\(reserved=\\d+KB, committed=(\\d+)KB");
    }

    /** Committed KiB of a part of metaspace. */
    private static long space(String native0, String name) {
        return number(native0, name + ":\\s*\\)\\s+\\(\\s+reserved=\\d+KB, committed=(\\d+)KB");
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static double column(String jstat, String name) {
        List<String> lines = jstat.lines().toList();
        int index = List.of(lines.get(0).trim().split("\\s+", -1)).indexOf(name);
        String value = lines.get(1).trim().split("\\s+", -1)[index];
        return value.equals("-") ? 0 : Double.parseDouble(value.replace(',', '.'));
    }

    private static long collections(String jstat) {
        return (long) (column(jstat, "YGC") + column(jstat, "FGC"));
    }
}
