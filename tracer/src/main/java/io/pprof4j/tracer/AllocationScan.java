// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Which methods of a class file there is something to instrument in, found without a class reader. Two thirds of the
 * JDK's methods and a third of its classes allocate nothing: they are spared being taken apart and put together again.
 */
final class AllocationScan {
    /** The inserted code is at most three times as long as the instruction it belongs to; this leaves room. */
    private static final int FIRST_LONG_CODE = HugeMethods.LIMIT / 8;

    private final ClassFile file;
    private final Set<String> untouched = new HashSet<>();
    private final Map<String, DelayedHooks> delayed = new HashMap<>();
    private boolean allocates;
    private boolean longCode;

    private AllocationScan(ClassFile file) {
        this.file = file;
    }

    static AllocationScan of(byte[] classFile) {
        AllocationScan scan = new AllocationScan(new ClassFile(classFile));
        for (ClassFile.Method method : scan.file.methods()) {
            scan.method(method);
        }
        return scan;
    }

    /** Whether any method is to be instrumented. */
    boolean allocates() {
        return allocates;
    }

    /** Name and descriptor of the methods with code in which nothing is to be instrumented. */
    Set<String> untouchedMethods() {
        return untouched;
    }

    /** The methods that have any, by name and descriptor. */
    Map<String, DelayedHooks> delayedHooks() {
        return delayed;
    }

    /** Whether an instrumented method is so long that it could grow beyond {@link HugeMethods#LIMIT}. */
    boolean hasLongCode() {
        return longCode;
    }

    /** Internal name of the class. */
    String className() {
        return file.className();
    }

    private void method(ClassFile.Method method) {
        String name = file.utf8(method.name());
        String descriptor = file.utf8(method.descriptor());
        if (isRewritten(name, descriptor) || allocates(method)) {
            allocates = true;
            longCode |= method.codeLength() >= FIRST_LONG_CODE;
            DelayedHooks hooks = DelayedHooks.of(file, method);
            if (hooks != null) {
                delayed.put(name + descriptor, hooks);
            }
        } else {
            untouched.add(name + descriptor);
        }
    }

    private boolean isRewritten(String name, String descriptor) {
        String owner = className();
        return SecondarySeed.is(owner, name)
                || UntracedThrowables.is(owner, name, descriptor)
                || HiddenClassDefinition.is(owner, name, descriptor)
                || AllocatingCall.isBody(owner, name, descriptor);
    }

    private boolean allocates(ClassFile.Method method) {
        int start = method.codeStart();
        int end = start + method.codeLength();
        for (int at = start; at < end; at = file.nextInstruction(at, start)) {
            switch (file.u1(at)) {
                case Opcodes.NEW, Opcodes.NEWARRAY, Opcodes.ANEWARRAY, Opcodes.MULTIANEWARRAY -> {
                    return true;
                }
                case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKESPECIAL, Opcodes.INVOKESTATIC, Opcodes.INVOKEINTERFACE -> {
                    if (isAllocatingCall(file.u1(at), file.u2(at + 1))) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private boolean isAllocatingCall(int opcode, int reference) {
        String name = file.memberName(reference);
        if (!AllocatingCall.isNamed(name)) {
            return false;
        }
        String owner = file.memberOwner(reference);
        String descriptor = file.memberDescriptor(reference);
        return AllocatingCall.of(opcode, owner, name, descriptor) != null
                || AllocatingCall.isArrayClone(owner, name)
                || AllocatingCall.isSuperClone(opcode, name, descriptor);
    }
}
