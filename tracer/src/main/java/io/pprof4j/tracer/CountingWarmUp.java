// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.recorder.SiteKind;
import java.lang.reflect.Method;

/** Counts an object of each kind, so that all classes of the slow path are there before the first instrumented code. */
final class CountingWarmUp {
    private final Class<?> hook;

    CountingWarmUp() throws ClassNotFoundException {
        hook = HookClass.COUNTING.load();
    }

    void run() throws ReflectiveOperationException {
        int objects = site(SiteKind.INSTANCE, "java.lang.Object");
        int arrays = site(SiteKind.ARRAY, "byte[]");
        int types = site(SiteKind.ANY_TYPE, null);
        int anyArrays = site(SiteKind.ANY_ARRAY, null);
        Method object = hook.getMethod("object", int.class);
        Method bytes = hook.getMethod("bytes", int.class, int.class);
        Method instance = hook.getMethod("instance", Object.class, int.class);
        Method references = hook.getMethod("references", Object.class, int.class, int.class);
        Method array = hook.getMethod("array", Object.class, int.class);
        Method backtrace = hook.getMethod("backtrace", Throwable.class, int.class);
        for (int i = 0; i < 30; i++) {
            object.invoke(null, objects);
            bytes.invoke(null, 8, arrays);
            instance.invoke(null, hook, types);
            references.invoke(null, new String[3], 3, types);
            array.invoke(null, new int[3], anyArrays);
            backtrace.invoke(null, new Throwable(), anyArrays);
        }
    }

    private static int site(SiteKind kind, String type) {
        return RecorderLink.site(null, kind, type, CountingWarmUp.class.getName(), "run", null, -1);
    }
}
