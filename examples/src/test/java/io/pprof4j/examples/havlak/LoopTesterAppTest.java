// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LoopTesterAppTest {

    @Test
    void findsTheLoopsKnownFromTheOtherLanguages() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        LoopTesterApp app = new LoopTesterApp();

        long found = app.run(3, 2, out);
        app.report(found, out);

        assertThat(found).isEqualTo(2 * 76_002);
        assertThat(text.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                Welcome to LoopTesterApp, Java edition
                Constructing Simple CFG...
                3 dummy loops
                Constructing CFG...
                Performing Loop Recognition
                1 Iteration
                Another 2 iterations...
                ..
                Graph of 252013 blocks and 378036 edges
                Found 76002 loops (including artificial root node) (152004)
                  nesting level 0: 50000 loops
                  nesting level 1: 24999 loops
                  nesting level 2: 1000 loops
                  nesting level 3: 1 loop
                  nesting level 4: 1 loop
                  nesting level 5: 1 loop
                """);
    }
}
