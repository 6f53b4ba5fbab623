// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;

/** Where a compiler puts its class files. */
final class ClassFilesInMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classFiles = new TreeMap<>();

    ClassFilesInMemory(StandardJavaFileManager platform) {
        super(platform);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        URI uri = URI.create("memory:///" + className.replace('.', '/') + kind.extension);
        return new SimpleJavaFileObject(uri, kind) {
            @Override
            public OutputStream openOutputStream() {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                classFiles.put(className, bytes);
                return bytes;
            }
        };
    }

    /** Of all class files, in the order of their names. */
    long checksum() {
        CRC32 sum = new CRC32();
        for (ByteArrayOutputStream classFile : classFiles.values()) {
            sum.update(classFile.toByteArray());
        }
        return sum.getValue();
    }
}
