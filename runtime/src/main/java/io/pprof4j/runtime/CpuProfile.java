// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Which code uses the CPU: Go's {@code pprof.StartCPUProfile} and {@code StopCPUProfile}, on JDK Flight Recorder. Sample
 * types are {@code samples/count} and {@code cpu/nanoseconds}, the period is 10 ms at 100 Hz.
 *
 * <p>On Linux with JDK 25 or later each thread is sampled whenever it has used so much CPU time, in native code too
 * (JFR's {@code jdk.CPUTimeSample}); elsewhere by the clock, at most five running threads at a time and none in native code
 * ({@code jdk.ExecutionSample}). On Linux, what samples do not account for is shown as pseudo frames, from the kernel's
 * accounts of threads: {@code runtime._GC}, {@code runtime._JIT}, {@code runtime._System} (the JVM's other threads) and
 * {@code runtime._ExternalCode} (native code, system calls, and what was not sampled). Samples without a stack are {@code
 * runtime/pprof.lostProfileEvent}. Source files are named after the outermost class, for the JVM does not record them.
 *
 * <p>Flight Recorder needs a temporary directory that can be written to, and keeps at most 64 frames of a stack unless the
 * JVM was started with {@code -XX:FlightRecorderOptions:stackdepth=}. Its first use in a process takes about half a
 * second. Thread-safe.
 */
public final class CpuProfile {
    /** Samples in a second, unless another number is asked for. */
    public static final int DEFAULT_HZ = 100;

    /** The most samples in a second. */
    public static final int MAX_HZ = 1000;

    private static final Underway<CpuRecording> UNDERWAY = new Underway<>();

    private CpuProfile() {}

    /**
     * Starts profiling at {@link #DEFAULT_HZ}.
     *
     * @param out gets the profile at {@link #stop}; it stays open
     * @throws IllegalStateException if profiling is under way already, or this JVM has no Flight Recorder
     */
    public static void start(OutputStream out) {
        start(out, DEFAULT_HZ);
    }

    /**
     * Starts profiling.
     *
     * @param hz samples in a second of CPU time, from 1 to {@link #MAX_HZ}
     * @throws IllegalArgumentException if hz is out of range
     * @throws IllegalStateException if profiling is under way already, or this JVM has no Flight Recorder
     */
    public static void start(OutputStream out, int hz) {
        Objects.requireNonNull(out, "out");
        if (hz < 1 || hz > MAX_HZ) {
            throw new IllegalArgumentException("hz " + hz + ": must be from 1 to " + MAX_HZ);
        }
        UNDERWAY.begin(out, "cpu profiling already in use", () -> CpuRecording.start(hz));
    }

    /**
     * Stops profiling and writes the profile; does nothing if none is under way.
     *
     * @throws IOException what the stream throws, or if Flight Recorder could not write its temporary file
     */
    public static void stop() throws IOException {
        Underway.Ended<CpuRecording> ended = UNDERWAY.end();
        if (ended == null) {
            return;
        }
        byte[] content;
        long[] entered = RecorderLink.enter();
        try (CpuRecording recording = ended.recording()) {
            content = ProfileBytes.encode(recording.stop());
        } finally {
            RecorderLink.leave(entered);
        }
        ended.out().write(content);
        ended.out().flush();
    }

    /** Stops profiling and writes nothing; does nothing if none is under way. */
    public static void cancel() {
        UNDERWAY.cancel();
    }
}
