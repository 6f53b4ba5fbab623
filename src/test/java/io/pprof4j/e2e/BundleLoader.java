// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/** An OSGi bundle's class loader: java.* comes from above, and nothing else, whatever the boot loader may have. */
public final class BundleLoader extends URLClassLoader {
    private BundleLoader(URL[] urls) {
        super("bundle", urls, ClassLoader.getPlatformClassLoader());
    }

    /** Runs a class of the class path as a bundle's: its name, then its arguments. */
    public static void main(String[] args) throws ReflectiveOperationException, MalformedURLException {
        ChildFirstLoader.run(new BundleLoader(ChildFirstLoader.classPath()), args);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
