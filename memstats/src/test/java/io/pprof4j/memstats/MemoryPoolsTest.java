// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.memstats.MemoryPools.Kind;
import java.lang.management.MemoryType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryPoolsTest {

    @ParameterizedTest
    @CsvSource({
        "HEAP, Eden Space, EDEN",
        "HEAP, PS Eden Space, EDEN",
        "HEAP, G1 Eden Space, EDEN",
        "HEAP, Survivor Space, HEAP",
        "HEAP, G1 Old Gen, HEAP",
        "HEAP, ZHeap, HEAP",
        "HEAP, ZGC Young Generation, HEAP",
        "HEAP, Shenandoah, HEAP",
        "NON_HEAP, Metaspace, METASPACE",
        "NON_HEAP, Compressed Class Space, PART_OF_METASPACE",
        "NON_HEAP, CodeHeap 'profiled nmethods', CODE",
        "NON_HEAP, CodeCache, CODE",
        "NON_HEAP, miscellaneous non-heap storage, OTHER",
    })
    void poolsAreToldApartByName(MemoryType type, String pool, Kind kind) {
        assertThat(Kind.of(type, pool)).isEqualTo(kind);
    }
}
