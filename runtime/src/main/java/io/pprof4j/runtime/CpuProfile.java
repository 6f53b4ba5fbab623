// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.ProfileWriter;
import io.pprof4j.recorder.RecorderLink;
import java.io.ByteArrayOutputStream;
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
    private static final int DEFAULT_HZ = 100;
    private static final int MAX_HZ = 1000;

    /** Both null if none is under way; guarded by the class. */
    private static CpuRecording current;

    private static OutputStream destination;

    private CpuProfile() {}

    /**
     * Starts profiling at 100 Hz.
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
     * @param hz samples in a second of CPU time, from 1 to 1000
     * @throws IllegalArgumentException if hz is out of range
     * @throws IllegalStateException if profiling is under way already, or this JVM has no Flight Recorder
     */
    public static synchronized void start(OutputStream out, int hz) {
        Objects.requireNonNull(out, "out");
        if (hz < 1 || hz > MAX_HZ) {
            throw new IllegalArgumentException("hz " + hz + ": must be from 1 to " + MAX_HZ);
        }
        if (current != null) {
            throw new IllegalStateException("cpu profiling already in use");
        }
        long[] entered = RecorderLink.enter();
        try {
            current = CpuRecording.start(hz);
            destination = out;
        } catch (LinkageError noJfr) {
            throw new IllegalStateException("this Java runtime has no module jdk.jfr", noJfr);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /**
     * Stops profiling and writes the profile; does nothing if none is under way.
     *
     * @throws IOException what the stream throws, or if Flight Recorder could not write its temporary file
     */
    public static void stop() throws IOException {
        CpuRecording recording;
        OutputStream out;
        synchronized (CpuProfile.class) {
            recording = current;
            out = destination;
            current = null;
            destination = null;
        }
        if (recording == null) {
            return;
        }
        byte[] content;
        long[] entered = RecorderLink.enter();
        try (recording) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ProfileWriter.write(recording.stop(), bytes);
            content = bytes.toByteArray();
        } finally {
            RecorderLink.leave(entered);
        }
        out.write(content);
        out.flush();
    }

    /** Stops profiling and writes nothing; does nothing if none is under way. */
    public static synchronized void cancel() {
        if (current != null) {
            long[] entered = RecorderLink.enter();
            try {
                current.close();
            } finally {
                current = null;
                destination = null;
                RecorderLink.leave(entered);
            }
        }
    }
}
