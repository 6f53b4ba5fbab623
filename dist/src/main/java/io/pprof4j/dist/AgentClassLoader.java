// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads the agent from its own jar, below the JDK and beside the application. Reads class files itself: the URLs,
 * manifests and permissions of its superclass, which still finds services, would be a fifth of the agent's start.
 */
final class AgentClassLoader extends URLClassLoader implements Consumer<Function<Object[], LongConsumer>> {
    static {
        registerAsParallelCapable();
    }

    private final ZipFile jar;
    private Function<Object[], LongConsumer> startup;

    AgentClassLoader(File file) throws IOException {
        super("pprof4j", new URL[] {file.toURI().toURL()}, ClassLoader.getPlatformClassLoader());
        jar = new ZipFile(file);
    }

    /** What AgentStartup hands in when it is initialised: by reflection it would take 30 ms more on JDK 25. */
    @Override
    public void accept(Function<Object[], LongConsumer> entry) {
        startup = entry;
    }

    Function<Object[], LongConsumer> startup() {
        return startup;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] classFile = read(name.replace('.', '/') + ".class");
        if (classFile == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, classFile, 0, classFile.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] content = read(name);
        return content == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(content);
    }

    /** Returns null if there is no such entry that can be read. */
    private byte[] read(String name) {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
