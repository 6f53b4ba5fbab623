// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {
    @Test
    void namesAreLeftAndNumbersRight() {
        MarkdownTable table = new MarkdownTable(List.of("", "json", "text-index"))
                .row(List.of("none", "1.00", "1.00"))
                .row(List.of("async-live", "1.02 (0.98..1.10)", "1.1"));

        assertThat(table.render()).isEqualTo("""
                        |            |              json | text-index |
                        | ---------- | ----------------: | ---------: |
                        | none       |              1.00 |       1.00 |
                        | async-live | 1.02 (0.98..1.10) |        1.1 |
                        """);
    }

    @Test
    void aRowHasACellForEachColumn() {
        MarkdownTable table = new MarkdownTable(List.of("a", "b"));

        assertThatThrownBy(() -> table.row(List.of("1"))).hasMessage("1 cells for [a, b]");
    }
}
