// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a client reads that is refused. */
final class Refused {
    private Refused() {}

    /** Status, a space and the text, which is one line. */
    static String by(ThrowingCallable call) {
        Reply reply = catchThrowableOfType(Refusal.class, call).reply();
        String text = text(reply);
        assertThat(text).endsWith("\n");
        assertThat(reply.headers()).containsEntry("X-Go-Pprof", "1");
        return reply.status() + " " + text.stripTrailing();
    }

    static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
