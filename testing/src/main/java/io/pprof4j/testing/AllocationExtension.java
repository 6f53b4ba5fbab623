// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * JUnit's side of {@link MaxAllocations}, {@link NoAllocations} and {@link ProfileMemory}; and gives a test method that
 * asks for {@link Allocations} those of its own run until then. Such a method is called once before, unmeasured and with
 * whatever it throws ignored, to load its classes. Each test counts its own thread, so tests may run in parallel.
 */
public final class AllocationExtension implements InvocationInterceptor, ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Allocations.class
                && parameter.getDeclaringExecutable() instanceof Method;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        OwnAllocations own = new OwnAllocations();
        store(context).put(OwnAllocations.class, own);
        return own.allocations();
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        intercept(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        intercept(invocation, method, context);
    }

    private static void intercept(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        OwnAllocations own = store(context).get(OwnAllocations.class, OwnAllocations.class);
        if (own == null) {
            invocation.proceed();
        } else {
            MeasuringAgent.start();
            callIgnoringFailure(method);
            own.count(invocation::proceed, StackCut.downTo(method.getExecutable()));
        }
        assertAndWrite(method, context);
    }

    private static void assertAndWrite(ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Optional<MaxAllocations> most = find(method, context, MaxAllocations.class);
        Optional<NoAllocations> none = find(method, context, NoAllocations.class);
        Optional<ProfileMemory> profile = AnnotationSupport.findAnnotation(method.getExecutable(), ProfileMemory.class);
        if (most.isEmpty() && none.isEmpty() && profile.isEmpty()) {
            return;
        }
        StackCut test = StackCut.downTo(method.getExecutable());
        Allocations allocations = Measuring.thisThread().withWarmUps(1).measure(() -> call(method), test);
        if (profile.isPresent()) {
            write(allocations, profile.get().value());
        }
        Verdict verdict = new Verdict(allocations, "");
        most.filter(max -> max.count() != Long.MAX_VALUE)
                .flatMap(max -> verdict.countAtMost(max.count()))
                .ifPresent(AllocationExtension::fail);
        most.filter(max -> max.bytes() != Long.MAX_VALUE)
                .flatMap(max -> verdict.bytesAtMost(max.bytes()))
                .ifPresent(AllocationExtension::fail);
        none.flatMap(zero -> verdict.count(0)).ifPresent(AllocationExtension::fail);
    }

    /** On the method, or else on its class. */
    private static <A extends Annotation> Optional<A> find(
            ReflectiveInvocationContext<Method> method, ExtensionContext context, Class<A> annotation) {
        Optional<A> own = AnnotationSupport.findAnnotation(method.getExecutable(), annotation);
        return own.isPresent() ? own : AnnotationSupport.findAnnotation(context.getTestClass(), annotation);
    }

    private static void fail(String message) {
        throw new AssertionError(message);
    }

    private static void write(Allocations allocations, String file) throws IOException {
        OutputFile.write(file, "profile", allocations::writeTo);
    }

    private static void callIgnoringFailure(ReflectiveInvocationContext<Method> method) throws Throwable {
        try {
            call(method);
        } catch (Exception | AssertionError failure) {
            // Of a run that does not count; if it was not for a class that was loaded, it happens again.
        }
    }

    private static void call(ReflectiveInvocationContext<Method> method) throws Throwable {
        Method test = method.getExecutable();
        test.setAccessible(true);
        try {
            test.invoke(method.getTarget().orElse(null), method.getArguments().toArray());
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(AllocationExtension.class));
    }
}
