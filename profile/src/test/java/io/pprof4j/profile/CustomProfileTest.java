// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CustomProfileTest {

    private final CustomProfile profile = new CustomProfile("app/connections");

    @Test
    void threeValuesOfOneLineAreOneRow() throws IOException {
        for (int i = 0; i < 3; i++) {
            profile.add(new Object(), 0);
        }
        assertThat(profile.count()).isEqualTo(3);
        assertThat(text()).matches("(?s)app/connections profile: total 3\n3 @ 0x[0-9a-f]+ .*");
    }

    @Test
    void stackStartsInTheCallerOfAdd() throws IOException {
        addFromHere(0);
        assertThat(functions().get(0)).isEqualTo("io.pprof4j.profile.CustomProfileTest.addFromHere");
        assertThat(text()).containsPattern("\\.addFromHere\\+0x0\t+io/pprof4j/profile/CustomProfileTest\\.java:\\d+\n");
    }

    @Test
    void skipStartsOneFrameHigher() throws IOException {
        addFromHere(1);
        assertThat(functions().get(0)).isEqualTo("io.pprof4j.profile.CustomProfileTest.skipStartsOneFrameHigher");
    }

    @Test
    void skippingEverythingLeavesTheLostEvent() throws IOException {
        addFromHere(100_000);
        assertThat(text()).matches("""
                app/connections profile: total 1
                1 @ 0x[0-9a-f]+
                #\t0x[0-9a-f]+\truntime/pprof.lostProfileEvent\\+0x0\t:0

                """);
    }

    @Test
    void negativeSkipIsRejected() {
        assertThatThrownBy(() -> profile.add(new Object(), -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("skip must not be negative, was -1");
    }

    @Test
    void framesOfPprof4jNeverAppear() throws IOException {
        addFromHere(0);
        assertThat(functions()).noneMatch(function -> function.startsWith("io.pprof4j.profile.CustomProfile."));
    }

    @Test
    void deepStackKeepsItsLeafSide() throws IOException {
        addAtDepth(500);
        assertThat(functions()).hasSize(128).containsOnly("io.pprof4j.profile.CustomProfileTest.addAtDepth");
    }

    @Test
    void removedValueIsGone() throws IOException {
        Object value = new Object();
        profile.add(value, 0);
        profile.remove(value);
        assertThat(profile.count()).isZero();
        assertThat(text()).isEqualTo("app/connections profile: total 0\n");
        profile.add(value, 0);
        assertThat(profile.count()).isEqualTo(1);
    }

    @Test
    void removingAnUnknownValueDoesNothing() {
        profile.add("held", 0);
        profile.remove("other");
        assertThat(profile.count()).isEqualTo(1);
    }

    @Test
    void sameObjectTwiceIsRejected() {
        Object value = new Object();
        profile.add(value, 0);
        assertThatThrownBy(() -> profile.add(value, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pprof: Profile.Add of duplicate value");
        assertThat(profile.count()).isEqualTo(1);
    }

    @Test
    void equalObjectsAreTwoValues() {
        profile.add(new ArrayList<>(), 0);
        profile.add(new ArrayList<>(), 0);
        assertThat(profile.count()).isEqualTo(2);
    }

    @Test
    void debugZeroIsGzipAndOneIsText() throws IOException {
        addFromHere(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        profile.writeTo(out, 0);
        assertThat(out.toByteArray()).startsWith(0x1f, 0x8b);
        assertThat(text()).startsWith("app/connections profile: total 1\n");
    }

    @Test
    void errorOfTheStreamReachesTheCaller() {
        addFromHere(0);
        IOException full = new IOException("disk full");
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw full;
            }
        };
        assertThatThrownBy(() -> profile.writeTo(broken, 0)).isSameAs(full);
        assertThatThrownBy(() -> profile.writeTo(broken, 1)).isSameAs(full);
    }

    @Test
    void threadsCanAddRemoveAndWriteAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<Void> churn = () -> {
            for (int i = 0; i < 500; i++) {
                Object kept = new Object();
                Object released = new Object();
                profile.add(kept, 0);
                profile.add(released, 0);
                profile.writeTo(OutputStream.nullOutputStream(), i % 2);
                profile.remove(released);
                if (i >= 10) {
                    profile.remove(kept);
                }
            }
            return null;
        };
        for (Future<Void> result : threads.invokeAll(List.of(churn, churn, churn, churn))) {
            result.get();
        }
        threads.shutdown();
        assertThat(profile.count()).isEqualTo(40);
    }

    private void addFromHere(int skip) {
        profile.add(new Object(), skip);
    }

    private void addAtDepth(int depth) {
        if (depth == 0) {
            profile.add(new Object(), 0);
        } else {
            addAtDepth(depth - 1);
        }
    }

    private String text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        profile.writeTo(out, 1);
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<String> functions() throws IOException {
        return text().lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceAll("^#\t\\w+\t(.*)\\+0x0\t.*", "$1"))
                .toList();
    }
}
