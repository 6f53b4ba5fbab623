// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Instruments the methods of one class. */
final class AllocationClassVisitor extends ClassVisitor {
    private final MethodInstrumentation form;
    private final Set<String> skippedMethods;
    private final Map<String, DelayedHooks> delayed;
    private final List<AllocationMethodVisitor> methods = new ArrayList<>();
    private String className;
    private String sourceFile;
    private boolean replaced;

    /**
     * Instruments one class.
     *
     * @param skippedMethods name and descriptor of methods to leave alone
     * @param delayed hooks, by name and descriptor of the methods that have any
     */
    AllocationClassVisitor(
            ClassVisitor target,
            MethodInstrumentation form,
            Set<String> skippedMethods,
            Map<String, DelayedHooks> delayed) {
        super(Opcodes.ASM9, target);
        this.form = form;
        this.skippedMethods = skippedMethods;
        this.delayed = delayed;
    }

    /** Whether the class differs from what was read. */
    boolean isChanged() {
        // No stream: its classes could be those that are just being loaded.
        boolean changed = replaced;
        for (AllocationMethodVisitor method : methods) {
            changed |= method.isChanged();
        }
        return changed;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        className = name;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public void visitSource(String source, String debug) {
        sourceFile = source;
        super.visitSource(source, debug);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor target = super.visitMethod(access, name, descriptor, signature, exceptions);
        if (SecondarySeed.is(className, name)) {
            replaced = true;
            return SecondarySeed.replacement(target);
        }
        boolean hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
        if (!hasCode || skippedMethods.contains(name + descriptor)) {
            return target;
        }
        if (UntracedThrowables.is(className, name, descriptor)) {
            replaced = true;
            return new UntracedThrowables(target, descriptor);
        }
        if (AllocatingCall.isBody(className, name, descriptor)) {
            return new UncountedBody(target, () -> replaced = true);
        }
        AllocationMethodVisitor method = form.visitor(className, sourceFile, access, name, descriptor, target);
        DelayedHooks hooks = form.delayed(delayed.get(name + descriptor));
        if (hooks != null) {
            method.delay(hooks);
        }
        methods.add(method);
        return HiddenClassDefinition.is(className, name, descriptor)
                ? new HiddenClassDefinition(method, () -> replaced = true)
                : method;
    }
}
