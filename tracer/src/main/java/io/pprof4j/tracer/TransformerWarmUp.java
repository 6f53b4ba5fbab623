// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.OwnThread;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.AnalyzerAdapter;

/**
 * Loads everything that instrumenting needs, by doing it to a class file that the JVM does not see, while the recorder
 * is being brought into place: half of the agent's start, and a second processor is mostly idle then.
 */
final class TransformerWarmUp extends OwnThread {
    private final Completion completion = new Completion(false);

    private TransformerWarmUp() {
        super("pprof4j-warm-up", null);
    }

    static TransformerWarmUp begin() {
        TransformerWarmUp warmUp = new TransformerWarmUp();
        warmUp.start();
        return warmUp;
    }

    /** What fails here will fail once more, where there is something to be done about it. */
    @Override
    public void run() {
        try {
            instrumentTemplate();
        } catch (IOException | RuntimeException | Error later) {
            // see above
        } finally {
            completion.set(true);
        }
    }

    private static void instrumentTemplate() throws IOException {
        String template = "/" + AnalyzerAdapter.class.getName().replace('.', '/') + ".class";
        try (InputStream in = TransformerWarmUp.class.getResourceAsStream(template)) {
            byte[] classFile = in.readAllBytes();
            AllocationScan scan = AllocationScan.of(classFile);
            ClassReader reader = new ClassReader(classFile);
            ClassWriter writer = new ClassWriter(reader, 0);
            Set<String> untouched = scan.untouchedMethods();
            reader.accept(
                    new AllocationClassVisitor(
                            writer,
                            new SamplingMethodVisitor.Form(HookClass.SAMPLING, type -> 1, true),
                            untouched,
                            scan.delayedHooks()),
                    ClassReader.EXPAND_FRAMES);
            HugeMethods.grown(classFile, writer.toByteArray());
        }
    }

    void await() {
        completion.await();
    }
}
