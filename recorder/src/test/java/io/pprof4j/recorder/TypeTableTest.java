// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TypeTableTest {
    private static ClassLoader loader() {
        return new ClassLoader(null) {};
    }

    @Test
    void aNameHasOneNumberInOneLoader() {
        ClassLoader loader = loader();
        assertThat(TypeTable.index(loader, "a.B"))
                .isEqualTo(TypeTable.index(loader, "a.B"))
                .isNotEqualTo(TypeTable.index(loader, "a.C"))
                .isNotEqualTo(TypeTable.index(null, "a.B"))
                .isNotEqualTo(TypeTable.OVERFLOW);
    }

    @Test
    void aNameHasAnotherNumberInAnotherLoader() {
        ClassLoader one = loader();
        ClassLoader other = loader();
        assertThat(TypeTable.index(one, "a.B")).isNotEqualTo(TypeTable.index(other, "a.B"));
    }

    @Test
    void theSizeIsUnknownUntilTheTypeIsAskedFor() throws ClassNotFoundException {
        int index = TypeTable.index(null, "java.util.BitSet");
        assertThat(TypeTable.sizes()[index]).isZero();
        AllocatedType type = TypeTable.type(index, new ObjectSizes(c -> 24));
        assertThat(type).isEqualTo(new AllocatedType("java.util.BitSet", 24));
        assertThat(TypeTable.sizes()[index]).isEqualTo(24);
    }

    @Test
    void aSuperCallOfCloneCountsWhereNoClassBeforeObjectDeclaresIt() {
        assertThat(TypeTable.inheritsObjectClone(TypeTable.index(null, "java.lang.Number")))
                .isTrue();
        assertThat(TypeTable.inheritsObjectClone(TypeTable.index(null, "java.util.LinkedHashMap")))
                .isFalse();
        assertThat(TypeTable.inheritsObjectClone(TypeTable.index(null, "no.such.Type")))
                .isFalse();
    }

    @Test
    void numbersOfACollectedLoaderAreGivenOutAgain() throws InterruptedException {
        int freed = TypeTable.index(loader(), "a.Gone");
        int index = -1;
        for (int i = 0; i < 200 && index != freed; i++) {
            System.gc();
            Thread.sleep(10);
            index = TypeTable.index(null, "a.Fresh" + i);
        }
        assertThat(index).isEqualTo(freed);
        assertThat(TypeTable.sizes()[index]).isZero();
    }
}
