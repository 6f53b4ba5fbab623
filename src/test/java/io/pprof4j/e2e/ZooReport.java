// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Judges what came of each class: all is well, it was left out for a reason that is known, or it is a complaint. */
final class ZooReport {
    static final String UNMODIFIABLE = "unmodifiable classes";
    static final String DEPENDENCY = "classes without a dependency";
    /** Other versions in a multi-release jar, and classes that an earlier jar has too. */
    static final String DOUBLE = "class files not taken";

    /** Why a class does not link, agent or no agent. */
    private static final Map<String, String> UNLINKED = Map.of(
            "java.lang.NoClassDefFoundError", DEPENDENCY,
            "java.lang.UnsupportedClassVersionError", "classes of a later JDK",
            "java.lang.VerifyError", "classes that do not verify anyway");

    private final BiPredicate<String, Integer> verified;
    private final Map<String, String> plain;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();

    /**
     * @param verified whether the JVM has verified the class of this name as many times
     * @param plain what came of the classes that did not link, without the agent
     */
    ZooReport(BiPredicate<String, Integer> verified, Map<String, String> plain) {
        this.verified = verified;
        this.plain = plain;
    }

    /**
     * Sums of a module or jar.
     *
     * @param leftOut classes not verified with our code in them, and allocations not counted, by reason
     */
    record Row(int classes, int sites, Map<String, Integer> leftOut) {
        Row plus(Row other) {
            Map<String, Integer> sum = new TreeMap<>(leftOut);
            other.leftOut.forEach((reason, count) -> sum.merge(reason, count, Integer::sum));
            return new Row(classes + other.classes, sites + other.sites, sum);
        }
    }

    /** By module or jar. */
    Map<String, Row> rows() {
        return rows;
    }

    List<String> complaints() {
        return complaints;
    }

    Row total() {
        return rows.values().stream().reduce(new Row(0, 0, Map.of()), Row::plus);
    }

    void add(ZooResult result) {
        Map<String, Integer> leftOut = new TreeMap<>(result.skipped());
        if (!result.defect().isEmpty()) {
            complain(result, result.defect());
        }
        if (result.outcome().equals(ZooResult.LINKED)) {
            if (result.transformed() == ZooResult.Transformed.UNMODIFIABLE) {
                leftOut.put(UNMODIFIABLE, 1);
            } else if (!isJudged(result)) {
                complain(result, "not verified");
            }
        } else if (!kind(result.outcome()).equals(kind(plain.getOrDefault(result.className(), ZooResult.LINKED)))) {
            complain(result, result.outcome() + ", but without the agent " + plain.get(result.className()));
        } else if (!UNLINKED.containsKey(kind(result.outcome()))) {
            complain(result, result.outcome());
        } else if (!isJudged(result)) {
            leftOut.put(UNLINKED.get(kind(result.outcome())), 1);
        }
        rows.merge(result.group(), new Row(1, result.sites(), leftOut), Row::plus);
    }

    /** Adds what the JVM has no use for. */
    void add(ZooGroup group) {
        if (group.leftOut() > 0) {
            rows.merge(group.name(), new Row(0, 0, Map.of(DOUBLE, group.leftOut())), Row::plus);
        }
    }

    /** A retransformed class was verified once without our code. */
    private boolean isJudged(ZooResult result) {
        return switch (result.transformed()) {
            case UNSEEN, UNMODIFIABLE -> false;
            case UNCHANGED, EXEMPT -> true;
            case LOADED -> verified.test(result.className(), 1);
            case RETRANSFORMED -> verified.test(result.className(), 2);
        };
    }

    /** Which one of several missing classes is named differs from run to run. */
    private static String kind(String outcome) {
        return outcome.replaceAll(":.*", "");
    }

    private void complain(ZooResult result, String what) {
        complaints.add(result.group() + ": " + result.className() + ": " + what);
    }
}
