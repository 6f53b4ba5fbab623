// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@link AgentOptions}. What cannot be read is named in a warning and otherwise left at its default. */
public final class AgentOptionsParser {
    private static final Map<String, String> ACCEPTED = accepted();

    private static final long MAX_TRACE_MILLIS = 86_400_000;
    private static final int MAX_PUSH_SECONDS = 3600;
    private static final int PUSH_SECONDS = 15;

    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    private AgentOptionsParser() {}

    /** The options, and one line for each thing that was wrong with them. */
    public record Parsed(AgentOptions options, List<String> warnings) {
        public Parsed {
            warnings = List.copyOf(warnings);
        }
    }

    private static Map<String, String> accepted() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("memprofilerate", "bytes between samples: 1 for every allocation, 0 for none");
        keys.put("alloccount", "0, or 1 to count every allocation at its site, without stacks");
        keys.put("engine", "auto or bytecode");
        keys.put("memprofile", "a file name");
        keys.put("memprofilegc", "0 or 1");
        keys.put("profstackdepth", "frames, from 1 to " + AgentOptions.MAX_STACK_DEPTH);
        keys.put("include", "class name globs joined by +");
        keys.put("exclude", "class name globs joined by +");
        keys.put("verbose", "0 or 1");
        keys.put("gctrace", "0, 1 for a line at each collection, or 2 for the form of 2014");
        keys.put("alloctrace", "0 or 1");
        keys.put("alloctracefile", "a file name");
        keys.put("schedtrace", "ms between two lines, from 1 to " + MAX_TRACE_MILLIS + ", or 0");
        keys.put("scheddetail", "0 or 1");
        keys.put("blockprofilerate", "nanoseconds: 1 for every wait, 0 for none");
        keys.put("mutexprofilefraction", "1 for all that can be seen, n for one in n, 0 for none");
        keys.put("http", "host:port, or a port alone for this machine only");
        keys.put("httptoken", "the token that clients of http must present");
        keys.put("allowremote", "0, or 1 to let other machines ask without a token");
        keys.put("cpuprofile", "a file name");
        keys.put("blockprofile", "a file name");
        keys.put("mutexprofile", "a file name");
        keys.put("trace", "a file name");
        keys.put("push", "URL of a Pyroscope server");
        keys.put("pushseconds", "seconds between two pushes, from 1 to " + MAX_PUSH_SECONDS);
        keys.put("pushname", "the name of the application");
        keys.put("pushlabels", "key:value pairs joined by +");
        keys.put("pushprofiles", "profile names joined by +");
        keys.put("pushtoken", "the token that the server wants");
        return keys;
    }

    /**
     * Reads both sources.
     *
     * @param environment value of the environment variable; may be null
     * @param arguments of the agent, which win over the environment; may be null
     */
    public static Parsed parse(String environment, String arguments) {
        AgentOptionsParser parser = new AgentOptionsParser();
        parser.collect(environment, " in the environment variable PPROF4J");
        parser.collect(arguments, "");
        AgentOptions options = new AgentOptions(
                parser.number("memprofilerate", 0, Long.MAX_VALUE, AgentOptions.DEFAULT_RATE),
                parser.text("memprofile"),
                parser.number("memprofilegc", 0, 1, 1) == 1,
                (int) parser.number(
                        "profstackdepth", 1, AgentOptions.MAX_STACK_DEPTH, AgentOptions.DEFAULT_STACK_DEPTH),
                parser.parts("include"),
                parser.parts("exclude"),
                false,
                false,
                parser.number("verbose", 0, 1, 0) == 1,
                parser.traces(),
                parser.runtime(),
                parser.http(),
                new ExitFiles(
                        parser.text("cpuprofile"),
                        parser.text("blockprofile"),
                        parser.text("mutexprofile"),
                        parser.text("trace")),
                parser.push());
        parser.checkEngine();
        return new Parsed(parser.isCounting(options) ? options.withCounting() : options, parser.warnings);
    }

    private TraceOptions traces() {
        return new TraceOptions(
                (int) number("gctrace", 0, 2, 0),
                number("alloctrace", 0, 1, 0) == 1,
                text("alloctracefile"),
                number("schedtrace", 0, MAX_TRACE_MILLIS, 0),
                number("scheddetail", 0, 1, 0) == 1);
    }

    private boolean isCounting(AgentOptions options) {
        boolean counting = number("alloccount", 0, 1, 0) == 1;
        if (counting && values.containsKey("memprofilerate") && options.memProfileRate() != 1) {
            warnings.add("option memprofilerate=" + options.memProfileRate()
                    + " is ignored: alloccount=1 counts every allocation");
        }
        return counting;
    }

    /** A file for a profile says that the profile is wanted. */
    private RuntimeOptions runtime() {
        int block = values.containsKey("blockprofile") ? 1 : 0;
        int mutex = values.containsKey("mutexprofile") ? 1 : 0;
        return new RuntimeOptions(number("blockprofilerate", 0, Long.MAX_VALUE, block), (int)
                number("mutexprofilefraction", 0, Integer.MAX_VALUE, mutex));
    }

    private PushOptions push() {
        int seconds = (int) number("pushseconds", 1, MAX_PUSH_SECONDS, PUSH_SECONDS);
        return values.containsKey("push")
                ? new PushOptions(
                        text("push"),
                        seconds,
                        text("pushname"),
                        parts("pushlabels"),
                        parts("pushprofiles"),
                        values.getOrDefault("pushtoken", ""))
                : null;
    }

    private HttpOptions http() {
        boolean allowRemote = number("allowremote", 0, 1, 0) == 1;
        String token = values.getOrDefault("httptoken", "");
        return values.containsKey("http") ? new HttpOptions(values.get("http"), token, allowRemote) : null;
    }

    private void collect(String text, String where) {
        if (text == null || text.isBlank()) {
            return;
        }
        for (String part : text.split(",", -1)) {
            String option = part.trim();
            int equals = option.indexOf('=');
            String key = equals < 0 ? option : option.substring(0, equals).trim();
            if (option.isEmpty()) {
                continue;
            }
            if (!ACCEPTED.containsKey(key)) {
                warnings.add("unknown option \"" + key + "\"" + where + "; accepted are "
                        + String.join(", ", ACCEPTED.keySet()));
            } else if (equals < 0 || option.substring(equals + 1).isBlank()) {
                warnings.add("option " + key + where + " has no value; accepted: " + ACCEPTED.get(key));
            } else {
                values.put(key, option.substring(equals + 1).trim());
            }
        }
    }

    private String text(String key) {
        return values.get(key);
    }

    private long number(String key, long min, long max, long otherwise) {
        String value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // the warning below says what is accepted
        }
        reject(key, value, Long.toString(otherwise));
        return otherwise;
    }

    /** What is joined by plus signs. */
    private List<String> parts(String key) {
        String value = values.get(key);
        return value == null ? List.of() : List.of(value.split("\\+"));
    }

    private void checkEngine() {
        String engine = values.get("engine");
        if (engine != null && !engine.equals("auto") && !engine.equals("bytecode")) {
            reject("engine", engine, "auto");
        }
    }

    private void reject(String key, String value, String used) {
        warnings.add(
                "option " + key + "=" + value + " is not valid; accepted: " + ACCEPTED.get(key) + "; using " + used);
    }
}
