// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code cmdline}: the words that started this process, with NUL between them. */
final class CommandLine implements Endpoint {
    private static final Path LINUX = Path.of("/proc/self/cmdline");

    @Override
    public Reply answer(Request request, Client client) throws Refusal {
        Query.parse(request.query(), Set.of());
        return Reply.text(String.join("\0", words()));
    }

    /** As the system has them; where it does not tell, what the JVM remembers. */
    static List<String> words() {
        try {
            String words = Files.readString(LINUX, StandardCharsets.UTF_8);
            return List.of((words.endsWith("\0") ? words.substring(0, words.length() - 1) : words).split("\0", -1));
        } catch (IOException otherSystemOrEncoding) {
            return ofProcessHandle();
        }
    }

    private static List<String> ofProcessHandle() {
        ProcessHandle.Info info = ProcessHandle.current().info();
        List<String> words = new ArrayList<>(List.of(info.command().orElse("java")));
        info.arguments()
                .map(Arrays::asList)
                .or(() -> Optional.of(
                        Arrays.asList(System.getProperty("sun.java.command", "").split(" "))))
                .ifPresent(words::addAll);
        return words;
    }
}
