// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples;

import io.pprof4j.profile.Profiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The flag {@code -memprofile FILE}: how a program writes its own heap profile where it wants it, instead of at exit
 * as the agent's option {@code memprofile} does.
 *
 * <p>What to see:
 *
 * <ol>
 *   <li>The GC comes first. In-use is the state at the last completed GC, as in Go; without one it would be that of
 *       some moment in the middle of the run.
 *   <li>{@link Profiles#writeHeapProfile} is all there is to it; the rest is about files. It takes any stream.
 *   <li>A profile that cannot be written is worth one line, never the program's result.
 * </ol>
 */
public final class MemProfileFlag {
    /** The flag's name. */
    public static final String NAME = "memprofile";

    /** What the flag does, for the usage text. */
    public static final String MEANING = "write the heap profile to FILE; needs -javaagent:pprof4j.jar";

    private MemProfileFlag() {}

    /** Writes the profile if the flag was given. Says on {@code err} what went wrong or is missing, and returns. */
    public static void write(Flags flags, PrintStream err) {
        flags.file(NAME).ifPresent(file -> write(flags.program(), file, err));
    }

    private static void write(String program, Path file, PrintStream err) {
        System.gc();
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A pipe or /dev/null stays what it is; a folder is refused here.
                writeProfile(file);
            } else {
                replace(file);
            }
        } catch (IOException | IllegalStateException e) {
            err.println(program + ": cannot write " + file + ": " + reason(e));
            return;
        } catch (NoClassDefFoundError e) {
            // The agent's jar has the library in it: without the agent, and without pprof4j-heap, it is missing.
            err.println(
                    program + ": cannot write " + file + ": no pprof4j here. Start with java -javaagent:pprof4j.jar");
            return;
        }
        if (Profiles.lookup("heap").count() == 0) {
            err.println(program + ": " + file + " is empty: no allocation was sampled. Start with java "
                    + "-javaagent:pprof4j.jar, or -javaagent:pprof4j.jar=memprofilerate=1 if the run is short");
        }
    }

    /** Nobody reads half a profile: the file appears complete, or stays as it was. */
    private static void replace(Path file) throws IOException {
        Path name = file.getFileName();
        Path unfinished =
                file.resolveSibling(name + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            writeProfile(unfinished);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void writeProfile(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            Profiles.writeHeapProfile(out);
        }
    }

    /** What the operating system said, without the file's name again. */
    private static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such folder";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
