// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** Eclipse's Java compiler: a package of interdependent classes from source files to class files in memory. */
final class CompilerProgram implements Program {
    private static final int CLASSES = 6;
    private static final List<String> OPTIONS =
            List.of("-source", "17", "-target", "17", "-proc:none", "-nowarn", "-g");

    private final JavaCompiler compiler = new EclipseCompiler();
    private final List<Path> sources = new ArrayList<>();

    /** On disk, since this compiler takes no others. */
    CompilerProgram() throws IOException {
        Path directory = Files.createTempDirectory("bench-compiler");
        directory.toFile().deleteOnExit(); // after the files in it, which come later
        for (int i = 0; i < CLASSES; i++) {
            sources.add(Files.writeString(directory.resolve("Shelf" + i + ".java"), shelf(i)));
            sources.get(i).toFile().deleteOnExit();
        }
    }

    /** Generics, lambdas, switches and loops; each class calls the next one. */
    private static String shelf(int number) {
        StringBuilder source = new StringBuilder("package gen;\nimport java.util.*;\n");
        source.append(String.format(
                Locale.ROOT, "public class Shelf%d<T extends Comparable<T>> {%n  private List<T> items;%n", number));
        for (int method = 0; method < 12; method++) {
            source.append("""
                      Map<String, List<T>> group%1$d(Collection<? extends T> all, int limit) {
                        Map<String, List<T>> groups = new TreeMap<>();
                        for (T one : all) {
                          String key = switch (one.hashCode() %% 3) { case 0 -> "zero"; case 1 -> "one" + limit; default -> "" + one; };
                          groups.computeIfAbsent(key, k -> new ArrayList<>()).add(one);
                        }
                        groups.values().removeIf(g -> g.size() > limit);
                        groups.forEach((key, group) -> { Collections.sort(group); items.addAll(group); });
                        return groups.isEmpty() ? new Shelf%2$d<T>().group%1$d(all, limit + 1) : groups;
                      }
                    """.formatted(method, (number + 1) % CLASSES));
        }
        return source.append("}\n").toString();
    }

    @Override
    public long operation() throws IOException {
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager platform = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            ClassFilesInMemory files = new ClassFilesInMemory(platform);
            var units = platform.getJavaFileObjectsFromPaths(sources);
            boolean compiled = compiler.getTask(messages, files, null, OPTIONS, null, units)
                    .call();
            if (!compiled) {
                throw new IllegalStateException(messages.toString());
            }
            return files.checksum();
        }
    }

    @Override
    public long expected() {
        return 297_482_063L;
    }
}
