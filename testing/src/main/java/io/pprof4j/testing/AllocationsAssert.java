// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what code allocates. A failure shows by how much it was missed, and all sites. */
public final class AllocationsAssert extends AbstractAssert<AllocationsAssert, Allocations> {
    private final String subject;

    AllocationsAssert(Allocations actual) {
        this(actual, "");
    }

    private AllocationsAssert(Allocations actual, String subject) {
        super(actual, AllocationsAssert.class);
        this.subject = subject;
    }

    /** Exactly so many objects. */
    public AllocationsAssert hasCount(long count) {
        return check(verdict().count(count));
    }

    /** At most so many objects. */
    public AllocationsAssert hasCountAtMost(long count) {
        return check(verdict().countAtMost(count));
    }

    /** Exactly so many bytes. They depend on the JVM: without compressed class pointers objects are larger. */
    public AllocationsAssert hasBytes(long bytes) {
        return check(verdict().bytes(bytes));
    }

    /** At most so many bytes. */
    public AllocationsAssert hasBytesAtMost(long bytes) {
        return check(verdict().bytesAtMost(bytes));
    }

    /** No objects at all. */
    public AllocationsAssert hasNone() {
        return hasCount(0);
    }

    /** No objects of exactly this type. */
    public AllocationsAssert hasNone(Class<?> type) {
        ofType(type).hasNone();
        return this;
    }

    /** Goes on with the objects of exactly this type. */
    public AllocationsAssert ofType(Class<?> type) {
        return new AllocationsAssert(actual.of(type), " of " + type.getTypeName()).as("%s", descriptionText());
    }

    /**
     * All objects are allocated by code of this package or those in it, or of this class; or by the JDK on behalf of such code.
     *
     * @param name {@code com.acme}, or {@code com.acme.Codec}
     */
    public AllocationsAssert allAllocatedIn(String name) {
        List<Site> others =
                actual.sites().stream().filter(site -> !isIn(site, name)).toList();
        if (!others.isEmpty()) {
            throw failure(
                    "%s",
                    "Expecting all objects" + subject + " to be allocated in " + name + ", but "
                            + Verdict.amount(
                                    others.stream().mapToLong(Site::count).sum(), "object")
                            + " were allocated elsewhere:\n\n" + AllocationTable.of(others) + "\n");
        }
        if (!verdict().isComplete()) {
            throw failure(
                    "%s",
                    "Expecting all objects" + subject + " to be allocated in " + name
                            + ", but not all of them are known:\n\n" + actual + "\n");
        }
        return this;
    }

    private static boolean isIn(Site site, String name) {
        StackTraceElement line = site.line();
        if (line == null) {
            return true;
        }
        String className = line.getClassName();
        return className.startsWith(name)
                && (className.length() == name.length() || ".$".indexOf(className.charAt(name.length())) >= 0);
    }

    private Verdict verdict() {
        return new Verdict(actual, subject);
    }

    private AllocationsAssert check(Optional<String> miss) {
        if (miss.isPresent()) {
            throw failure("%s", miss.get());
        }
        return this;
    }
}
