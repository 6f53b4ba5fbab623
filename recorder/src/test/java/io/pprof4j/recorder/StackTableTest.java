// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import app.Stacks;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class StackTableTest {
    @Test
    void theJvmsOwnFormIsReadableOnTheseJdks() {
        assertThat(RawBacktrace.isReadable()).isTrue();
    }

    @Test
    void equalStacksAreOne() {
        StackTable table = new StackTable(64);
        StackTable.Stack[] stacks = new StackTable.Stack[2];
        for (int i = 0; i < 2; i++) {
            stacks[i] = table.intern(Stacks.here());
        }
        assertThat(stacks[0]).isSameAs(stacks[1]);
    }

    @Test
    void theSameFramesInAnotherClassLoaderAreTheSameStack() throws Exception {
        StackTable table = new StackTable(1);
        StackTable.Stack[] stacks = new StackTable.Stack[3];
        for (int i = 0; i < 3; i++) {
            Class<?> copy = Class.forName(Stacks.class.getName(), true, new OwnCopy());
            stacks[i] = table.intern((Throwable) copy.getMethod("here").invoke(null));
            assertThat(copy).isNotSameAs(Stacks.class);
        }
        assertThat(stacks[1]).isSameAs(stacks[0]);
        assertThat(stacks[2]).isSameAs(stacks[0]);
    }

    /** Defines the class anew. */
    private static final class OwnCopy extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Stacks.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = Stacks.class.getResourceAsStream("Stacks.class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void differentLinesAndDepthsAreDifferentStacks() {
        StackTable table = new StackTable(256);
        assertThat(table.intern(Stacks.here())).isNotSameAs(table.intern(Stacks.there()));
        assertThat(table.intern(Stacks.deep(50))).isNotSameAs(table.intern(Stacks.deep(51)));
    }

    @Test
    void theLeafSideIsKeptToTheDepth() {
        StackTable.Stack stack = new StackTable(3).intern(Stacks.deep(40));
        assertThat(stack.frames()).hasSize(3);
        assertThat(stack.frames()[0].getMethodName()).isEqualTo("here");
        assertThat(stack.frames()[2].getMethodName()).isEqualTo("deep");
    }

    @Test
    void leadingOwnFramesAreLeftOut() {
        StackTable.Stack stack = new StackTable(64, Stacks.class).intern(Stacks.deep(5));
        assertThat(stack.frames()).isNull(); // the next frame is this test's, in the recorder's package
    }

    /** As one that is defined when the table is there. */
    private static final class Hook extends ThreadCountdown implements Supplier<Throwable> {
        @Override
        public Throwable get() {
            return new Throwable();
        }

        @Override
        protected int countdown(Thread thread) {
            return 0;
        }

        @Override
        protected void countdown(Thread thread, int value) {}

        @Override
        protected void warmUp(int type) {}
    }

    @Test
    void theFramesOfAnyHookAreLeftOut() {
        StackTable.Stack stack = new StackTable(64).intern(Stacks.from(new Hook()));

        assertThat(stack.frames()[0].getMethodName()).isEqualTo("from");
    }

    @Test
    void aFullTableKeepsTheLeafFramesOfNewStacks() {
        StackTable table = new StackTable(1, 64);
        table.intern(Stacks.here());
        StackTable.Stack second = table.intern(Stacks.deep(20));
        assertThat(second.frames()).hasSize(9);
        assertThat(second.frames()[0].getMethodName()).isEqualTo("here");
        assertThat(second.frames()[8].getMethodName()).isEqualTo("lostProfileEvent");
        assertThat(table.intern(Stacks.deep(21))).isSameAs(second);
        StackTable.Stack elsewhere = table.intern(Stacks.there());
        assertThat(elsewhere.frames()).hasSize(1);
        assertThat(elsewhere.frames()[0].getMethodName()).isEqualTo("lostProfileEvent");
    }
}
