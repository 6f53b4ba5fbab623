// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A minute of everything at once; {@code -Dpprof4j.soak.minutes=20} makes it longer. */
@Tag("full")
class SoakTest {
    private static final int STEP_SECONDS = 10;
    private static final long MOST_GROWTH = 2 << 20;

    @TempDir
    private Path directory;

    /** A line of {@link Soak}. */
    private record Progress(int second, long ownBytes, long residentBytes, long recorded, double coverage, int errors) {
        static Progress parse(String line) {
            String[] parts = line.split(" ", -1);
            return new Progress(
                    Integer.parseInt(parts[0]),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Double.parseDouble(parts[4]),
                    Integer.parseInt(parts[5]));
        }
    }

    /**
     * The coverage is of the whole JVM, with the mirrors of the classes of all loaders and, on JDK 21 and later, the
     * stacks of unmounted virtual threads, which the JVM makes itself.
     */
    @Test
    void ownMemoryStaysFlatAndNothingFails() throws Exception {
        int seconds = 60 * Integer.getInteger("pprof4j.soak.minutes", 1);

        List<Progress> lines = run(seconds);

        assertThat(lines).hasSize(seconds / STEP_SECONDS).allMatch(line -> line.errors() == 0);
        Progress quarter = lines.get(lines.size() / 4);
        Progress last = lines.get(lines.size() - 1);
        assertThat(last.recorded()).isGreaterThan(quarter.recorded());
        assertThat(last.ownBytes() - quarter.ownBytes()).isLessThan(MOST_GROWTH);
        boolean virtualThreads = Runtime.version().feature() >= 21;
        assertThat(last.coverage()).isBetween(virtualThreads ? 80.0 : 96.0, 103.0);
    }

    private List<Progress> run(int seconds) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process soak = ForkedJvm.withAgent("memprofilerate=" + Soak.RATE)
                .jvm(OwnMemory.OPEN)
                .jvm("-Xmx512m", "-Dpprof4j.seed=1")
                .start(out, err, Soak.class.getName(), Integer.toString(seconds), Integer.toString(STEP_SECONDS));
        System.out.println("soak: second, own bytes, resident bytes, alloc_space, coverage in percent, errors");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5L * seconds + 120);
        int printed = 0;
        while (!soak.waitFor(STEP_SECONDS, TimeUnit.SECONDS) && System.nanoTime() < deadline) {
            printed = print(out, printed);
        }
        print(out, printed);
        if (soak.isAlive()) {
            soak.destroyForcibly().waitFor();
            throw new AssertionError("the soak never ended");
        }
        assertThat(Files.readString(err)).isEmpty();
        assertThat(soak.exitValue()).isZero();
        return Files.readAllLines(out).stream().map(Progress::parse).toList();
    }

    private static int print(Path out, int printed) throws Exception {
        List<String> lines = Files.readAllLines(out);
        lines.subList(printed, lines.size()).forEach(System.out::println);
        return lines.size();
    }
}
