// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AllocatedTypeTest {
    @ParameterizedTest
    @CsvSource({
        "byte[], byte[]",
        "java.util.HashMap$Node, java.util.HashMap$Node",
        "app.Main$$Lambda$14/0x0000000800c03000, app.Main$$Lambda",
        "app.Main$$Lambda/0x00007f2a1c03000, app.Main$$Lambda",
        "app.Hidden/0x00007f2a1c03000, app.Hidden"
    })
    void namesAreThoseOfTheSource(String typeName, String shown) {
        assertThat(AllocatedType.sourceName(typeName)).isEqualTo(shown);
    }
}
