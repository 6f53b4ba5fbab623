// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Brings the recorder into the boot loader, where all code of the JVM shares it. Once in the life of a JVM. */
final class BootRecorder {
    private static final String PACKAGE = "io.pprof4j.recorder.";
    private static final String[] CLASSES = {
        "AllocatedType",
        "AllocationSite",
        "ArrayLayout",
        "ArrayLayout$Layout",
        "CollectionClock",
        "ConstructionSlots",
        "Constructions",
        "FrameTable",
        "FrameTable$Node",
        "HeldYoung",
        "LiveObject",
        "LiveObjects",
        "ObjectSizes",
        "ObjectSizes$1",
        "OwnBytes",
        "OwnFrames",
        "RawBacktrace",
        "Recorder",
        "RecorderCalls",
        "RecorderSnapshot",
        "Recording",
        "SampleClock",
        "SiteCounts",
        "SiteTable",
        "StackKey",
        "StackTable",
        "StackTable$Stack",
        "Survival",
        "Sweeper",
        "ThreadCountdown",
        "TypeTable",
        "TypeTable$Entry",
        "TypeTable$LoaderKey",
        "TypeTable$Names",
    };

    private BootRecorder() {}

    /** Binary names of the classes that live in the boot loader. */
    static Set<String> classNames() {
        Set<String> names = new LinkedHashSet<>();
        for (String name : CLASSES) {
            names.add(PACKAGE + name);
        }
        return names;
    }

    /** Defines recorder and hook, unless an earlier install did. */
    static void define(JvmInternals jvm) throws IOException, ReflectiveOperationException {
        Class<?> recorder = find();
        if (recorder == null) {
            jvm.defineInBootLoader(classNames());
            recorder = Class.forName(PACKAGE + "Recorder", false, null);
        }
        jvm.connect(recorder);
        if (!isHookDefined()) {
            new AllocatedBytes(jvm).define();
            RecorderLink.layout(jvm.objectAlignment(), jvm.elementBytes(Object.class), arrayBases(jvm));
            for (HookClass form : HookClass.values()) {
                jvm.defineInJavaLang(form.bytes());
            }
        }
    }

    private static Class<?> find() {
        try {
            return Class.forName(PACKAGE + "Recorder", false, null);
        } catch (ClassNotFoundException first) {
            return null;
        }
    }

    private static boolean isHookDefined() {
        try {
            Class.forName(HookClass.SAMPLING.className(), false, null);
            return true;
        } catch (ClassNotFoundException first) {
            return false;
        }
    }

    private static int[] arrayBases(JvmInternals jvm) {
        return new int[] {
            jvm.arrayBase(byte.class),
            jvm.arrayBase(short.class),
            jvm.arrayBase(int.class),
            jvm.arrayBase(long.class),
            jvm.arrayBase(Object.class)
        };
    }
}
