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
        "ClassCounters",
        "CollectionClock",
        "ConstructionSlots",
        "Constructions",
        "CountedSite",
        "CountedSite$Known",
        "CountedSites",
        "CountedSites$1",
        "CountedSites$Key",
        "Counter",
        "Counters",
        "Counting",
        "Followed",
        "FrameTable",
        "FrameTable$Node",
        "HeldYoung",
        "HookEntry",
        "Kin",
        "Kin$Table",
        "KnownStacks",
        "KnownStacks$Generation",
        "KnownStacks$Generations",
        "KnownStacks$Known",
        "LabelSets",
        "LiveObject",
        "LiveObjects",
        "LockWaits",
        "LockWaits$Stripe",
        "LockWaits$Waited",
        "ObjectSizes",
        "ObjectSizes$1",
        "OwnBytes",
        "OwnFrames",
        "OwnThread",
        "RawBacktrace",
        "RecordedAllocations",
        "Recorder",
        "RecorderCalls",
        "RecorderSnapshot",
        "Recording",
        "SampleClock",
        "SeenType",
        "SharedCounters",
        "SiteCounts",
        "SiteKind",
        "SiteTable",
        "SoughtObject",
        "SpinLock",
        "StackKey",
        "StackTable",
        "StackTable$Stack",
        "StackTotals",
        "StackTotals$Key",
        "StackTotals$Total",
        "Survival",
        "Sweeper",
        "Tallies",
        "Tally",
        "ThreadCountdown",
        "ThreadCreators",
        "ThreadCreators$Creator",
        "ThreadEvents",
        "ThreadLabels",
        "ThreadRows",
        "ThreadRows$Owner",
        "TraceRing",
        "TracedObject",
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

    /**
     * Defines the recorder, the hook for sampling, which some of the JDK's methods call in every form, and the one that is to
     * be used, unless an earlier install did.
     */
    static void define(JvmInternals jvm, HookClass used) throws IOException, ReflectiveOperationException {
        Class<?> recorder = find();
        if (recorder == null) {
            jvm.defineInBootLoader(classNames());
            recorder = Class.forName(PACKAGE + "Recorder", false, null);
        }
        jvm.connect(recorder);
        if (!isDefined(HookClass.SAMPLING)) {
            new AllocatedBytes(jvm).define();
            new GenerationalZ(jvm).define();
            RecorderLink.layout(jvm.objectAlignment(), jvm.elementBytes(Object.class), arrayBases(jvm));
        }
        defineHook(jvm, HookClass.SAMPLING);
        defineHook(jvm, used);
    }

    /**
     * Defines a hook, unless that was done. {@code main} waits for each, so it is done once code is to call it; all are of one
     * template, and what they enter was run through before.
     */
    static void defineHook(JvmInternals jvm, HookClass hook) throws IOException, ReflectiveOperationException {
        if (!isDefined(hook)) {
            jvm.defineInJavaLang(hook.bytes());
        }
    }

    private static Class<?> find() {
        try {
            return Class.forName(PACKAGE + "Recorder", false, null);
        } catch (ClassNotFoundException first) {
            return null;
        }
    }

    private static boolean isDefined(HookClass hook) {
        try {
            Class.forName(hook.className(), false, null);
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
