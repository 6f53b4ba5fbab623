// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.function.Supplier;

/** Ways to make one object. Each method allocates on its first line, and only there. */
// Fields give the objects their sizes, and the sink keeps them real.
@SuppressWarnings({"UnusedVariable", "StaticAssignmentOfThrowable", "RethrowReflectiveOperationExceptionAsLinkageError"
})
final class ObjectConstructs {
    static final Runnable[] ALL = {
        ObjectConstructs::plainNew,
        ObjectConstructs::discardedNew,
        ObjectConstructs::nestedNew,
        ObjectConstructs::ternaryArguments,
        ObjectConstructs::throwingConstructor,
        ObjectConstructs::throwingArgument,
        ObjectConstructs::recursiveConstructor,
        ObjectConstructs::thisAndSuperConstructors,
        ObjectConstructs::newRecord,
        ObjectConstructs::superClone,
        ObjectConstructs::inheritedClone,
        ObjectConstructs::overriddenClone,
        ObjectConstructs::copyingClone,
        ObjectConstructs::reflectiveNew,
        ObjectConstructs::reflectiveNewOfNested,
        ObjectConstructs::methodHandleNew,
        ObjectConstructs::unsafeAllocateInstance,
        ObjectConstructs::capturingLambda,
        ObjectConstructs::capturingMethodReference,
        ObjectConstructs::nonCapturingLambda,
        ObjectConstructs::constructorReference,
    };

    private static final RuntimeException REFUSAL = new RuntimeException("refused", null, false, false) {};
    private static final Object[] NO_ARGUMENTS = {};
    private static final Constructor<?> CONSTRUCTOR = constructor(Plain.class);
    private static final Constructor<?> NESTED_CONSTRUCTOR = constructor(Holder.class);
    private static final MethodHandle NEW_PLAIN = handle(Plain.class);
    private static final Supplier<?> FACTORY = Plain::new;
    private static final MethodHandle UNSAFE_ALLOCATE = unsafeAllocate();
    private static final Copyable COPYABLE = new Copyable();
    private static final Copyable INHERITING = new InheritingCopyable();
    private static final Copyable OVERRIDING = new OverridingCopyable();
    private static final Copyable COPYING = new CopyingCopyable();
    static Object sink;
    private static boolean odd = true;

    private ObjectConstructs() {}

    static class Plain {
        private int number = 1;
    }

    static final class Left {
        private long number = 1;
    }

    static final class Right {
        private final Object leaf;

        Right(Object leaf) {
            this.leaf = leaf;
        }
    }

    static final class Leaf {}

    record Pair(Object left, Object right) {}

    static final class Thrower {
        private final long a = 1;

        Thrower() {
            throw REFUSAL;
        }
    }

    static final class Chain {
        private final Chain next;

        Chain(int rest) {
            next = rest == 0 ? null : new Chain(rest - 1);
        }
    }

    static class Base extends Plain {
        private final Object part;

        Base(Object part) {
            this.part = part;
        }
    }

    static final class Derived extends Base {
        Derived() {
            this(new Leaf());
        }

        private Derived(Leaf leaf) {
            super(new Right(leaf));
        }
    }

    static final class Holder {
        private final Object held = new Leaf();
    }

    static class Copyable implements Cloneable {
        private int number = 1;

        @Override
        public Copyable clone() {
            try {
                return (Copyable) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static final class InheritingCopyable extends Copyable {
        private long another = 1;
    }

    static final class OverridingCopyable extends Copyable {
        private long another = 1;

        @Override
        public OverridingCopyable clone() {
            return (OverridingCopyable) super.clone();
        }
    }

    /** Its clone is made by a constructor. */
    static final class CopyingCopyable extends Copyable {
        @Override
        @SuppressWarnings("MissingSuperCall")
        public CopyingCopyable clone() {
            return new CopyingCopyable();
        }
    }

    static void plainNew() {
        sink = new Plain();
    }

    static void discardedNew() {
        new Plain();
    }

    static void nestedNew() {
        sink = new Pair(new Left(), new Right(new Leaf()));
    }

    static void ternaryArguments() {
        sink = new Pair(odd ? new Left() : null, odd ? null : new Right(null));
    }

    static void throwingConstructor() {
        try {
            sink = new Thrower();
        } catch (RuntimeException e) {
            sink = e;
        }
    }

    static void throwingArgument() {
        try {
            sink = new Pair(new Left(), refuse());
        } catch (RuntimeException e) {
            sink = e;
        }
    }

    private static Object refuse() {
        throw REFUSAL;
    }

    static void recursiveConstructor() {
        sink = new Chain(3);
    }

    static void thisAndSuperConstructors() {
        sink = new Derived();
    }

    static void newRecord() {
        sink = new Pair(null, null);
    }

    static void superClone() {
        sink = COPYABLE.clone();
    }

    static void inheritedClone() {
        sink = INHERITING.clone();
    }

    static void overriddenClone() {
        sink = OVERRIDING.clone();
    }

    static void copyingClone() {
        sink = COPYING.clone();
    }

    static void reflectiveNew() {
        sink = newInstance(CONSTRUCTOR);
    }

    static void reflectiveNewOfNested() {
        sink = newInstance(NESTED_CONSTRUCTOR);
    }

    static void methodHandleNew() {
        sink = invoke(NEW_PLAIN);
    }

    static void unsafeAllocateInstance() {
        sink = allocate(Plain.class);
    }

    static void capturingLambda() {
        sink = supplierOf(sink);
    }

    static void capturingMethodReference() {
        sink = (Supplier<?>) sink::getClass;
    }

    static void nonCapturingLambda() {
        sink = (Supplier<?>) () -> REFUSAL;
    }

    static void constructorReference() {
        sink = FACTORY.get();
    }

    static Supplier<?> supplierOf(Object captured) {
        return () -> captured;
    }

    private static Object newInstance(Constructor<?> constructor) {
        try {
            return constructor.newInstance(NO_ARGUMENTS);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object invoke(MethodHandle handle) {
        try {
            return (Plain) handle.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static Object allocate(Class<?> type) {
        try {
            return UNSAFE_ALLOCATE.invokeExact(type);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        try {
            return type.getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static MethodHandle handle(Class<?> type) {
        try {
            return MethodHandles.lookup().findConstructor(type, MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** By name: the compiler warns of the class itself. */
    private static MethodHandle unsafeAllocate() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field field = unsafe.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(unsafe, "allocateInstance", MethodType.methodType(Object.class, Class.class))
                    .bindTo(field.get(null));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
