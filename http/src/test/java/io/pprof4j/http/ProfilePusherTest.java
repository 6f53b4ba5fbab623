// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.http.FakePyroscope.Received;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.profile.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ProfilePusherTest {
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofHours(1);

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Duration lastPush = Duration.ofSeconds(60);
    private ProfilePusher pusher;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        if (pusher != null) {
            pusher.close();
        }
        System.setErr(standardError);
    }

    private List<String> said() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void awaitSaid(String begin) throws InterruptedException {
        while (said().stream().noneMatch(line -> line.startsWith(begin))) {
            Thread.sleep(10);
        }
    }

    private static PushSettings threads(String url, Duration interval) {
        return PushSettings.to(url).only(List.of("goroutine")).every(interval);
    }

    private void start(PushSettings settings) {
        Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(100));
        pusher = new ProfilePusher(settings, new UploadQueue(1 << 20), backoff, lastPush).start();
    }

    @Test
    void aProfileComesAsPyroscopeTakesIt() throws Exception {
        try (FakePyroscope server = new FakePyroscope()) {
            PushSettings settings = threads(server.url() + "/base/", OFTEN)
                    .named("shop")
                    .labelled(List.of("zone:a", "env:prod"))
                    .withToken("s3cret");
            start(settings);
            Received received = server.next();
            assertThat(received.message().method()).isEqualTo("POST");
            assertThat(received.message().path()).isEqualTo("/base/ingest");
            assertThat(URLDecoder.decode(received.message().query(), StandardCharsets.UTF_8))
                    .matches("name=shop\\{env=prod,zone=a}&from=\\d+&until=\\d+&format=pprof&spyName=pprof4j");
            assertThat(received.message().headers()).containsEntry("authorization", "Bearer s3cret");
            Profile profile = ProfileBytes.decode(received.profile());
            assertThat(profile.sampleTypes()).containsExactly(new ValueType("goroutine", "count"));
            assertThat(profile.samples()).isNotEmpty();
            assertThat(received.parts().get("sample_type_config"))
                    .isEqualTo("{\"goroutine\":{\"units\":\"goroutines\",\"display-name\":\"goroutines\","
                            + "\"aggregation\":\"average\"}}");
            assertThat(said()).isEmpty();
        }
    }

    @Test
    void whatAServerCannotTakeNowIsSentAgain() throws Exception {
        try (FakePyroscope server = new FakePyroscope().answering(500, 503, 429)) {
            start(threads(server.url(), OFTEN));
            String first = server.next().body();
            for (int i = 0; i < 3; i++) {
                assertThat(server.next().body()).isEqualTo(first);
            }
            assertThat(server.next().body()).isNotEqualTo(first);
            awaitSaid("pprof4j: profiles are pushed to " + server.url() + " again; lost meanwhile: 0");
            assertThat(said())
                    .hasSize(2)
                    .first()
                    .isEqualTo("pprof4j: cannot push profiles to " + server.url() + ": status 500: told to say so");
        }
    }

    @Test
    void whatAServerRefusesIsNotSentAgain() throws Exception {
        try (FakePyroscope server = new FakePyroscope().answering(401)) {
            start(threads(server.url(), OFTEN));
            String first = server.next().body();
            assertThat(server.next().body()).isNotEqualTo(first);
            awaitSaid("pprof4j: profiles are pushed to " + server.url() + " again; lost meanwhile: 1");
            assertThat(said()).hasSize(2);
        }
    }

    @Test
    void aServerThatComesLateGetsWhatWasKept() throws Exception {
        int port;
        try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = reserved.getLocalPort();
        }
        start(threads("http://localhost:" + port, OFTEN));
        awaitSaid("pprof4j: cannot push profiles to http://localhost:" + port + ": ");
        Thread.sleep(500);
        assertThat(said()).hasSize(1);
        try (FakePyroscope server = new FakePyroscope(port)) {
            assertThat(ProfileBytes.decode(server.next().profile()).samples()).isNotEmpty();
            awaitSaid("pprof4j: profiles are pushed to http://localhost:" + port + " again");
        }
    }

    @Test
    void closingPushesWhatWasMeasuredLast() throws Exception {
        try (FakePyroscope server = new FakePyroscope()) {
            start(threads(server.url(), NEVER));
            pusher.close();
            pusher.close();
            assertThat(ProfileBytes.decode(server.next().profile()).samples()).isNotEmpty();
            assertThat(server.waiting()).isZero();
        }
    }

    /** By default: as programs have it. Block and mutex are off, and heap has nothing without the agent. */
    @Test
    void theCpuIsMeasuredFromPushToPush() throws Exception {
        try (FakePyroscope server = new FakePyroscope()) {
            start(PushSettings.to(server.url()).every(Duration.ofMillis(500)));
            Received received = server.next();
            while (!received.parts().get("sample_type_config").contains("\"cpu\"")) {
                received = server.next();
            }
            assertThat(ProfileBytes.decode(received.profile()).sampleTypes())
                    .containsExactly(new ValueType("samples", "count"), new ValueType("cpu", "nanoseconds"));
            assertThat(said()).isEmpty();
        }
    }

    @Test
    void closingDoesNotWaitForAServerThatNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            lastPush = Duration.ofMillis(200);
            start(threads("http://localhost:" + silent.getLocalPort(), NEVER));
            long began = System.nanoTime();
            pusher.close();
            assertThat(System.nanoTime() - began)
                    .isLessThan(Duration.ofSeconds(8).toNanos());
        }
    }
}
