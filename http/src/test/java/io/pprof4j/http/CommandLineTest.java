// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void wordsOfThisProcessAreJoinedByNul() throws Exception {
        Reply reply = new CommandLine().answer(new Request("GET", "cmdline", "", ""), span -> {});
        String[] words = Refused.text(reply).split("\0", -1);
        assertThat(words[0]).contains("java");
        assertThat(words).hasSizeGreaterThan(1).doesNotContain("");
        assertThat(reply.headers()).containsEntry("Content-Type", "text/plain; charset=utf-8");
    }

    @Test
    void takesNoParameters() {
        assertThat(Refused.by(() -> new CommandLine().answer(new Request("GET", "cmdline", "debug=1", ""), span -> {})))
                .isEqualTo("400 unknown parameter \"debug\" - accepted here: none");
    }
}
