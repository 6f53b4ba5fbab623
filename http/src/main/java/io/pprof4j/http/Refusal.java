// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

/** A request that gets an error instead of what it asked for. */
final class Refusal extends Exception {
    private final transient Reply reply;

    /** @param sentence what was wrong, and what is accepted */
    Refusal(int status, String sentence) {
        this(Reply.error(status, sentence));
    }

    Refusal(Reply reply) {
        super("status " + reply.status());
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
