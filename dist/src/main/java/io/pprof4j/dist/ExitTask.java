// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.heap.HeapProfileFile;
import io.pprof4j.profile.Profiles;
import io.pprof4j.profile.WholeFile;
import io.pprof4j.tracer.Tracer;
import java.io.IOException;

/** What is done when the program ends, mostly to write a file. */
interface ExitTask {

    /** What is missing if it fails, in words. */
    String what();

    /** Does it; the program has ended, and waits only for this. */
    void perform() throws IOException;

    /** The heap profile, of everything that was recorded until now. */
    record Heap(String pattern, boolean collectFirst) implements ExitTask {
        @Override
        public String what() {
            return "heap profile";
        }

        @Override
        public void perform() throws IOException {
            Tracer.halt();
            HeapProfileFile.write(pattern, collectFirst);
        }
    }

    /** A profile that is added up while the program runs. */
    record Named(String pattern, String name) implements ExitTask {
        @Override
        public String what() {
            return name + " profile";
        }

        @Override
        public void perform() throws IOException {
            WholeFile.write(pattern, what(), out -> Profiles.lookup(name).writeTo(out, 0));
        }
    }
}
