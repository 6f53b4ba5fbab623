// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.profile.Frame;
import io.pprof4j.profile.Label;
import io.pprof4j.profile.Location;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.Sample;
import io.pprof4j.profile.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile as the page's script reads it: {@code name}; {@code types}, pairs of name and unit; {@code shown}, the index of
 * the type to begin with; {@code names} of functions; {@code samples}, each the indices of its functions from the root, its
 * numbers, and its label {@code type}. Safe within a script element. Not safe for use by several threads.
 */
final class FlameGraphJson {
    private final StringBuilder json = new StringBuilder();
    private final Map<String, Integer> names = new LinkedHashMap<>();

    private FlameGraphJson() {}

    static String of(String name, Profile profile) {
        return new FlameGraphJson().render(name, profile);
    }

    private String render(String name, Profile profile) {
        json.append("{\"name\":").append(quote(name)).append(",\"types\":[");
        List<String> types = new ArrayList<>();
        for (ValueType type : profile.sampleTypes()) {
            types.add("[" + quote(type.type()) + "," + quote(type.unit()) + "]");
        }
        json.append(String.join(",", types)).append("],\"shown\":").append(profile.sampleIndex(""));
        json.append(",\"samples\":[");
        for (int i = 0; i < profile.samples().size(); i++) {
            json.append(i == 0 ? "\n" : ",\n");
            append(profile.samples().get(i));
        }
        json.append("],\"names\":[");
        List<String> quoted = names.keySet().stream().map(FlameGraphJson::quote).toList();
        return json.append(String.join(",", quoted)).append("]}").toString();
    }

    private void append(Sample sample) {
        json.append("[[");
        boolean first = true;
        for (int i = sample.stack().size() - 1; i >= 0; i--) {
            Location location = sample.stack().get(i);
            for (int j = location.frames().size() - 1; j >= 0; j--) {
                json.append(first ? "" : ",").append(index(location.frames().get(j)));
                first = false;
            }
        }
        json.append("],").append(sample.values().toString().replace(" ", ""));
        json.append(',').append(quote(type(sample))).append(']');
    }

    private int index(Frame frame) {
        return names.computeIfAbsent(frame.function(), name -> names.size());
    }

    private static String type(Sample sample) {
        for (Label label : sample.labels()) {
            if (label.key().equals("type")) {
                return label.str();
            }
        }
        return "";
    }

    /** No character that ends a script element, or a string in any way, stays as it is. */
    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
