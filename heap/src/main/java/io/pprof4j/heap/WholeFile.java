// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is replaced whole or not at all: written beside its place under another name, then renamed. */
final class WholeFile {

    private WholeFile() {}

    /** Writes the profile's bytes; see {@link HeapProfileFile#write}. */
    static void write(Path target, byte[] content) throws IOException {
        try {
            if (Files.isDirectory(target)) {
                throw new FileSystemException(target.toString(), null, "is a directory");
            }
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                // Renaming would replace the device, /dev/stdout for instance, by a file.
                Files.write(target, content, StandardOpenOption.WRITE);
            } else {
                replace(Files.exists(target) ? target.toRealPath() : target.toAbsolutePath(), content);
            }
        } catch (IOException e) {
            throw new IOException("cannot write heap profile to " + target + ": " + reason(e), e);
        }
    }

    static void replace(Path target, byte[] content) throws IOException {
        // Not the process id alone: containers that share a directory may all be process 1.
        String unique =
                ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime() ^ System.currentTimeMillis());
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp");
        Files.createFile(temporary);
        try {
            Files.write(temporary, content, StandardOpenOption.WRITE);
            rename(temporary, target);
        } catch (IOException | RuntimeException | Error failure) {
            deleteAfter(failure, temporary);
            throw failure;
        }
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
