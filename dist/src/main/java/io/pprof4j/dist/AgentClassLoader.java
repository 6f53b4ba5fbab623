// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/** Loads the agent from its own jar, below the JDK and beside the application. */
final class AgentClassLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    AgentClassLoader(File jar) throws MalformedURLException {
        super("pprof4j", new URL[] {jar.toURI().toURL()}, ClassLoader.getPlatformClassLoader());
    }
}
