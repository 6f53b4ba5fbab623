// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes of one module or jar.
 *
 * @param loader finds them
 * @param classNames in binary form
 * @param leftOut class files of which this JVM takes another one with the same class, of this jar or of an earlier one
 */
record ZooGroup(String name, ClassLoader loader, List<String> classNames, int leftOut) {
    private static final String SUFFIX = ".class";
    private static final String MODULE = "module-info.class";

    static List<ZooGroup> ofJdk() throws IOException {
        List<ZooGroup> groups = new ArrayList<>();
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                String name = module.getFileName().toString();
                Module resolved = ModuleLayer.boot()
                        .findModule(name)
                        .orElseThrow(() -> new IllegalStateException(name + " is not there: --add-modules"));
                groups.add(new ZooGroup(name, resolved.getClassLoader(), classNames(module), 0));
            }
        }
        return groups;
    }

    private static List<String> classNames(Path module) throws IOException {
        try (Stream<Path> files = Files.walk(module)) {
            return files.map(file -> module.relativize(file).toString())
                    .filter(ZooGroup::isClass)
                    .map(ZooGroup::className)
                    .sorted()
                    .toList();
        }
    }

    /** All jars of a folder, on one class path below the JDK alone. */
    static List<ZooGroup> ofJars(Path folder) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        Set<String> known = new HashSet<>();
        List<ZooGroup> groups = new ArrayList<>();
        for (Path jar : jars) {
            groups.add(ofJar(jar, loader, known));
        }
        return groups;
    }

    private static ZooGroup ofJar(Path path, ClassLoader loader, Set<String> known) throws IOException {
        try (JarFile jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            List<String> names = jar.versionedStream()
                    .map(ZipEntry::getName)
                    .filter(ZooGroup::isClass)
                    .map(ZooGroup::className)
                    .filter(known::add)
                    .sorted()
                    .toList();
            long all = jar.stream()
                    .filter(entry ->
                            entry.getName().endsWith(SUFFIX) && !entry.getName().endsWith(MODULE))
                    .count();
            return new ZooGroup(path.getFileName().toString(), loader, names, (int) all - names.size());
        }
    }

    /** This group with no classes but these. */
    ZooGroup only(Set<String> wanted) {
        return new ZooGroup(
                name, loader, classNames.stream().filter(wanted::contains).toList(), leftOut);
    }

    private static boolean isClass(String file) {
        return file.endsWith(SUFFIX) && !file.endsWith(MODULE) && !file.startsWith("META-INF/");
    }

    private static String className(String file) {
        return file.substring(0, file.length() - SUFFIX.length()).replace('/', '.');
    }
}
