// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/** Stacks are taken by throwables: none of that is in a flight recording. */
class FlightRecordingEndToEndTest {
    @Test
    void aFlightRecordingHasTheProgramsErrorsOnly() throws Exception {
        ForkedJvm.Result result = ForkedJvm.withAgent("memprofilerate=4096").run(Recorded.class);

        assertThat(result.err()).doesNotContain("pprof4j", "Exception");
        assertThat(result.out()).isEqualTo("{java.lang.InternalError=3}\n");
    }

    /** Throws one error, and prints which throwables the recording has, by class, in all three events of an error. */
    static final class Recorded {
        static volatile Object sink;

        private Recorded() {}

        public static void main(String[] arguments) throws IOException, ParseException {
            Path file = Files.createTempFile("recorded", ".jfr");
            try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
                recording.enable("jdk.JavaErrorThrow");
                recording.enable("jdk.JavaExceptionThrow");
                recording.start();
                allocate();
                throwOne();
                recording.stop();
                recording.dump(file);
                System.out.println(throwables(file));
            } finally {
                Files.delete(file);
            }
        }

        private static void allocate() {
            for (int i = 0; i < 1_000_000; i++) {
                sink = new byte[200];
            }
        }

        private static void throwOne() {
            try {
                throw new InternalError("thrown by the program");
            } catch (InternalError expected) {
                sink = expected;
            }
        }

        private static Map<String, Integer> throwables(Path file) throws IOException {
            Map<String, Integer> found = new TreeMap<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (event.hasField("thrownClass") && !isLinkage(event)) {
                    found.merge(event.getClass("thrownClass").getName(), 1, Integer::sum);
                }
            }
            return found;
        }

        /** Linking a method handle looks for a precompiled form first, and that throws in any JVM, at times unknown. */
        private static boolean isLinkage(RecordedEvent event) {
            RecordedStackTrace stack = event.getStackTrace();
            return stack != null
                    && stack.getFrames().stream()
                            .anyMatch(frame ->
                                    frame.getMethod().getType().getName().startsWith("java.lang.invoke.MemberName"));
        }
    }
}
