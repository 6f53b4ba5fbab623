// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What each method of {@link ObjectConstructs} must be seen to allocate. */
interface ObjectCounts {
    AllocatedObjects run();

    @Test
    default void newIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.plainNew", "Plain");
    }

    @Test
    default void newWhoseResultIsDiscardedIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.discardedNew", "Plain");
    }

    @Test
    default void newInsideConstructorArgumentsCountsEachObjectOnce() throws IOException {
        run().allocates("ObjectConstructs.nestedNew", "Pair", "Left", "Right", "Leaf");
    }

    @Test
    default void newWithConditionalArgumentsCountsWhatWasMade() throws IOException {
        run().allocates("ObjectConstructs.ternaryArguments", "Pair", "Left");
    }

    @Test
    default void newWhoseConstructorThrowsIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.throwingConstructor", "Thrower");
    }

    @Test
    default void newWhoseArgumentThrowsIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.throwingArgument", "Pair", "Left");
    }

    @Test
    default void recursiveConstructorsCountEachObject() throws IOException {
        run().allocates("ObjectConstructs.recursiveConstructor", "Chain", "Chain", "Chain", "Chain");
    }

    @Test
    default void callsOfThisAndSuperAreNoObjects() throws IOException {
        run().allocates("ObjectConstructs.thisAndSuperConstructors", "Derived", "Leaf", "Right");
    }

    @Test
    default void newRecordIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.newRecord", "Pair");
    }

    @Test
    default void superCloneIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.superClone", "Copyable");
    }

    @Test
    default void inheritedCloneIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.inheritedClone", "InheritingCopyable");
    }

    @Test
    default void cloneOverACloneIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.overriddenClone", "OverridingCopyable");
    }

    @Test
    default void cloneByConstructorIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.copyingClone", "CopyingCopyable");
    }

    @Test
    default void reflectiveConstructionIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.reflectiveNew", "Plain");
    }

    @Test
    default void reflectiveConstructionCountsWhatTheConstructorMakes() throws IOException {
        run().allocates("ObjectConstructs.reflectiveNewOfNested", "Holder", "Leaf");
    }

    @Test
    default void constructionByMethodHandleIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.methodHandleNew", "Plain");
    }

    @Test
    default void unsafeAllocateInstanceIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.unsafeAllocateInstance", "Plain");
    }

    @Test
    default void capturingLambdaIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.capturingLambda", "io.pprof4j.e2e.ObjectConstructs$$Lambda");
    }

    @Test
    default void capturingMethodReferenceIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.capturingMethodReference", "io.pprof4j.e2e.ObjectConstructs$$Lambda");
    }

    @Test
    default void constructorReferenceIsOneObject() throws IOException {
        run().allocates("ObjectConstructs.constructorReference", "Plain");
    }

    @Test
    default void nonCapturingLambdaIsMadeOnce() throws IOException {
        run().allocates("ObjectConstructs.nonCapturingLambda");
    }
}
