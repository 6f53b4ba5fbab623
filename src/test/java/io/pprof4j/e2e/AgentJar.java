// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The jar of an agent whose classes are on the class path: a manifest. */
final class AgentJar {
    private AgentJar() {}

    static Path write(Path directory, Class<?> agent) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(new Attributes.Name("Premain-Class"), agent.getName());
        main.put(new Attributes.Name("Agent-Class"), agent.getName());
        main.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        Path jar = directory.resolve(agent.getSimpleName() + ".jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
