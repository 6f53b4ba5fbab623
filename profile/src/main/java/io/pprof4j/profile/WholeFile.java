// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is replaced whole or not at all: written beside its place under another name, then renamed. On any error
 * what was there stays as it is. A symbolic link stays, its target is replaced. What is neither file nor directory (a
 * pipe, {@code /dev/stdout}) is written to directly. The directory must exist. Thread-safe; of several writers to one
 * file, the last one's content stays.
 */
public final class WholeFile {

    private WholeFile() {}

    /** What the file is to have in it. */
    public interface Content {

        /** Writes all of it; the stream stays open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param pattern the path; {@code %p} becomes the id of this process, {@code %%} a percent sign
     * @param what is written, for the message of a failure: {@code heap profile}
     * @return the path that was written
     * @throws IOException if it cannot be written; the message names the path and the reason
     */
    public static Path write(String pattern, String what, Content content) throws IOException {
        String name = expand(pattern, ProcessHandle.current().pid());
        try {
            Path target = Path.of(name);
            write(target, content);
            return target;
        } catch (InvalidPathException e) {
            throw new IOException("cannot write " + what + " to " + name + ": " + e.getReason(), e);
        } catch (IOException e) {
            throw new IOException("cannot write " + what + " to " + name + ": " + reason(e), e);
        }
    }

    private static void write(Path target, Content content) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "is a directory");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            // Renaming would replace the device, /dev/stdout for instance, by a file.
            fill(target, content);
        } else {
            replace(Files.exists(target) ? target.toRealPath() : target.toAbsolutePath(), content);
        }
    }

    static void replace(Path target, Content content) throws IOException {
        // Not the process id alone: containers that share a directory may all be process 1.
        String unique =
                ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime() ^ System.currentTimeMillis());
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp");
        Files.createFile(temporary);
        try {
            fill(temporary, content);
            rename(temporary, target);
        } catch (IOException | RuntimeException | Error failure) {
            deleteAfter(failure, temporary);
            throw failure;
        }
    }

    private static void fill(Path file, Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE))) {
            content.writeTo(out);
        }
    }

    /** Replaces %p and %%; any other percent sign stays. */
    static String expand(String pattern, long pid) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            char next = c == '%' && i + 1 < pattern.length() ? pattern.charAt(i + 1) : 0;
            if (next == 'p') {
                path.append(pid);
                i++;
            } else {
                path.append(c);
                i += next == '%' ? 1 : 0;
            }
        }
        return path.toString();
    }

    private static void rename(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void deleteAfter(Throwable failure, Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** In words: the messages of file system exceptions are little more than a path. */
    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException || failure instanceof NotDirectoryException) {
            return "its directory does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        boolean hasReason = failure instanceof FileSystemException e && e.getReason() != null;
        return hasReason ? ((FileSystemException) failure).getReason() : String.valueOf(failure.getMessage());
    }
}
