// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.profile.Mapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where a {@link ProfilePusher} sends what. Immutable.
 *
 * @param server {@code http} or {@code https}, with the path before {@code /ingest}, if any
 * @param interval between two pushes
 * @param application the name under which the server shows this program
 * @param labels what tells this process from others of that name
 * @param profiles of {@code cpu}, {@code heap}, {@code goroutine}, {@code block}, {@code mutex}
 * @param token sent as {@code Authorization: Bearer}; {@code ""} for none
 */
public record PushSettings(
        URI server,
        Duration interval,
        String application,
        Map<String, String> labels,
        List<String> profiles,
        String token) {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final String LABEL_NAME = "[A-Za-z_][A-Za-z0-9_.]*";
    private static final String VALUE = "[^{},=\\p{Cntrl}]+";

    /** @throws IllegalArgumentException if any of these cannot be; the message says what is accepted */
    public PushSettings {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(token, "token");
        labels = Map.copyOf(labels);
        profiles = List.copyOf(profiles);
        boolean web = "http".equalsIgnoreCase(server.getScheme()) || "https".equalsIgnoreCase(server.getScheme());
        if (!web || server.getHost() == null || server.getUserInfo() != null || server.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "URL " + server + " is not valid; accepted: http://host:port or https://host:port/path");
        }
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval " + interval + " is not valid; accepted: more than 0");
        }
        checkText("application name", application);
        labels.forEach(PushSettings::checkLabel);
        profiles.forEach(PushedProfile::of);
    }

    private static void checkText(String what, String text) {
        if (!text.matches(VALUE)) {
            throw new IllegalArgumentException(
                    what + " \"" + text + "\" is not valid; accepted: anything without braces, commas, = and newlines");
        }
    }

    private static void checkLabel(String name, String value) {
        if (!name.matches(LABEL_NAME)) {
            throw new IllegalArgumentException(
                    "label name \"" + name + "\" is not valid; accepted: letters, digits, _ and dots");
        }
        checkText("label " + name, value);
    }

    /**
     * All profiles of this program, under the name of its jar or main class, each 15 seconds.
     *
     * @throws IllegalArgumentException if the URL is none; the message says what is accepted
     */
    public static PushSettings to(String url) {
        try {
            String application = Mapping.ofApplication().fileName();
            return new PushSettings(new URI(url), INTERVAL, application, Map.of(), PushedProfile.names(), "");
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("URL " + url + " is not valid: " + malformed.getReason(), malformed);
        }
    }

    /** These settings with another interval. */
    public PushSettings every(Duration span) {
        return new PushSettings(server, span, application, labels, profiles, token);
    }

    /** These settings with another name of the application. */
    public PushSettings named(String name) {
        return new PushSettings(server, interval, name, labels, profiles, token);
    }

    /**
     * These settings with labels.
     *
     * @param pairs {@code name:value}, each
     * @throws IllegalArgumentException if one of them is not
     */
    public PushSettings labelled(List<String> pairs) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("label \"" + pair + "\" is not valid; accepted: name:value");
            }
            all.put(pair.substring(0, colon), pair.substring(colon + 1));
        }
        return new PushSettings(server, interval, application, all, profiles, token);
    }

    /** These settings for some profiles only. */
    public PushSettings only(List<String> names) {
        return new PushSettings(server, interval, application, labels, names, token);
    }

    /** These settings with a token. */
    public PushSettings withToken(String secret) {
        return new PushSettings(server, interval, application, labels, profiles, secret);
    }

    /** Application and labels, as Pyroscope has them: {@code shop{env=prod,zone=a}}. */
    String key() {
        List<String> pairs = new ArrayList<>();
        labels.forEach((name, value) -> pairs.add(name + "=" + value));
        pairs.sort(null);
        return application + "{" + String.join(",", pairs) + "}";
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "PushSettings[" + server + ", " + key() + "]";
    }
}
