// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FlagsTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Flags flags =
            new Flags("Prog").number("loops", 7, "loops to run").file("memprofile", "where it goes");

    @Test
    void withoutArgumentsTheDefaultsHold() {
        assertThat(parse()).isTrue();
        assertThat(flags.number("loops")).isEqualTo(7);
        assertThat(flags.file("memprofile")).isEmpty();
    }

    @Test
    void bothSpellingsAreRead() {
        assertThat(parse("-loops", "12", "--memprofile=a=b.pb.gz")).isTrue();
        assertThat(flags.number("loops")).isEqualTo(12);
        assertThat(flags.file("memprofile")).contains(Path.of("a=b.pb.gz"));
    }

    @Test
    void lastOneWinsAndAnEmptyFileIsNone() {
        assertThat(parse("-memprofile=x", "-memprofile=", "-loops=1", "-loops=0"))
                .isTrue();
        assertThat(flags.file("memprofile")).isEmpty();
        assertThat(flags.number("loops")).isZero();
    }

    @Test
    void badArgumentsAreNamedWithTheUsage() {
        assertThat(complaint("-bogus", "1")).startsWith("Prog: flag provided but not defined: -bogus\n");
        assertThat(complaint("-loops")).startsWith("Prog: flag needs an argument: -loops\n");
        assertThat(complaint("-loops", "-1")).startsWith("Prog: invalid value \"-1\" for flag -loops: not a number");
        assertThat(complaint("-loops=9999999999")).startsWith("Prog: invalid value \"9999999999\" for flag -loops");
        assertThat(complaint("file")).isEqualTo("""
                Prog: not a flag: file
                Usage of Prog:
                  -loops N: loops to run (default 7)
                  -memprofile FILE: where it goes
                """);
    }

    private String complaint(String... args) {
        err.reset();
        assertThat(parse(args)).isFalse();
        return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private boolean parse(String... args) {
        return flags.parse(args, new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
