// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A key with a string or a number, attached to one sample. As in pprof, the label is a number when {@code str} is empty.
 *
 * @param key the name of the label, such as {@code bytes} or {@code type}
 * @param str the string value, or {@code ""} when this label is a number
 * @param num the number; 0 when this label is a string
 * @param numUnit the number's unit; when {@code ""}, pprof takes the key itself for the unit
 */
public record Label(String key, String str, long num, String numUnit) {

    public Label {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(str, "str");
        Objects.requireNonNull(numUnit, "numUnit");
    }

    /** A string label. An empty {@code str} cannot be told from the number 0 once written. */
    public static Label of(String key, String str) {
        return new Label(key, str, 0, "");
    }

    /** String labels. An odd last element is left out. */
    public static List<Label> ofPairs(List<String> keysAndValues) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
            labels.add(of(keysAndValues.get(i), keysAndValues.get(i + 1)));
        }
        return labels;
    }

    /** A number label whose unit is its key, as Go writes {@code bytes}. */
    public static Label of(String key, long num) {
        return new Label(key, "", num, "");
    }

    /** A number label with a unit. */
    public static Label of(String key, long num, String numUnit) {
        return new Label(key, "", num, numUnit);
    }
}
