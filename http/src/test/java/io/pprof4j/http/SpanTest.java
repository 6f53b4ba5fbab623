// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {
    private final List<String> calls = new ArrayList<>();
    private final Span span = new Span("profile", "CPU profiling", this::stop, () -> calls.add("cancel"));
    private OutputStream out;

    private void start(OutputStream destination) {
        calls.add("start");
        out = destination;
    }

    private void stop() throws IOException {
        calls.add("stop");
        out.write('x');
    }

    @Test
    void measuresWhileTheClientWaits() throws Exception {
        Reply reply = span.measure(this::start, Duration.ofSeconds(3), length -> calls.add("wait " + length));
        assertThat(calls).containsExactly("start", "wait PT3S", "stop");
        assertThat(reply.headers()).containsEntry("Content-Disposition", "attachment; filename=\"profile\"");
        assertThat(reply.body()).containsExactly('x');
    }

    @Test
    void stopsAtOnceWhenTheClientGoes() {
        assertThatThrownBy(() -> span.measure(this::start, Duration.ofSeconds(3), length -> {
                    throw new ClientGoneException(null);
                }))
                .isInstanceOf(ClientGoneException.class);
        assertThat(calls).containsExactly("start", "cancel");
    }

    @Test
    void whatCannotBeStartedIsRefusedInGosWords() {
        assertThat(Refused.by(() -> span.measure(
                        destination -> {
                            throw new IllegalStateException("cpu profiling already in use");
                        },
                        Duration.ofSeconds(3),
                        length -> calls.add("wait"))))
                .isEqualTo("500 Could not enable CPU profiling: cpu profiling already in use");
        assertThat(calls).isEmpty();
    }
}
