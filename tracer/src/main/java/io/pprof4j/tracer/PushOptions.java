// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.List;

/**
 * Where the agent sends profiles by itself; whoever sends them checks it.
 *
 * @param url of the server
 * @param seconds between two pushes
 * @param name of the application; null for what runs in this process
 * @param labels {@code key:value}, each
 * @param profiles the names of those to send; empty for all
 * @param token what the server wants to see; {@code ""} for nothing
 */
public record PushOptions(
        String url, int seconds, String name, List<String> labels, List<String> profiles, String token) {
    public PushOptions {
        labels = List.copyOf(labels);
        profiles = List.copyOf(profiles);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "PushOptions[" + url + "]";
    }
}
