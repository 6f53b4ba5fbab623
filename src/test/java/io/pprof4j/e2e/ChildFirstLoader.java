// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** A web application's class loader: its own copy of everything, the container's classes only if it has none. */
public final class ChildFirstLoader extends URLClassLoader {
    private ChildFirstLoader(URL[] urls, ClassLoader parent) {
        super("web application", urls, parent);
    }

    /** Runs a class of the class path in a loader of its own: its name, then its arguments. */
    public static void main(String[] args) throws ReflectiveOperationException, MalformedURLException {
        ChildFirstLoader loader = new ChildFirstLoader(classPath(), ClassLoader.getSystemClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        run(loader, args);
    }

    /** Not closed: the application lives as long as the JVM. */
    static void run(ClassLoader loader, String... args) throws ReflectiveOperationException {
        String[] rest = List.of(args).subList(1, args.length).toArray(new String[0]);
        try {
            loader.loadClass(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(args[0] + " failed", e.getCause());
        }
    }

    static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
            urls.add(new File(entry).toURI().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && !name.startsWith("java.")) {
                try {
                    loaded = findClass(name);
                } catch (ClassNotFoundException notOurs) {
                    loaded = null;
                }
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }
}
