// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static io.pprof4j.profile.Fixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountProfileTest {

    private static final StackTraceElement MAIN = at("shop.Main", "main", 9);
    private static final List<StackTraceElement> SHORT = List.of(at("Tiny", "f", 1));
    private static final List<StackTraceElement> LONG = List.of(
            at("shop.connections.ConnectionPool$PooledConnection", "openOrWait", 1234),
            at("shop.Cart", "add", 40),
            MAIN);
    private static final List<StackTraceElement> NATIVE =
            List.of(new StackTraceElement("java.lang.Thr\u00e9ad", "run0", null, -2), MAIN);

    private static final CountProfile PROFILE =
            profile("shop/connections", List.of(SHORT, LONG, List.of(), NATIVE, LONG, NATIVE, LONG));

    @Test
    void textIsGos() throws IOException {
        Golden.check("count-profile.txt", text(1));
    }

    @Test
    void everyOtherDebugValueIsText() throws IOException {
        assertThat(text(2)).isEqualTo(text(1));
        assertThat(text(-1)).isEqualTo(text(1));
    }

    @Test
    void rowsGoByCountThenByAddresses() throws IOException {
        FrameTable frames = new FrameTable();
        assertThat(text(1).lines().filter(line -> line.contains("@")))
                .containsExactly(
                        "3 " + frames.returnAddresses(LONG),
                        "2 " + frames.returnAddresses(NATIVE),
                        "1 @",
                        "1 " + frames.returnAddresses(SHORT));
    }

    @Test
    void stacksThatLookTheSameAreOneRow() throws IOException {
        List<StackTraceElement> first = List.of(new StackTraceElement("A$$Lambda$1/0x01", "run", null, -1));
        List<StackTraceElement> second = List.of(new StackTraceElement("A$$Lambda$2/0x02", "run", null, -1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        profile("n", List.of(first, second)).writeTo(out, 1);
        assertThat(out.toString(StandardCharsets.UTF_8)).matches("(?s)n profile: total 2\n2 @ 0x[0-9a-f]+\n.*");
    }

    @Test
    void protoHasTheSameRows() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PROFILE.writeTo(out, 0);
        Profile profile = ProfileReader.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(profile.sampleTypes()).containsExactly(new ValueType("shop/connections", "count"));
        assertThat(profile.periodType()).isEqualTo(new ValueType("shop/connections", "count"));
        assertThat(profile.period()).isEqualTo(1);
        assertThat(profile.timeNanos()).isPositive();
        assertThat(profile.samples()).extracting(sample -> sample.value(0)).containsExactly(3L, 2L, 1L, 1L);
        assertThat(profile.samples().get(0).stack())
                .flatExtracting(Location::frames)
                .containsExactlyElementsOf(LONG.stream().map(Frame::of).toList());
    }

    private static CountProfile profile(String name, List<List<StackTraceElement>> stacks) {
        CountProfile profile = new CountProfile(name, List.of());
        stacks.forEach(stack -> profile.add(LabelledStack.of(stack), 1));
        return profile;
    }

    private static String text(int debug) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PROFILE.writeTo(out, debug);
        return out.toString(StandardCharsets.UTF_8);
    }
}
