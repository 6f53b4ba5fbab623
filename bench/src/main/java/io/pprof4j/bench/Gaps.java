// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.program.GapsMain;
import io.pprof4j.recorder.OwnFrames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** The types of which pprof4j and Flight Recorder, made to see each object, count different bytes. */
final class Gaps {
    private static final int SHOWN = 5;

    private static final Pattern LAMBDA = Pattern.compile("([$]{2}Lambda).*");

    private final Map<String, Long> missing = new HashMap<>();

    private Gaps() {}

    /**
     * @param recorded bytes by type, and when the operation began and ended
     * @param recording Flight Recorder's file about the same operation
     */
    static Gaps between(Readings recorded, Path recording) throws IOException {
        Gaps gaps = new Gaps();
        recorded.forEach((type, bytes) -> {
            if (!type.equals(GapsMain.BEGAN) && !type.equals(GapsMain.ENDED)) {
                gaps.missing.merge(type, -bytes, Long::sum);
            }
        });
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals(GapsMain.EVENT) && isIn(event, recorded) && !isOurs(event)) {
                    String type = typeName(event.getClass("objectClass").getName());
                    gaps.missing.merge(type, event.getLong("allocationSize"), Long::sum);
                }
            }
        }
        return gaps;
    }

    private static boolean isIn(RecordedEvent event, Readings recorded) {
        long millis = event.getStartTime().toEpochMilli();
        return millis >= recorded.get(GapsMain.BEGAN) && millis <= recorded.get(GapsMain.ENDED);
    }

    /** pprof4j itself is not meant to be counted. */
    private static boolean isOurs(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return false;
        }
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            if (OwnFrames.isOwn(frame.getMethod().getType().getName())) {
                return true;
            }
        }
        return false;
    }

    /** As in source, and without the number of a lambda: {@code byte[][]} for {@code [[B}, {@code a.B[]} for {@code [La.B;}. */
    static String typeName(String name) {
        int dimensions = name.lastIndexOf('[') + 1;
        String element = name.substring(dimensions);
        if (dimensions > 0) {
            element = element.startsWith("L") ? element.substring(1, element.length() - 1) : primitive(element);
        }
        return LAMBDA.matcher(element).replaceFirst("$1") + "[]".repeat(dimensions);
    }

    private static String primitive(String descriptor) {
        return switch (descriptor) {
            case "B" -> "byte";
            case "C" -> "char";
            case "D" -> "double";
            case "F" -> "float";
            case "I" -> "int";
            case "J" -> "long";
            case "S" -> "short";
            case "Z" -> "boolean";
            default -> throw new IllegalArgumentException("no primitive type " + descriptor);
        };
    }

    /** {@code a.B 48, byte[] -16}: the largest first, allocated less recorded; {@code none} if there are none. */
    @Override
    public String toString() {
        String text = missing.entrySet().stream()
                .filter(gap -> gap.getValue() != 0)
                .sorted(Comparator.comparing(gap -> -Math.abs(gap.getValue())))
                .limit(SHOWN)
                .map(gap -> gap.getKey() + " " + gap.getValue())
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : text;
    }
}
